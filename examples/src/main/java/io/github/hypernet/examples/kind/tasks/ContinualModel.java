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
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.translate.Transform;
import ai.djl.translate.TranslateException;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.OutputDrift;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.images.ImageData;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.examples.report.TaskMatrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A net that learns tasks one after the other. */
final class ContinualModel extends TaskModel {

    private final ContinualSettings settings;
    private final TaskDatasets datasets;
    private final Optional<OutputDrift> drift;

    ContinualModel(
            TaskImages images, ContinualSettings settings, String name, Placement placement) {
        super(images, settings, name, settings.newBlock(), placement);
        this.settings = settings;
        datasets = new TaskDatasets(settings, images);
        drift =
                settings.drift() > 0 && block() instanceof Hypernetwork hypernetwork
                        ? Optional.of(
                                OutputDrift.builder()
                                        .setHypernetwork(hypernetwork)
                                        .setCoefficient(settings.drift())
                                        .build())
                        : Optional.empty();
    }

    @Override
    public Shape inputShape() {
        return new Shape(settings.batchSize(), images().pixels());
    }

    /** The images, and the id of the task of each where the weights are made from it. */
    @Override
    public Shape[] inputShapes() {
        return settings.generated()
                ? new Shape[] {inputShape(), new Shape(settings.batchSize())}
                : super.inputShapes();
    }

    @Override
    public TrainingConfig config() {
        return adam(loss(), settings.learningRate(), new Accuracy());
    }

    private Loss loss() {
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        return drift.<Loss>map(
                        term -> new SimpleCompositeLoss().addLoss(crossEntropy).addLoss(term))
                .orElse(crossEntropy);
    }

    @Override
    public void check() {
        Preconditions.checkArgument(
                settings.tasks() <= settings.sequence().most(),
                "The setting tasks must be at most "
                        + settings.sequence().most()
                        + " for the sequence "
                        + settings.sequence()
                        + ", got "
                        + settings.tasks());
    }

    @Override
    String describeCondition() {
        return "a task's number, from 0 to " + (settings.tasks() - 1);
    }

    @Override
    NDList readCondition(String value, NDManager manager) {
        try {
            int task = Integer.parseInt(value);
            if (task >= 0 && task < settings.tasks()) {
                return new NDList(manager.create(new float[] {task}));
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw noCondition(value);
    }

    @Override
    Block newMainNetwork() {
        return settings.newNetwork();
    }

    /** The net of a task; what learns all tasks in one net has to know the task's classes too. */
    @Override
    Scorer scorer(String condition) throws IOException {
        NDList id = condition(condition);
        int task = (int) id.head().getFloat();
        SequentialBlock network = new SequentialBlock().add(Blocks.batchFlattenBlock());
        for (Transform step : datasets.transforms(task, 1, model().getNDManager())) {
            network.add(pixels -> new NDList(step.transform(pixels.head())));
        }
        network.add(hypernetwork().map(hyper -> hyper.at(id.head())).orElse(block()));
        List<String> classes =
                Arrays.stream(settings.sequence().digits(task))
                        .mapToObj(ImageData.DIGITS::get)
                        .toList();
        return new Scorer(network, classes);
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        List<Dataset> validation =
                datasets.evaluation(images().data().validation(), settings.tasks(), manager);
        loop.setTrainingTasks(datasets.training(manager))
                .optValidationData(new JoinedDataset(validation))
                .optScore(evaluation -> -evaluation.step())
                .optRestoreBest(false);
    }

    @Override
    protected List<TrainingObserver> observers(RunFolder run) {
        List<TrainingObserver> observers = new ArrayList<>();
        observers.add(new TaskAccuracies(run, name(), settings.tasks(), this::accuracies));
        drift.ifPresent(term -> observers.add(new TaskHolder(term, model().getNDManager())));
        return observers;
    }

    /**
     * The share of right classes, as a mean over the tasks: at the end, and of each right after its
     * own training where the run has noted that of all.
     */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(
                "finalAccuracy",
                Arrays.stream(accuracies(settings.tasks())).average().orElseThrow());
        table(run).ownAccuracy(settings.tasks()).ifPresent(own -> metrics.put("ownAccuracy", own));
        return metrics;
    }

    /** Returns the accuracies of the first tasks on the test images. */
    private double[] accuracies(int tasks) throws IOException, TranslateException {
        try (NDManager manager = model().getNDManager().newSubManager()) {
            double[] accuracies = new double[tasks];
            List<Dataset> test = datasets.evaluation(images().data().test(), tasks, manager);
            for (int task = 0; task < tasks; ++task) {
                Accuracy accuracy = new Accuracy();
                accuracies[task] =
                        EvaluationLoop.builder()
                                .setModel(model())
                                .setData(test.get(task))
                                .addEvaluator(accuracy)
                                .build()
                                .evaluate()
                                .get(accuracy.getName());
            }
            return accuracies;
        }
    }

    private TaskTable table(Path run) throws IOException {
        return TaskTable.of(run, name(), settings.tasks());
    }

    private double[][] matrix(Path run) throws IOException {
        return table(run).matrix(settings.tasks());
    }

    /** Draws what each model has learned and forgotten. */
    @Override
    void draw(List<TaskModel> family, RunFolder run) throws IOException {
        TaskMatrix picture = new TaskMatrix();
        boolean isEmpty = true;
        for (TaskModel model : family) {
            double[][] matrix = ((ContinualModel) model).matrix(run.getPath());
            if (matrix.length > 0) {
                picture.add(model.name(), matrix);
                isEmpty = false;
            }
        }
        if (!isEmpty) {
            PictureFiles.write(run.getPath(), "tasks", picture);
        }
    }
}
