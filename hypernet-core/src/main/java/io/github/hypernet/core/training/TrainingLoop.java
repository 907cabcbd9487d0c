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
package io.github.hypernet.core.training;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.translate.TranslateException;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.internal.ShownOptimizer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Trains a model under DJL's {@code Trainer} and never loses work: epochs, steps or minutes; global
 * norm clipping; evaluation; early stopping; checkpoints from which a training goes on as if it had
 * never stopped.
 *
 * <pre>
 *   try (RunFolder folder = RunFolder.create(Path.of("runs", "mine"))) {
 *       TrainingLoop.builder()
 *           .setModel(model)
 *           .setConfig(config)                      // DJL's: loss, optimizer, evaluators, ...
 *           .setInputShapes(new Shape(1, 1, 28, 28))
 *           .setTrainingData(training)
 *           .optValidationData(validation)
 *           .optMaxEpochs(100)
 *           .optPatience(10)
 *           .optRunFolder(folder)
 *           .addObserver(new ProgressLine())
 *           .build()
 *           .fit();
 *   }
 * </pre>
 *
 * <p>A step's gradients are those of the mean loss over the whole batch, however many devices or
 * micro-batches it is split into: the losses of its shards are weighted by what they count, which
 * is the rows of the labels or what a {@link CountingLoss} says. A step whose loss or gradients are
 * not finite is left out.
 *
 * <p>Before each batch the random numbers of the engine and of DJL are seeded by the training's
 * seed, the epoch and the batch. So the order of the data, transforms and dropout are repeatable,
 * and a training that was killed and resumed gives the numbers of one that was not, bit for bit on
 * a CPU. (With an executor in the configuration, data is loaded on other threads: then only
 * transforms that draw no random numbers are repeatable.)
 */
public final class TrainingLoop {

    private final LoopSettings settings;
    private final StopRequest stop = new StopRequest();

    private TrainingLoop(LoopSettings settings) {
        this.settings = settings;
    }

    /**
     * Trains, or goes on with a training. Where there is validation data the model is left with the
     * best weights by it, and else, or if the training was stopped, with the latest; {@link
     * TrainingOutcome#weightsStep} says which. A training that is resumed goes on from the latest
     * in any case. If it throws, the model has the latest weights; the steps are then in a
     * checkpoint, but for a training that diverged or an engine that failed within a step.
     *
     * @return how it ended
     * @throws IOException if data cannot be read, or a file of the run folder cannot be written, or
     *     checkpoints are there and the loop neither resumes nor can use one
     * @throws TranslateException if the dataset cannot make a batch
     * @throws IllegalArgumentException if there is a run folder and the optimizer's state cannot be
     *     saved in it; see {@link io.github.hypernet.core.training.checkpoint.TrainerCheckpoint#of}
     * @throws ai.djl.TrainingDivergedException if too many steps in a row were left out; the
     *     message says since which batch, what can help, and what the model holds
     * @throws IllegalStateException if another training is under way in this process, and the loop
     *     does not {@linkplain Builder#optWaitForOthers wait}, or one is on this thread
     */
    public TrainingOutcome fit() throws IOException, TranslateException {
        StopSignal signal = new StopSignal(this::stop);
        try (OneTraining training = OneTraining.begin(settings.waits(), stop)) {
            try {
                return training.isBegun() ? train() : notBegun();
            } finally {
                stop.end();
            }
        } finally {
            signal.close();
        }
    }

    private TrainingOutcome train() throws IOException, TranslateException {
        try (BestWeights best = new BestWeights(settings, stop)) {
            TrainingOutcome outcome;
            try (Trainer trainer = settings.model().newTrainer(settings.config());
                    TrainingRun run = new TrainingRun(settings, trainer, best, stop)) {
                outcome = run.train();
            }
            if (outcome.weightsStep() != outcome.step()) {
                best.putBack();
            }
            for (TrainingObserver observer : settings.observers()) {
                observer.onEnd(outcome);
            }
            return outcome;
        }
    }

    private static TrainingOutcome notBegun() {
        return new TrainingOutcome(
                TrainingOutcome.Reason.STOPPED, 0, 0, 0, 0, 0, null, List.of(), 0);
    }

    /**
     * Asks a training that another thread runs, or is about to run, to end after this step, with a
     * checkpoint. An interrupt of the training's thread does the same, and is left to the caller
     * when the training has ended. A training that still waits for others is not begun: its outcome
     * has no steps and no evaluations.
     */
    public void stop() {
        stop.request();
    }

