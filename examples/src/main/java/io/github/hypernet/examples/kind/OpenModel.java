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
package io.github.hypernet.examples.kind;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.Checkpoints;
import io.github.hypernet.core.training.checkpoint.LoopState;
import io.github.hypernet.core.training.checkpoint.ModelFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.checkpoint.TrainerCheckpoint;
import io.github.hypernet.examples.report.CurvesWriter;
import io.github.hypernet.examples.report.Result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A model of an experiment, open: it trains, evaluates and is saved. */
public abstract class OpenModel implements AutoCloseable {

    private final Hyperparameters settings;
    private final Model model;

    /**
     * Opens a model.
     *
     * @param model the model with its block
     * @param settings its settings
     */
    protected OpenModel(Model model, Hyperparameters settings) {
        this.model = model;
        this.settings = settings;
    }

    /** {@return the shape of a batch's input; the number of samples does not matter} */
    public abstract Shape inputShape();

    /** {@return the shapes of all inputs: that one alone, unless the model takes more} */
    public Shape[] inputShapes() {
        return new Shape[] {inputShape()};
    }

    /** {@return a new configuration, for one training} */
    public abstract TrainingConfig config();

    /**
     * Refuses settings that do not fit the data or each other, before anything is written.
     *
     * @throws IllegalArgumentException if they do not
     */
    public void check() {}

    /**
     * Gives a training its data and what else it needs.
     *
     * @param loop the training
     * @param manager the manager of its data
     */
    protected abstract void configure(TrainingLoop.Builder loop, NDManager manager);

    /**
     * Does what comes before a training, such as the training of a part of the model.
     *
     * @param seed the seed of all random numbers
     * @param run the run
     * @return how it ended if the user stopped it, and nothing else is to be trained
     * @throws IOException if a file cannot be read or written
     * @throws TranslateException if the data cannot be prepared
     */
    protected Optional<TrainingOutcome> begin(int seed, RunFolder run)
            throws IOException, TranslateException {
        return Optional.empty();
    }

    /**
     * Returns what else is told of the events of a training, which may write files of its own.
     *
     * @param run the run
     * @return the observers
     */
    protected List<TrainingObserver> observers(RunFolder run) {
        return List.of();
    }

    /**
     * Returns what the model's data is called, of a kind whose recipes have a choice.
     *
     * @return the name, for results; null if there is no choice
     */
    protected String dataName() {
        return null;
    }

    /**
     * Evaluates the model on the test data.
     *
     * @param run the run's folder, for what the training has noted there
     * @return values by the names of their JSON keys
     * @throws IOException if the data cannot be read
     * @throws TranslateException if the model fails
     */
    public abstract Map<String, Double> test(Path run) throws IOException, TranslateException;

    /** {@return the model as a hypernetwork, if its weights can be materialized} */
    protected Optional<Hypernetwork> hypernetwork() {
        return Optional.empty();
    }

    /** {@return whether the model can be materialized} */
    public final boolean isMaterializable() {
        return hypernetwork().isPresent();
    }

    /** {@return the model} */
    public final Model model() {
        return model;
    }

    /** {@return the model's name} */
    public final String name() {
        return model.getName();
    }

    /** {@return the model's block} */
    public final Block block() {
        return model.getBlock();
    }

    /** Gives the parameters their initial values. */
    public final void initialize() {
        block().initialize(model.getNDManager(), DataType.FLOAT32, inputShapes());
    }

    /**
     * Loads the best parameters of a run.
     *
     * @param run the run's folder
     * @throws IOException if the model's file is missing, damaged, or of a model with other sizes;
     *     the message names it
     */
    public final void load(Path run) throws IOException {
        if (!block().isInitialized()) {
            // any values: an initialized block has shapes, with which the file's are compared
            block().setInitializer(Initializer.ZEROS, parameter -> true);
            initialize();
        }
        Path file = RunFolder.modelFile(run, model.getName());
        List<Shape> inputs;
        try {
            inputs = ModelFile.load(file, model);
        } catch (IOException e) {
            ModelFile.verify(file); // one that is missing or damaged tells nothing of the model
            throw new IOException(e.getMessage() + "; this model follows from " + origin(run), e);
        }
        checkLoaded(run, inputs);
    }

    /**
     * Checks that a model that was loaded is the one that the run's other files tell of.
     *
     * @param run the run's folder
     * @param inputs the shapes of the inputs that it was trained on, batch first
     * @throws IOException if it is another
     */
    protected void checkLoaded(Path run, List<Shape> inputs) throws IOException {}

    /**
     * Returns what of a run a model's sizes follow from, for whoever has to find what was changed.
     *
     * @param run the run's folder
     * @return the files, and what they say
     */
    protected String origin(Path run) {
        return "the run's settings";
    }

    /**
     * Bakes the generated weights in, and saves the plain network under the model's name.
     *
     * @param folder the folder to write to
     * @param condition what the user named for the weights to be made from; null if nothing
     * @return the file, which DJL loads without this library
     * @throws IOException if it cannot be written, or a file that is the condition cannot be read
     * @throws IllegalArgumentException if the weights are made from a condition and this is none,
     *     or one is named and they are not
     */
    public final Path materialize(Path folder, String condition) throws IOException {
        model.setBlock(plainNetwork(condition));
        return ModelFile.save(folder, model);
    }

