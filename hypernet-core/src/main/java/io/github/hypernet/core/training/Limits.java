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

/**
 * What ends a training.
 *
 * @param epochs the most epochs; {@code Long.MAX_VALUE} if there is no such limit
 * @param steps the most steps; {@code Long.MAX_VALUE} if there is no such limit
 * @param seconds the longest time, in seconds; infinite if there is no such limit
 * @param patience the evaluations in a row that may be no better than the best; {@code
 *     Integer.MAX_VALUE} if there is no such limit
 */
record Limits(long epochs, long steps, double seconds, int patience) {

    /** Tells whether nothing would ever end the training. */
    boolean isEndless() {
        return epochs == Long.MAX_VALUE
                && steps == Long.MAX_VALUE
                && Double.isInfinite(seconds)
                && patience == Integer.MAX_VALUE;
    }

    /**
     * Returns why a training ends where it is, or null if it goes on.
     *
     * @param state where it is
     * @param sinceBest the evaluations since the best one
     */
    TrainingOutcome.Reason reasonToEnd(TrainingState state, int sinceBest) {
        if (state.epoch >= epochs) {
            return TrainingOutcome.Reason.EPOCHS;
        }
        if (state.step >= steps) {
            return TrainingOutcome.Reason.STEPS;
        }
        if (state.seconds >= seconds) {
            return TrainingOutcome.Reason.TIME;
        }
        return sinceBest >= patience ? TrainingOutcome.Reason.EARLY_STOPPING : null;
    }

    /**
     * Returns the share of the training that is done, 0 to 1, by the limit that is nearest.
     *
     * @param state where the training is
     * @param batchFraction the share of the epoch that is done
     */
    double fraction(TrainingState state, double batchFraction) {
        double byEpochs = (state.epoch + batchFraction) / epochs;
        double bySteps = (double) state.step / steps;
        double byTime = state.seconds / seconds;
        return Math.min(1, Math.max(byEpochs, Math.max(bySteps, byTime)));
    }
}
