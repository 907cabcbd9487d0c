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

import ai.djl.modality.cv.transform.Normalize;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.translate.Transform;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;

import io.github.hypernet.core.GeneratedWeightDecay;
import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.LearnedWeightDecay;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.vision.KernelPicture;
import io.github.hypernet.vision.data.ChannelStatistics;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.RandomCrop;
import io.github.hypernet.vision.data.RandomFlip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An image classifier, plain or hyper. */
final class Classifier extends OpenModel {

    /** The kernels of convolutions, of any window. */
    private static final ParameterSelector KERNELS =
            ParameterSelector.weights().and(parameter -> parameter.shape().dimension() == 4);

    private final ImageExperiment experiment;
    private final ImageSettings settings;

    Classifier(
            ImageExperiment experiment, String name, ImageSettings settings, Placement placement) {
        super(
                placement.newModel(name, settings.newBlock(experiment.format().classes().size())),
                settings);
        this.experiment = experiment;
        this.settings = settings;
    }

    /** The shape of one image: the number of images changes no parameter. */
    @Override
    public Shape inputShape() {
        return inputShape(1);
    }

    /** The shape of so many images. */
    Shape inputShape(long images) {
        return new Shape(images).addAll(experiment.format().imageShape());
    }

    ImageSettings settings() {
        return settings;
    }

    @Override
    public TrainingConfig config() {
        return config(loss(), settings.newOptimizer(), new Accuracy());
    }

    /** Refuses settings that do not go together, or do not fit the images. */
    @Override
    public void check() {
        config();
        Shape image = experiment.format().imageShape();
        long side = Math.min(image.get(1), image.get(2));
        if (side < settings.leastSide()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The images have %d x %d pixels, too few for the model %s: it needs %d of"
                                    + " each",
                            image.get(1),
                            image.get(2),
                            name(),
                            settings.leastSide()));
        }
        if (settings.padding() >= side) {
            throw new IllegalArgumentException(
                    "The setting padding must be less than the height and width of an image, "
                            + side
                            + ", or the random crop can leave nothing of it, got "
                            + settings.padding());
        }
    }

    @Override
    protected Optional<Hypernetwork> hypernetwork() {
        return block() instanceof Hypernetwork hypernetwork
                ? Optional.of(hypernetwork)
                : Optional.empty();
    }

    /** Takes no sizes of other images, that these would be scaled to. */
    @Override
    protected void checkLoaded(Path run, List<Shape> inputs) throws IOException {
        ImageFormat format = experiment.format();
        Shape trained = inputs.get(0).slice(1);
        if (!trained.equals(format.imageShape())) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s says that images have the shape %s (channels, height, width), but the"
                                    + " model %s was trained on %s",
                            run.resolve(ImageFormat.FILE),
                            format.imageShape(),
                            name(),
                            trained));
        }
    }

    @Override
    protected String origin(Path run) {
        ImageFormat format = experiment.format();
        return String.format(
                Locale.ROOT,
                "the run's settings and %s, which names %d classes and images of the shape %s",
                run.resolve(ImageFormat.FILE),
                format.classes().size(),
                format.imageShape());
    }

    private Loss loss() {
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        float decay = settings.weightDecay();
        if (decay == 0) {
            return crossEntropy;
        }
        SimpleCompositeLoss loss =
                new SimpleCompositeLoss()
                        .addLoss(crossEntropy)
                        .addLoss(new LearnedWeightDecay(block(), KERNELS, decay));
        hypernetwork().ifPresent(hyper -> loss.addLoss(new GeneratedWeightDecay(hyper, decay)));
        return loss;
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        ArrayDataset.Builder training = dataset(experiment.images().train(), manager, true);
        augmentation().forEach(training::addTransform);
        loop.setTrainingData(training.build())
                .optValidationData(
                        dataset(experiment.images().validation(), manager, false).build())
                .optMaxSteps(settings.steps());
        if (settings.bestByAccuracy()) {
            loop.optScore(evaluation -> -evaluation.metrics().get("Accuracy"));
        }
    }

    private ArrayDataset.Builder dataset(LabeledImages images, NDManager manager, boolean shuffle) {
        ArrayDataset.Builder dataset =
                images.toDataset(manager).setSampling(settings.batchSize(), shuffle);
        normalization().forEach(dataset::addTransform);
        return dataset;
    }

    /** What is done to every batch. */
    List<Transform> normalization() {
        ChannelStatistics statistics = experiment.format().statistics();
        return statistics == null
                ? List.of()
                : List.of(new Normalize(statistics.mean(), statistics.deviation()));
    }

    /** What is done to a batch to train on, after the normalization: zeros are the mean color. */
    List<Transform> augmentation() {
        List<Transform> transforms = new ArrayList<>();
        transforms.add(new RandomCrop(settings.padding()));
        if (settings.flip()) {
            transforms.add(new RandomFlip());
        }
        return transforms;
    }

    /** Adds the last kernel of so many channels in and out to a picture, if there is one. */
    void drawKernel(int channels, KernelPicture picture) {
        try (NDManager manager = model().getNDManager().newSubManager()) {
            boolean generated = hypernetwork().isPresent();
            NDList kernels =
                    hypernetwork()
                            .map(hyper -> hyper.getGeneratedWeights(manager))
                            .orElseGet(this::learnedKernels);
            NDArray last = null;
            for (NDArray kernel : kernels) {
                Shape shape = kernel.getShape();
                boolean square = shape.get(0) == channels && shape.get(1) == channels;
                last = square && shape.get(2) > 1 ? kernel : last;
            }
            if (last != null) {
                String title =
                        String.format(
                                Locale.ROOT,
                                "%s, %s: %d x %d kernel",
                                name(),
                                generated ? "generated" : "learned",
                                channels,
                                channels);
                picture.add(title, last, generated ? settings.basicSize() : channels);
            }
        }
    }

    private NDList learnedKernels() {
        NDList kernels = new NDList();
        for (Pair<String, Parameter> pair : block().getParameters()) {
            if (pair.getValue().getShape().dimension() == 4) {
                kernels.add(pair.getValue().getArray());
            }
        }
        return kernels;
    }

    /** The share of right classes, and the mean cross entropy in nats. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        Accuracy accuracy = new Accuracy();
        Loss loss = Loss.softmaxCrossEntropyLoss();
        try (NDManager manager = model().getNDManager().newSubManager()) {
            Map<String, Double> values =
                    EvaluationLoop.builder()
                            .setModel(model())
                            .setData(dataset(experiment.images().test(), manager, false).build())
                            .addEvaluator(accuracy)
                            .addEvaluator(loss)
                            .build()
                            .evaluate();
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("testAccuracy", values.get(accuracy.getName()));
            metrics.put("testLoss", values.get(loss.getName()));
            return metrics;
        }
    }
}
