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
package io.github.hypernet.examples;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.translate.Transform;

import io.github.hypernet.core.Hypernetwork;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times models of an image recipe side by side: plain nets, hypernetworks, and their images. */
final class ImageBenchmark {

    private final ImageTask task;
    private final Map<String, ImageSettings> models;
    private final Engine engine;
    private final Device device;
    private final int steps;

    /**
     * @param task the images' format
     * @param models the models by name; the first is what the others are compared with
     * @param steps how many steps to time of each
     */
    ImageBenchmark(
            ImageTask task,
            Map<String, ImageSettings> models,
            Engine engine,
            Device device,
            int steps) {
        this.task = task;
        this.models = models;
        this.engine = engine;
        this.device = device;
        this.steps = steps;
    }

    void run() {
        List<Classifier> open = new ArrayList<>();
        try (NDManager manager = engine.newBaseManager(device)) {
            models.forEach((name, settings) -> open.add(open(name, settings)));
            Classifier first = open.get(0);
            int batch = first.settings().batchSize();
            Shape shape = first.inputShape(batch);
            NDArray images = manager.randomUniform(0, 1, shape);
            NDList labels = new NDList(manager.zeros(new Shape(batch)));
            System.out.printf(
                    "%s, batch %d, images %s, median of %d%n",
                    engine.getEngineName(), batch, task.format().imageShape(), steps);
            double step = train(open, images, labels);
            augment(first, images, step);
            infer(open, images);
        } finally {
            open.forEach(Classifier::close);
        }
    }

    private Classifier open(String name, ImageSettings settings) {
        return task.open(name, settings, engine, device);
    }

    /** Times training steps; returns the first model's time in milliseconds. */
    private double train(List<Classifier> open, NDArray images, NDList labels) {
        Map<Classifier, Trainer> trainers = new LinkedHashMap<>();
        try {
            Comparison comparison = comparison(images);
            for (Classifier classifier : open) {
                Trainer trainer = classifier.model().newTrainer(classifier.config());
                trainers.put(classifier, trainer);
                trainer.initialize(classifier.inputShape());
                comparison.add(classifier.model().getName(), () -> step(trainer, images, labels));
            }
            return comparison.print("training step").values().iterator().next();
        } finally {
            trainers.values().forEach(Trainer::close);
        }
    }

    private Comparison comparison(NDArray images) {
        return new Comparison(steps, images.size(0), "images");
    }

    private static void step(Trainer trainer, NDArray images, NDList labels) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList batch = copy(images, manager);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(labels, trainer.forward(batch));
                collector.backward(loss);
                loss.getFloat();
            }
            trainer.step();
            waitFor(trainer.getModel().getBlock());
        }
    }

    private static NDList copy(NDArray images, NDManager manager) {
        NDList batch = new NDList(images.toDevice(manager.getDevice(), true));
        batch.attach(manager);
        return batch;
    }

    private static void waitFor(Block block) {
        block.getParameters().values().forEach(p -> p.getArray().sum().close());
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
                "%-13s  %.2f %% of a training step of %s%n",
                "images", 100 * time / step, classifier.model().getName());
    }

    /** Times inference: plain nets, hypernetworks with kept kernels, and materialized ones. */
    private void infer(List<Classifier> open, NDArray images) {
        Comparison comparison = comparison(images);
        for (Classifier classifier : open) {
            comparison.add(classifier.model().getName(), () -> infer(classifier.block(), images));
        }
        comparison.print("inference");
        Comparison materialized = comparison(images);
        for (Classifier classifier : open) {
            Block block = classifier.block();
            boolean hyper = block instanceof Hypernetwork;
            Block plain = hyper ? ((Hypernetwork) block).materialize() : block;
            String name = classifier.model().getName() + (hyper ? ", materialized" : "");
            materialized.add(name, () -> infer(plain, images));
        }
        materialized.print("inference");
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
