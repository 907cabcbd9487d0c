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

import ai.djl.TrainingDivergedException;
import ai.djl.training.dataset.Batch;

import java.util.Locale;
import java.util.Map;

/** Keeps the books of a run: where the training is, the time, and what is due. */
final class Bookkeeping {

    private final LoopSettings settings;
    private TrainingState state = new TrainingState();
    private long startStep;
    private long clock;
    private double batchFraction;
    private double secondsAtStart;
    private double fractionAtStart;
    private long samplesSinceStart;
    private long checkpointStep = -1;
    private double checkpointSeconds;

    Bookkeeping(LoopSettings settings) {
        this.settings = settings;
    }

    /** Goes on from the state of a checkpoint. */
    void restore(TrainingState restored) {
        state = restored;
        startStep = state.step;
        checkpointStep = state.step;
    }

    /** Returns the steps that were done when this run began. */
    long startStep() {
        return startStep;
    }

    /** Starts the clock. */
    void begin() {
        clock = System.nanoTime();
        secondsAtStart = state.seconds;
        fractionAtStart = fraction();
        checkpointSeconds = state.seconds;
    }

    /** Returns where the training is. */
    TrainingState state() {
        return state;
    }

    /**
     * Counts a step.
     *
     * @return where the training stands
     */
    TrainingProgress countStep(Batch batch, Stepping.Result result) {
        TrainingState.Window window = state.window;
        window.seconds += countSeconds();
        ++state.step;
        ++state.batch;
        samplesSinceStart += batch.getSize();
        if (result.isFinite()) {
            state.skippedInRow = 0;
            window.samples += batch.getSize();
            window.lossSum += (double) result.loss() * batch.getSize();
            window.normSum += result.norm();
            ++window.steps;
        } else {
            ++state.skippedSteps;
            ++state.skippedInRow;
        }
        if (batch.getProgressTotal() > 0) {
            batchFraction = (double) batch.getProgress() / batch.getProgressTotal();
        }
        return new TrainingProgress(
                settings.model().getName(),
                state.step,
                state.epoch + 1,
                fraction(),
                result.loss(),
                result.norm(),
                state.seconds - secondsAtStart,
                fractionAtStart,
                samplesSinceStart);
    }

    /**
     * Ends the training if too many steps in a row were left out.
     *
     * @param result the last step
     * @throws TrainingDivergedException if they were
     */
    void requireConverging(Stepping.Result result) {
        if (state.skippedInRow >= settings.steps().maxSkipped()) {
            throw new TrainingDivergedException(diverged(result));
        }
    }

    private String diverged(Stepping.Result result) {
        String last =
                checkpointStep < 0
                        ? "there is no checkpoint yet"
                        : "the last good checkpoint is that of step " + checkpointStep;
        return String.format(
                Locale.ROOT,
                "The training of %s diverged: the loss (%s) or the gradients' norm (%s) was not"
                        + " finite in %d steps in a row, up to step %d of epoch %d; %s; %s",
                settings.model().getName(),
                result.loss(),
                result.norm(),
                state.skippedInRow,
                state.step,
                state.epoch + 1,
                last,
                advice());
    }

    private String advice() {
        if (state.skippedSteps == state.step) {
            return "no step was finite, from the first on: look for values in the data that are no"
                    + " numbers or far from the others, and at the initial weights";
        }
        return Float.isInfinite(settings.steps().clipNorm())
                ? "try a lower learning rate, or clip the gradients' norm"
                : "try a lower learning rate, or clip the gradients' norm at less than "
                        + settings.steps().clipNorm();
    }

    /** Counts an epoch that is done. */
    void countEpoch() {
        ++state.epoch;
        state.batch = 0;
        batchFraction = 0;
    }

    /** Returns the epochs begun. */
    int epochsBegun() {
        return state.epoch + (state.batch > 0 ? 1 : 0);
    }

    /** Adds an evaluation at this step to the state, and begins a new window. */
    Evaluation countEvaluation(double loss, Map<String, Double> metrics, float learningRate) {
        countSeconds();
        TrainingState.Window window = state.window;
        Evaluation evaluation =
                new Evaluation(
                        state.step,
                        epochsBegun(),
                        state.seconds,
                        window.lossSum / window.samples,
                        loss,
                        metrics,
                        learningRate,
                        window.normSum / window.steps,
                        window.samples / window.seconds,
                        ProcessMemory.peak());
        window.reset();
        state.evaluations.add(evaluation);
        return evaluation;
    }

    /** Adds the time since the last call to the time trained, and returns it. */
    double countSeconds() {
        long now = System.nanoTime();
        double seconds = (now - clock) / 1e9;
        clock = now;
        state.seconds += seconds;
        return seconds;
    }

    private double fraction() {
        return settings.limits().fraction(state, batchFraction);
    }

    /** Tells whether an evaluation is due after this step; those after epochs are not asked for. */
    boolean isEvaluationDue() {
        long interval = settings.scores().interval();
        return interval > 0 && state.step % interval == 0;
    }

    /** Tells whether the model is evaluated as it is. */
    boolean isEvaluated() {
        int count = state.evaluations.size();
        return count > 0 && state.evaluations.get(count - 1).step() == state.step;
    }

    /** Tells whether a checkpoint is due after this step. */
    boolean isCheckpointDue() {
        LoopSettings.Files files = settings.files();
        return state.step - Math.max(0, checkpointStep) >= files.steps()
                || state.seconds - checkpointSeconds >= files.seconds();
    }

    /** Tells whether there is a checkpoint of this step. */
    boolean isSaved() {
        return checkpointStep == state.step;
    }

    /** Counts a checkpoint of this step. */
    void countCheckpoint() {
        checkpointStep = state.step;
        countSeconds();
        checkpointSeconds = state.seconds;
    }
}
