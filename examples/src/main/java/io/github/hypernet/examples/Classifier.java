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
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.RunFolder;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.vision.ConvNet;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.RandomCrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A recipe's model, plain or hyper, on an engine. */
final class Classifier implements AutoCloseable {

    private static final int EVALUATION_BATCH = 1000;

    private final Recipe recipe;
    private final ModelKind kind;
    private final Model model;

    Classifier(Recipe recipe, ModelKind kind, Engine engine, Device device) {
        this.recipe = recipe;
        this.kind = kind;
        model = Model.newInstance(kind.toString(), device, engine.getEngineName());
        model.setBlock(recipe.newBlock(kind));
    }

    Model model() {
        return model;
    }

    Block block() {
        return model.getBlock();
    }

    /** Gives the parameters their initial values. */
    void initialize() {
        block().initialize(model.getNDManager(), DataType.FLOAT32, recipe.inputShape(1));
    }

    /** Loads the best parameters of a run. */
    void load(Path run) throws IOException {
        Path file = RunFolder.modelFile(run, kind.toString());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            model.load(file.getParent(), kind.toString());
        } catch (IOException | MalformedModelException | RuntimeException e) {
            String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
            throw new IOException("The model file " + file + " is damaged: " + reason, e);
        }
    }

    /** Trains the model, or goes on where the run's newest checkpoint is. */
    TrainingOutcome train(ImageData data, Settings settings, LimitOptions limits, RunFolder run)
            throws IOException, TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            TrainingLoop.Builder loop =
                    TrainingLoop.builder()
                            .setModel(model)
                            .setConfig(config())
                            .setInputShapes(recipe.inputShape(recipe.batchSize()))
                            .setTrainingData(
                                    data.train()
                                            .toDataset(manager)
                                            .setSampling(recipe.batchSize(), true)
                                            .addTransform(new RandomCrop(recipe.padding()))
                                            .build())
                            .optValidationData(
                                    data.validation()
                                            .toDataset(manager)
                                            .setSampling(recipe.batchSize(), false)
                                            .build())
                            .optSeed(settings.seed())
                            .optPatience(recipe.patience())
                            .optRunFolder(run)
                            .optResume(true)
                            .addObserver(new ProgressLine())
                            .addObserver(new CurvesWriter(run));
            limits.applyTo(loop, settings.epochs());
            return loop.build().fit();
        }
    }

    /** Returns a configuration for one training: loss, optimizer, device, accuracy. */
    TrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                        Optimizer.adam()
                                .optLearningRateTracker(Tracker.fixed(recipe.learningRate()))
                                .build())
                .optDevices(new Device[] {model.getNDManager().getDevice()})
                .addEvaluator(new Accuracy());
    }

    ParameterReport report() {
        return ParameterReport.of(block());
    }

    /** Returns the second convolution's kernel, learned or generated. */
    NDArray secondKernel(NDManager manager) {
        return block() instanceof Hypernetwork hypernetwork
                ? hypernetwork.getGeneratedWeights(manager).get(ConvNet.SECOND_KERNEL)
                : block().getParameters().get(ConvNet.SECOND_KERNEL).getArray();
    }

    /** Evaluates the model on all images. */
    Score evaluate(LabeledImages images) throws IOException, TranslateException {
        Accuracy accuracy = new Accuracy();
        accuracy.addAccumulator("");
        Loss loss = Loss.softmaxCrossEntropyLoss();
        double lossSum = 0;
        try (NDManager manager = model.getNDManager().newSubManager()) {
            RandomAccessDataset dataset =
                    images.toDataset(manager).setSampling(EVALUATION_BATCH, false).build();
            ParameterStore store = new ParameterStore(manager, false);
            for (Batch batch : dataset.getData(manager)) {
                NDList scores = block().forward(store, batch.getData(), false);
                accuracy.updateAccumulators(new String[] {""}, batch.getLabels(), scores);
                lossSum += loss.evaluate(batch.getLabels(), scores).getFloat() * batch.getSize();
                batch.close();
            }
        }
        return new Score(lossSum / images.size(), accuracy.getAccumulator(""));
    }

    @Override
    public void close() {
        model.close();
    }

    /**
     * How good a model is on a set of images: mean cross entropy in nats, share of right classes.
     */
    record Score(double loss, double accuracy) {}
}
