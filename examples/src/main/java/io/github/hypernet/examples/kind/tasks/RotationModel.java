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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import ai.djl.util.RandomUtils;

import io.github.hypernet.core.Base;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.Checkpoints;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.images.ImageData;
import io.github.hypernet.examples.report.AngleChart;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.vision.data.LabeledImages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A classifier for each angle that images are turned by. */
final class RotationModel extends TaskModel {

    private static final int WHOLE_TURN = 360;
    private static final int TESTED = 12;
    private static final int CLASSES = ImageData.DIGITS.size();

    private final RotationSettings settings;
    private final Placement placement;
    private List<AngleChart.Point> points = List.of();

    RotationModel(TaskImages images, String name, RotationSettings settings, Placement placement) {
        super(images, settings, name, settings.newBlock(CLASSES), placement);
        this.settings = settings;
        this.placement = placement;
    }

    @Override
    public Shape inputShape() {
        return new Shape(1, images().pixels());
    }

    /** Images, and an angle for each. */
    @Override
    public Shape[] inputShapes() {
        return new Shape[] {inputShape(), new Shape(1, 1)};
    }

    @Override
    public TrainingConfig config() {
        return adam(Loss.softmaxCrossEntropyLoss(), settings.learningRate(), new Accuracy());
    }

    @Override
    public void check() {
        if (settings.base() == Base.FROZEN && settings.uprightSteps() == 0) {
            throw new IllegalArgumentException(
                    "The setting uprightSteps must be at least 1 for a base that is frozen, which is"
                            + " trained before, got 0");
        }
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        Dataset upright = dataset(images().data().train(), manager, true);
        Dataset validation = dataset(images().data().validation(), manager, false);
        List<UnaryOperator<Batch>> turns =
                trainedAngles().mapToObj(RotationModel::turning).toList();
        loop.setTrainingData(new MappedDataset(upright, List.of(this::turnAtRandom)))
                .optValidationData(new MappedDataset(validation, turns))
                .optMaxSteps(settings.steps())
                .optEvaluationSteps(settings.evaluationSteps())
                .optScore(evaluation -> -evaluation.metrics().get("Accuracy"));
    }

    private ArrayDataset dataset(LabeledImages images, NDManager manager, boolean shuffle) {
        return images.toDataset(manager).setSampling(settings.batchSize(), shuffle).build();
    }

    private Batch turnAtRandom(Batch upright) {
        int angles = settings.trainedAngles();
        double part =
                angles > 0 ? (double) RandomUtils.nextInt(angles) / angles : RandomUtils.random();
        return TurnedBatch.of(upright, WHOLE_TURN * part);
    }

    private static UnaryOperator<Batch> turning(double degrees) {
        return upright -> TurnedBatch.of(upright, degrees);
    }

    /** The angles that are trained; some of them, where all are. */
    private DoubleStream trainedAngles() {
        int angles = settings.trainedAngles() > 0 ? settings.trainedAngles() : TESTED;
        return IntStream.range(0, angles).mapToDouble(i -> (double) WHOLE_TURN * i / angles);
    }

    /** The angles halfway between those that are trained; none where all are. */
    private DoubleStream untrainedAngles() {
        return settings.trainedAngles() > 0
                ? trainedAngles().map(angle -> angle + WHOLE_TURN / 2.0 / settings.trainedAngles())
                : DoubleStream.empty();
    }

    /** Trains what is frozen then: a network of its own, on upright images, once. */
    @Override
    protected Optional<TrainingOutcome> begin(int seed, RunFolder run)
            throws IOException, TranslateException {
        if (settings.base() != Base.FROZEN || !new Checkpoints(run, name(), 1).list().isEmpty()) {
            return Optional.empty();
        }
        Block upright = settings.newClassifier(CLASSES);
        try (UprightTraining training =
                new UprightTraining(placement.newModel(name() + "-upright", upright), config())) {
            try (NDManager manager = model().getNDManager().newSubManager()) {
                Dataset data = dataset(images().data().train(), manager, true);
                TrainingOutcome outcome =
                        training.fit(data, images().pixels(), settings.uprightSteps(), seed);
                if (outcome.reason() == TrainingOutcome.Reason.STOPPED) {
                    return Optional.of(outcome);
                }
            }
            training.copyTo(hypernetwork().orElseThrow().getMainNetwork(), model().getNDManager());
        }
        return Optional.empty();
    }

    /** The mean accuracy over the angles that were trained, and over those between them. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        points = new ArrayList<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy(trainedAngles(), true));
        if (settings.trainedAngles() > 0) {
            metrics.put("untrainedAccuracy", accuracy(untrainedAngles(), false));
        }
        return metrics;
    }

    private double accuracy(DoubleStream angles, boolean trained)
            throws IOException, TranslateException {
        double sum = 0;
        double[] all = angles.toArray();
        for (double angle : all) {
            double accuracy = accuracy(angle);
            points.add(new AngleChart.Point(angle, accuracy, trained));
            sum += accuracy;
        }
        return sum / all.length;
    }

    private double accuracy(double angle) throws IOException, TranslateException {
        Accuracy accuracy = new Accuracy();
        try (NDManager manager = model().getNDManager().newSubManager()) {
            Dataset test = dataset(images().data().test(), manager, false);
            return EvaluationLoop.builder()
                    .setModel(model())
                    .setData(new MappedDataset(test, List.of(turning(angle))))
                    .addEvaluator(accuracy)
                    .build()
                    .evaluate()
                    .get(accuracy.getName());
        }
    }

    /** Draws accuracy over angle, as tested last, and writes each model's. */
    @Override
    void draw(List<TaskModel> family, RunFolder run) throws IOException {
        AngleChart chart = new AngleChart();
        for (TaskModel model : family) {
            List<AngleChart.Point> tested = ((RotationModel) model).points;
            AngleAccuracies.write(run.getPath(), model.name(), tested);
            chart.add(model.name(), tested);
        }
        PictureFiles.writePng(run.getPath().resolve("angles.png"), chart.toImage());
    }

    @Override
    String describeCondition() {
        return "an angle in degrees, such as 30";
    }

    @Override
    NDList readCondition(String value, NDManager manager) {
        double degrees;
        try {
            degrees = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw noCondition(value);
        }
        if (!Double.isFinite(degrees)) {
            throw noCondition(value);
        }
        return new NDList(manager.create(new float[][] {{(float) Math.toRadians(degrees)}}));
    }

    @Override
    Block newMainNetwork() {
        return settings.newClassifier(CLASSES);
    }
}
