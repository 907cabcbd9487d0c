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

import java.util.Locale;

/** Watches for steps in a row that are not finite, and says what can help. */
final class Divergence {

    private final LoopSettings settings;
    private TrainingProgress lastFinite;
    private TrainingProgress firstSkipped;

    Divergence(LoopSettings settings) {
        this.settings = settings;
    }

    /** Counts a step that was done. */
    void countFinite(TrainingProgress progress) {
        lastFinite = progress;
        firstSkipped = null;
    }

    /** Counts a step that was left out. */
    void countSkipped(TrainingProgress progress) {
        if (firstSkipped == null) {
            firstSkipped = progress;
        }
    }

    /**
     * Describes a training that has diverged.
     *
     * @param state where it is
     * @param last its last step
     * @param checkpointStep the step of the newest checkpoint; negative if there is none
     */
    TrainingDivergedException describe(
            TrainingState state, TrainingProgress last, long checkpointStep) {
        long finite = state.step - state.skippedInRow;
        boolean isFromStart = state.skippedSteps == state.step;
        String where =
                String.format(
                        Locale.ROOT,
                        "The training of %s diverged: the loss (%s) or the gradients' norm (%s) was"
                                + " not finite in %d steps in a row, up to step %d, since batch %d"
                                + " of epoch %d",
                        last.model(),
                        last.loss(),
                        last.gradientNorm(),
                        state.skippedInRow,
                        state.step,
                        firstSkipped.batch(),
                        firstSkipped.epoch());
        return new TrainingDivergedException(
                where
                        + (isFromStart ? fromStart() : later())
                        + (isFromStart
                                ? "; the model holds its first weights"
                                : "; the model holds the weights after step " + finite)
                        + checkpoint(checkpointStep));
    }

    /** No step was done: what an update depends on is not the cause. */
    private static String fromStart() {
        return ". No step before has changed a weight, so a lower learning rate or gradient clipping"
                + " cannot help: look at the data of these batches, for numbers that are not finite"
                + " or very large, and at the first weights; an observer's onSkippedStep is told of"
                + " each batch";
    }

    private String later() {
        String before =
                lastFinite == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; step %d, the last before, had the loss %.4g and the gradients'"
                                        + " norm %.4g",
                                lastFinite.step(),
                                lastFinite.loss(),
                                lastFinite.gradientNorm());
        float norm = settings.steps().clipNorm();
        String clipping =
                Float.isInfinite(norm)
                        ? "gradient clipping"
                        : "gradient clipping at less than " + norm;
        return before
                + ". Train anew with a lower learning rate or with "
                + clipping
                + ", or look at the data of these batches; an observer's onSkippedStep is told of"
                + " each";
    }

    private String checkpoint(long step) {
        if (settings.files().folder() == null) {
            return "";
        }
        return step < 0
                ? "; there is no checkpoint yet"
                : "; the last good checkpoint is that of step " + step;
    }
}
