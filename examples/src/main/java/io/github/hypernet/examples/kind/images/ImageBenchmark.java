/*
 * Copyright 2026 The Hypernet developers
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.hypernet.examples.kind.images;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.translate.Transform;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.examples.benchmark.Comparison;
import io.github.hypernet.examples.benchmark.LoopBenchmark;
import io.github.hypernet.examples.benchmark.StepBenchmark;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.vision.data.RandomCrop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times models of an image recipe side by side: plain nets, hypernetworks, and their images. */
final class ImageBenchmark {

    // what the loop trains on
    private static final int BATCHES = 8;

    private final ImageExperiment experiment;
    private final Map<String, ModelSpec> models;
    private final Placement placement;
    private final int steps;

    /**
     * @param experiment the images' format
     * @param models the models by name; the first is what the others are compared with
     * @param placement where they compute
     * @param steps how many steps to time of each
     */
    ImageBenchmark(
            ImageExperiment experiment,
            Map<String, ModelSpec> models,
            Placement placement,
            int steps) {
        this.experiment = experiment;
        this.models = models;
        this.placement = placement;
        this.steps = steps;
    }

    /** Times the models, and the training loop with the last one. */
    void run() throws IOException, TranslateException {
        List<Classifier> open = new ArrayList<>();
        try (NDManager manager = placement.engine().newBaseManager(placement.device())) {
            models.keySet().forEach(name -> open.add(open(name)));
            Classifier first = open.get(0);
            int batch = first.settings().batchSize();
            NDArray images = manager.randomUniform(0, 1, first.inputShape(batch));
            NDArray labels = manager.zeros(new Shape(batch));
            System.out.printf(
                    Locale.ROOT,
                    "%s, batch %d, images %s, median of %d%n",
                    placement.engine().getEngineName(),
                    batch,
                    experiment.format().imageShape(),
                    steps);
            double step = train(open, images, labels);
            augment(first, images, step);
            infer(open, images);
        } finally {
            open.forEach(Classifier::close);
        }
        String last = List.copyOf(models.keySet()).get(models.size() - 1);
        new LoopBenchmark(() -> open(last), manager -> data(last, manager), steps).run();
    }

    private Classifier open(String name) {
        return experiment.open(name, models.get(name), placement);
    }

    /** Times training steps; returns the first model's time in milliseconds. */
    private double train(List<Classifier> open, NDArray images, NDArray labels) {
        try (StepBenchmark benchmark = new StepBenchmark(comparison(images), images, labels)) {
            open.forEach(model -> benchmark.add(model.name(), model.model(), model.config()));
            return benchmark.print().values().iterator().next();
        }
    }

    private Comparison comparison(NDArray images) {
        return new Comparison(steps, images.size(0), "images");
    }

    private static NDList copy(NDArray images, NDManager manager) {
        NDList batch = new NDList(images.toDevice(manager.getDevice(), true));
        batch.attach(manager);
        return batch;
    }

    /** Times what is done to the images of a step, and its share of one. */
    private void augment(Classifier classifier, NDArray images, double step) {
        List<Transform> transforms = new ArrayList<>(classifier.normalization());
        transforms.addAll(classifier.augmentation());
        Runnable work =
                () -> {
                    try (NDManager manager = images.getManager().newSubManager()) {
                        NDList batch = copy(images, manager);
                        for (Transform transform : transforms) {
                            batch = new NDList(transform.transform(batch.head()));
                        }
                        batch.head().sum().toType(DataType.FLOAT32, false).getFloat();
                    }
                };
        Comparison comparison = comparison(images).add("crop and flip", work);
        double time = comparison.print("images").values().iterator().next();
        System.out.printf(
                Locale.ROOT,
                "%-13s  %.2f %% of a training step of %s%n",
                "images",
                100 * time / step,
                classifier.name());
    }

    /** Times inference: plain nets, hypernetworks with kept kernels, and materialized ones. */
    private void infer(List<Classifier> open, NDArray images) {
        Comparison comparison = comparison(images);
        for (Classifier classifier : open) {
            comparison.add(classifier.name(), () -> infer(classifier.block(), images));
        }
        comparison.print("inference");
        Comparison materialized = comparison(images);
        for (Classifier classifier : open) {
            Block block = classifier.block();
            Block plain = classifier.hypernetwork().map(Hypernetwork::materialize).orElse(block);
            String name = classifier.name() + (plain == block ? "" : ", materialized");
            materialized.add(name, () -> infer(plain, images));
        }
        materialized.print("inference");
    }

    private ArrayDataset data(String model, NDManager manager) {
        ImageSettings settings = ImageKind.FAMILIES.read(models.get(model));
        Shape shape = new Shape((long) settings.batchSize() * BATCHES);
        return new ArrayDataset.Builder()
                .setData(
                        manager.randomUniform(0, 1, shape.addAll(experiment.format().imageShape())))
                .optLabels(manager.zeros(shape))
                .setSampling(settings.batchSize(), true)
                .addTransform(new RandomCrop(settings.padding()))
                .build();
    }

    private static void infer(Block block, NDArray images) {
        try (NDManager manager = images.getManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            block.forward(store, copy(images, manager), false)
                    .singletonOrThrow()
                    .sum()
                    .toType(DataType.FLOAT32, false)
                    .getFloat();
        }
    }
}