    /**
     * Returns a builder.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link TrainingLoop}. */
    public static final class Builder {

        private Model model;
        private TrainingConfig config;
        private Shape[] inputShapes;
        private Dataset trainingData;
        private List<? extends Dataset> trainingTasks;
        private Dataset validationData;
        private RunFolder folder;
        private boolean resume;
        private long seed = 1;
        private long maxEpochs = Long.MAX_VALUE;
        private long maxSteps = Long.MAX_VALUE;
        private double maxSeconds = Double.POSITIVE_INFINITY;
        private long evaluationSteps;
        private int patience = Integer.MAX_VALUE;
        private ToDoubleFunction<Evaluation> score;
        private boolean restoreBest = true;
        private boolean waits;
        private float clipNorm = Float.POSITIVE_INFINITY;
        private int microBatches = 1;
        private int maxSkippedSteps = 10;
        private InitialState initialState;
        private long checkpointSteps = Long.MAX_VALUE;
        private double checkpointSeconds = 300;
        private int keepCheckpoints = 3;
        private final List<TrainingObserver> observers = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the model to train; its block may be new, loaded or initialized. In a run folder its
         * name tells its files apart.
         *
         * @param model the model
         * @return this builder
         */
        public Builder setModel(Model model) {
            this.model = model;
            return this;
        }

        /**
         * Sets DJL's configuration: loss, optimizer with its learning rate, evaluators, listeners,
         * devices, initializers. A configuration serves one training, for its optimizer has state.
         *
         * @param config the configuration
         * @return this builder
         */
        public Builder setConfig(TrainingConfig config) {
            this.config = config;
            return this;
        }

        /**
         * Sets the shapes of a batch's inputs; those of a carried state, if the block asks for
         * them.
         *
         * @param inputShapes the shapes
         * @return this builder
         */
        public Builder setInputShapes(Shape... inputShapes) {
            this.inputShapes = inputShapes.clone();
            return this;
        }

        /**
         * Sets the data to train on; this, or {@link #setTrainingTasks}. For exact resuming it
         * draws random numbers only from DJL's {@code RandomUtils} and the engine, as DJL's
         * datasets do.
         *
         * @param trainingData the dataset
         * @return this builder
         */
        public Builder setTrainingData(Dataset trainingData) {
            this.trainingData = trainingData;
            return this;
        }

        /**
         * Sets tasks to train on one after the other, in place of {@link #setTrainingData}: the
         * first epoch trains on the first, and the training ends after the last, or at a limit that
         * comes before. Each begins with the optimizer as new, its state and its updates forgotten,
         * so the learning rate's schedule begins anew too, and what a task does not use stays as it
         * is. {@link TrainingObserver#onTask} is told of each. With a run folder there is a
         * checkpoint before each but the first. How many steps a task has is the dataset's: one
         * whose sampler goes round more than once makes it longer.
         *
         * <p>The optimizer is one of DJL's own classes, {@code NesterovSgd}, or another {@code
         * StatefulOptimizer}. Its learning rate follows from the number of the update alone, as
         * that of {@code StepTracker} does; one that does not (DJL's {@code MultiFactorTracker}) is
         * refused when the second task begins.
         *
         * <p>The evaluations of all tasks are compared as ever: where the best weights are not to
         * be those of an earlier task, set {@code optScore(e -> -e.step())}.
         *
         * @param tasks the datasets, in order
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder setTrainingTasks(List<? extends Dataset> tasks) {
            Preconditions.checkArgument(!tasks.isEmpty(), "There are no tasks to train on");
            trainingTasks = List.copyOf(tasks);
            return this;
        }

        /**
         * Sets the data to evaluate on (default: none).
         *
         * @param validationData the dataset
         * @return this builder
         */
        public Builder optValidationData(Dataset validationData) {
            this.validationData = validationData;
            return this;
        }

        /**
         * Sets the open folder for metrics, checkpoints and the best weights (default: none, and
         * nothing is written). The optimizer must then be one of DJL's own classes, {@code
         * NesterovSgd}, or another {@code StatefulOptimizer}.
         *
         * @param folder the folder
         * @return this builder
         */
        public Builder optRunFolder(RunFolder folder) {
            this.folder = folder;
            return this;
        }

        /**
         * Goes on from the newest sound checkpoint in the run folder, or begins if there is none
         * (default: begin, and refuse a folder with checkpoints of this model).
         *
         * @param resume whether to go on
         * @return this builder
         */
        public Builder optResume(boolean resume) {
            this.resume = resume;
            return this;
        }

