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

import java.util.Map;

/** Keeps the books of a run: where the training is, the time, and what is due. */
final class Bookkeeping {

    private final LoopSettings settings;
    private final Divergence divergence;
    private TrainingState state = new TrainingState();
    private long clock;
    private double batchFraction;
    private double secondsAtStart;
    private double fractionAtStart;
    private long stepAtStart;
    private long samplesSinceStart;
    private long checkpointStep = -1;
    private double checkpointSeconds;

    Bookkeeping(LoopSettings settings) {
        this.settings = settings;
        divergence = new Divergence(settings);
    }

    /** Goes on from the state of a checkpoint. */
    void restore(TrainingState restored) {
        state = restored;
        checkpointStep = state.step;
    }

    /** Starts the clock. */
    void begin() {
        clock = System.nanoTime();
        secondsAtStart = state.seconds;
        stepAtStart = state.step;
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
        TrainingProgress progress = progress(result);
        if (result.isFinite()) {
            divergence.countFinite(progress);
        } else {
            divergence.countSkipped(progress);
        }
        return progress;
    }

    private TrainingProgress progress(Stepping.Result result) {
        return new TrainingProgress(
                settings.model().getName(),
                state.step,
                state.epoch + 1,
                state.batch,
                fraction(),
                result.loss(),
                result.norm(),
                state.seconds - secondsAtStart,
                fractionAtStart,
                samplesSinceStart);
    }

    /**
     * Ends a training that diverges.
     *
     * @param last its last step
     * @throws TrainingDivergedException if too many steps in a row were left out
     */
    void requireConverging(TrainingProgress last) {
        if (state.skippedInRow >= settings.steps().maxSkipped()) {
            throw divergence.describe(state, last, checkpointStep);
        }
    }

    /** Returns the steps since this run began or was resumed. */
    long stepsTaken() {
        return state.step - stepAtStart;
    }

    /** Counts updates anew, when a task begins. */
    void beginTask() {
        state.updatesBefore = state.step - state.skippedSteps;
    }

    /** Returns the updates that the optimizer has done since it was new. */
    long updates() {
        return state.step - state.skippedSteps - state.updatesBefore;
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

    /** Tells whether an evaluation is due here, after a step or an epoch, and not done. */
    boolean isEvaluationDue() {
        long interval = settings.scores().interval();
        boolean isDue = interval > 0 ? state.step % interval == 0 : state.batch == 0;
        return state.step > 0 && isDue && !isEvaluated();
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
