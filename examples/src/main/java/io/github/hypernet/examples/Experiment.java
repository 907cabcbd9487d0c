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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.TrainingConfig;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A model of a recipe, with its data, on an engine. */
abstract class Experiment implements AutoCloseable {

    private final Hyperparameters settings;
    private final Model model;

    Experiment(String name, Hyperparameters settings, Block block, Engine engine, Device device) {
        this.settings = settings;
        model = Model.newInstance(name, device, engine.getEngineName());
        model.setBlock(block);
    }

    /** The shape of a batch's input; the number of samples does not matter. */
    abstract Shape inputShape();

    /** Returns a configuration for one training. */
    abstract TrainingConfig config();

    /** Refuses settings that do not fit the data or each other, before anything is written. */
    void check() {}

    /** Gives a training its data and what else it needs. */
    abstract void configure(TrainingLoop.Builder loop, NDManager manager);

    /** Evaluates the model on the test data: values by the names of their JSON keys. */
    abstract Map<String, Double> test() throws IOException, TranslateException;

    Model model() {
        return model;
    }

    Block block() {
        return model.getBlock();
    }

    /** Gives the parameters their initial values. */
    void initialize() {
        block().initialize(model.getNDManager(), DataType.FLOAT32, inputShape());
    }

    /** Loads the best parameters of a run. */
    void load(Path run) throws IOException {
        Path file = RunFolder.modelFile(run, model.getName());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            model.load(file.getParent(), model.getName());
        } catch (IOException | MalformedModelException | RuntimeException e) {
            String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
            throw new IOException("The model file " + file + " is damaged: " + reason, e);
        }
    }

    /**
     * Bakes the generated weights in, and saves the plain network under the model's name.
     *
     * @param folder the folder to write to
     * @return the file, which DJL loads without this library
     */
    Path materialize(Path folder) throws IOException {
        model.setBlock(((Hypernetwork) block()).materialize());
        Path temporary = Files.createDirectories(folder.resolve(".tmp"));
        Path file = RunFolder.modelFile(folder, model.getName()).getFileName();
        model.setProperty("Epoch", "0");
        model.save(temporary, model.getName());
        Files.move(
                temporary.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(temporary);
        return folder.resolve(file);
    }

    /** Trains the model, or goes on where the run's newest checkpoint is. */
    TrainingOutcome train(int seed, LimitOptions limits, RunFolder run)
            throws IOException, TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            TrainingLoop.Builder loop =
                    TrainingLoop.builder()
                            .setModel(model)
                            .setConfig(config())
                            .setInputShapes(inputShape())
                            .optMaxEpochs(settings.epochs())
                            .optPatience(settings.patience())
                            .optSeed(seed)
                            .optRunFolder(run)
                            .optResume(true)
                            .addObserver(new ProgressLine())
                            .addObserver(new CurvesWriter(run));
            configure(loop, manager);
            limits.applyTo(loop);
            return loop.build().fit();
        }
    }

    /** Returns a configuration with Adam on the model's device. */
    TrainingConfig adam(Loss loss, float learningRate, Evaluator evaluator) {
        return config(
                loss,
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build(),
                evaluator);
    }

    /** Returns a configuration with an optimizer on the model's device. */
    TrainingConfig config(Loss loss, Optimizer optimizer, Evaluator evaluator) {
        return new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer)
                .optDevices(new Device[] {model.getNDManager().getDevice()})
                .addEvaluator(evaluator);
    }

    ParameterReport report() {
        return ParameterReport.of(block());
    }

    @Override
    public void close() {
        model.close();
    }
}