        /**
         * Sets the seed of initial weights, order of the data, transforms and dropout (default: 1).
         *
         * @param seed the seed
         * @return this builder
         */
        public Builder optSeed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Ends the training after a number of epochs; with tasks, after the last at the latest.
         *
         * @param maxEpochs the epochs, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optMaxEpochs(long maxEpochs) {
            Preconditions.checkArgument(
                    maxEpochs > 0, "The epochs must be positive, got " + maxEpochs);
            this.maxEpochs = maxEpochs;
            return this;
        }

        /**
         * Ends the training after a number of steps.
         *
         * @param maxSteps the steps, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optMaxSteps(long maxSteps) {
            Preconditions.checkArgument(
                    maxSteps > 0, "The steps must be positive, got " + maxSteps);
            this.maxSteps = maxSteps;
            return this;
        }

        /**
         * Ends the training after a time, counted over all resumes.
         *
         * @param maxDuration the time, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optMaxDuration(Duration maxDuration) {
            maxSeconds = seconds("duration", maxDuration);
            return this;
        }

        /**
         * Evaluates after every so many steps (default: after every epoch).
         *
         * @param steps the steps, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optEvaluationSteps(long steps) {
            Preconditions.checkArgument(
                    steps > 0, "The evaluation steps must be positive, got " + steps);
            evaluationSteps = steps;
            return this;
        }

        /**
         * Stops early: ends the training when so many evaluations in a row were not better than the
         * best (default: never).
         *
         * @param evaluations the evaluations, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optPatience(int evaluations) {
            Preconditions.checkArgument(
                    evaluations > 0, "The patience must be positive, got " + evaluations);
            patience = evaluations;
            return this;
        }

        /**
         * Sets what tells a better evaluation, by a lower value (default: the validation loss, or
         * without validation data the training loss). For an accuracy: {@code e ->
         * -e.metrics().get("Accuracy")}. A value that is no number is worse than any.
         *
         * @param score maps an evaluation to a number, the lower the better
         * @return this builder
         */
        public Builder optScore(ToDoubleFunction<Evaluation> score) {
            this.score = score;
            return this;
        }

        /**
         * Sets whether a training that has ended, and was not stopped, puts the weights of the best
         * evaluation back into the model (default: true; without validation data they are not put
         * back). With a run folder they are read from its model file. Without one a copy of the
         * parameters is kept, on their device: as much memory as they take, until the training
         * ends. Checkpoints hold the latest weights in any case.
         *
         * @param restoreBest whether to put the best weights back, and not leave the latest
         * @return this builder
         */
        public Builder optRestoreBest(boolean restoreBest) {
            this.restoreBest = restoreBest;
            return this;
        }

        /**
         * Sets whether {@link TrainingLoop#fit} waits until other trainings of this process have
         * ended (default: false, and it refuses). Two at once would change each other's numbers:
         * the seeds of random numbers are the process's, and so is what some engines collect
         * gradients with. Those that wait begin in the order in which they came.
         *
         * @param waits whether to wait
         * @return this builder
         */
        public Builder optWaitForOthers(boolean waits) {
            this.waits = waits;
            return this;
        }

        /**
         * Clips gradients by their global norm: all are multiplied by min(1, c / norm), with the
         * Euclidean norm of all gradients together (default: no clipping). DJL's {@code
         * optClipGrad} clips each element.
         *
         * @param clipNorm the largest norm, c, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optClipNorm(float clipNorm) {
            Preconditions.checkArgument(
                    clipNorm > 0, "The largest gradient norm must be positive, got " + clipNorm);
            this.clipNorm = clipNorm;
            return this;
        }

        /**
         * Splits each batch, for each device, into parts that are run one after the other, with
         * their gradients added up: for batches that do not fit into memory (default: 1).
         *
         * @param microBatches the parts, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optMicroBatches(int microBatches) {
            Preconditions.checkArgument(
                    microBatches > 0, "The micro-batches must be positive, got " + microBatches);
            this.microBatches = microBatches;
            return this;
        }

        /**
         * Ends the training when so many steps in a row had to be left out, because the loss or the
         * gradients were not finite (default: 10).
         *
         * @param steps the steps, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optMaxSkippedSteps(int steps) {
            Preconditions.checkArgument(
                    steps > 0, "The skipped steps must be positive, got " + steps);
            maxSkippedSteps = steps;
            return this;
        }

        /**
         * Carries a recurrent state from batch to batch, for truncated backpropagation through time
         * (default: none).
         *
         * @param initialState makes the first state
         * @return this builder
         */
        public Builder optInitialState(InitialState initialState) {
            this.initialState = initialState;
            return this;
        }