    /**
     * Bakes the generated weights in; asked of hypernetworks.
     *
     * @param condition what the user named for the weights to be made from; null if nothing
     * @return the plain network
     * @throws IOException if a file that is the condition cannot be read
     * @throws IllegalArgumentException as {@link #materialize} does
     */
    protected Block plainNetwork(String condition) throws IOException {
        refuseCondition(condition);
        return hypernetwork().orElseThrow().materialize();
    }

    /**
     * Refuses a condition, for models whose weights are the same whatever the input.
     *
     * @param condition what the user named; null if nothing
     * @throws IllegalArgumentException if it is not null
     */
    public final void refuseCondition(String condition) {
        if (condition != null) {
            throw new IllegalArgumentException(
                    "The model "
                            + name()
                            + " takes no --condition: its weights are the same for every input");
        }
    }

    /**
     * Refuses a run whose checkpoints this model cannot go on from; nothing is written. The model
     * is of no further use.
     *
     * @param run the run's folder
     * @param seed the seed of all random numbers
     * @return what the training knew when it saved the newest checkpoint; empty if there is none
     * @throws IOException if there are checkpoints but none can be used
     */
    public final Optional<LoopState> checkpoint(Path run, int seed) throws IOException {
        TrainingConfig config = config();
        try (Trainer trainer = model.newTrainer(config)) {
            TrainerCheckpoint checkpoint = TrainerCheckpoint.of(trainer, config.getOptimizer());
            return Optional.ofNullable(
                    Checkpoints.check(run, name(), checkpoint, seed, inputShapes()));
        }
    }

    /**
     * Refuses a checkpoint that is not one of this model's training. The model is of no further
     * use.
     *
     * @param file the checkpoint
     * @param seed the seed of all random numbers
     * @throws IOException if it is damaged, or of another training
     */
    public final void requireOwn(Path file, int seed) throws IOException {
        TrainingConfig config = config();
        try (Trainer trainer = model.newTrainer(config)) {
            LoopState state =
                    TrainerCheckpoint.of(trainer, config.getOptimizer())
                            .restore(file, inputShapes());
            if (state.seed() != seed) {
                throw new IOException(
                        file + " is of another training: its seed is " + state.seed());
            }
        }
    }

    /**
     * Trains the model, or goes on where the run's newest checkpoint is.
     *
     * @param seed the seed of all random numbers
     * @param limits sets when the training ends and what it saves meanwhile
     * @param run the run
     * @return how it ended
     * @throws IOException if a file cannot be read or written
     * @throws TranslateException if the data cannot be prepared
     */
    public final TrainingOutcome train(
            int seed, Consumer<TrainingLoop.Builder> limits, RunFolder run)
            throws IOException, TranslateException {
        Optional<TrainingOutcome> stopped = begin(seed, run);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        try (NDManager manager = model.getNDManager().newSubManager()) {
            TrainingLoop.Builder loop =
                    TrainingLoop.builder()
                            .setModel(model)
                            .setConfig(config())
                            .setInputShapes(inputShapes())
                            .optMaxEpochs(settings.epochs())
                            .optPatience(settings.patience())
                            .optSeed(seed)
                            .optRunFolder(run)
                            .optResume(true)
                            .addObserver(new ProgressLine())
                            .addObserver(new CurvesWriter(run));
            observers(run).forEach(loop::addObserver);
            configure(loop, manager);
            limits.accept(loop);
            return loop.build().fit();
        }
    }

    /**
     * Returns a configuration with Adam on the model's device.
     *
     * @param loss the loss
     * @param learningRate the learning rate
     * @param evaluator what is measured besides
     * @return the configuration
     */
    protected final TrainingConfig adam(Loss loss, float learningRate, Evaluator evaluator) {
        return config(
                loss,
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(learningRate)).build(),
                evaluator);
    }

    /**
     * Returns a configuration with an optimizer on the model's device.
     *
     * @param loss the loss
     * @param optimizer the optimizer
     * @param evaluator what is measured besides
     * @return the configuration
     */
    protected final TrainingConfig config(Loss loss, Optimizer optimizer, Evaluator evaluator) {
        return new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer)
                .optDevices(new Device[] {model.getNDManager().getDevice()})
                .addEvaluator(evaluator);
    }

    /** {@return what of the model is learned, and what is generated} */
    public final ParameterReport report() {
        return ParameterReport.of(block());
    }

    /**
     * Evaluates the model on the test data.
     *
     * @param recipe the recipe's name
     * @param seed the seed that it was trained with
     * @param run the run's folder
     * @param outcome how the training ended, or null
     * @return the model's figures
     * @throws IOException if the data cannot be read
     * @throws TranslateException if the model fails
     */
    public final Result result(String recipe, long seed, Path run, TrainingOutcome outcome)
            throws IOException, TranslateException {
        String engine = model.getNDManager().getEngine().getEngineName();
        Result.Origin origin =
                new Result.Origin(recipe, name(), engine, seed, dataName(), run.toString());
        return new Result(origin, test(run), report(), outcome, null);
    }

    @Override
    public final void close() {
        model.close();
    }
}