        /**
         * Writes a checkpoint after every so many steps, besides those by time.
         *
         * @param steps the steps, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optCheckpointSteps(long steps) {
            Preconditions.checkArgument(
                    steps > 0, "The checkpoint steps must be positive, got " + steps);
            checkpointSteps = steps;
            return this;
        }

        /**
         * Sets the time between checkpoints (default: 5 minutes). There is one at the end, and on
         * Ctrl-C and SIGTERM, in any case.
         *
         * @param interval the time, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optCheckpointInterval(Duration interval) {
            checkpointSeconds = seconds("checkpoint interval", interval);
            return this;
        }

        /**
         * Sets how many checkpoints are kept (default: 3).
         *
         * @param checkpoints the checkpoints, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optKeepCheckpoints(int checkpoints) {
            Preconditions.checkArgument(
                    checkpoints > 0, "The checkpoints must be positive, got " + checkpoints);
            keepCheckpoints = checkpoints;
            return this;
        }

        /**
         * Adds an observer.
         *
         * @param observer is told of the training's events
         * @return this builder
         */
        public Builder addObserver(TrainingObserver observer) {
            observers.add(observer);
            return this;
        }

        /**
         * Builds the loop.
         *
         * @return the loop
         * @throws IllegalArgumentException if a required setting is missing, nothing would end the
         *     training, there are both training data and tasks, the optimizer does not show its
         *     state to a training over tasks, or two states that the loss saves have one name
         */
        public TrainingLoop build() {
            requireSet("setModel", model);
            requireSet("setConfig", config);
            requireSet("setInputShapes", inputShapes);
            TrainingData data = trainingData();
            requireNames();
            long epochs = Math.min(maxEpochs, data.mostEpochs());
            Limits limits = new Limits(epochs, maxSteps, maxSeconds, patience);
            Preconditions.checkArgument(
                    !limits.isEndless(),
                    "The training would never end: set optMaxEpochs, optMaxSteps, optMaxDuration"
                            + " or optPatience");
            if (folder != null) {
                RunFolder.requireName(model.getName());
            }
            return new TrainingLoop(
                    new LoopSettings(
                            model,
                            config,
                            inputShapes,
                            data,
                            seed,
                            limits,
                            new LoopSettings.Steps(
                                    clipNorm, microBatches, maxSkippedSteps, initialState),
                            new LoopSettings.Scores(
                                    validationData, scoreOrLoss(), evaluationSteps, restoreBest),
                            new LoopSettings.Files(
                                    folder,
                                    resume,
                                    checkpointSteps,
                                    checkpointSeconds,
                                    keepCheckpoints),
                            new SavedStates(config.getLossFunction()),
                            waits,
                            List.copyOf(observers)));
        }

        private TrainingData trainingData() {
            TrainingData data = TrainingData.of(trainingData, trainingTasks);
            if (data.areTasks()) {
                ShownOptimizer.of(config.getOptimizer()); // refuses one that cannot be made as new
            }
            return data;
        }

        private static double seconds(String what, Duration time) {
            Preconditions.checkArgument(
                    !time.isNegative() && !time.isZero(),
                    "The " + what + " must be positive, got " + time);
            return time.getSeconds() + time.getNano() / 1e9; // toMillis refuses long ones
        }

        /** Refuses evaluators of which one would take another's place in the metrics. */
        private void requireNames() {
            Set<String> names = new HashSet<>(Set.of("loss")); // validation_loss, in metrics.csv
            for (Evaluator evaluator : config.getEvaluators()) {
                if (evaluator != config.getLossFunction()) {
                    String name = evaluator.getName();
                    Preconditions.checkArgument(
                            names.add(name),
                            "There are two evaluators of the name \""
                                    + name
                                    + "\", or it is that of the validation loss in the metrics:"
                                    + " give each a name of its own");
                }
            }
        }

        /** A validation loss that is no number is not to be taken for a training loss. */
        private ToDoubleFunction<Evaluation> scoreOrLoss() {
            if (score != null) {
                return score;
            }
            return validationData == null ? Evaluation::trainLoss : Evaluation::validationLoss;
        }

        private static void requireSet(String setter, Object value) {
            Preconditions.checkArgument(value != null, setter + " is missing");
        }
    }
}
