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
 * Where a training stands after a step.
 *
 * @param model the model's name
 * @param step the training steps done
 * @param epoch the epoch under way, from 1
 * @param batch the batch of the epoch that the step was done on, from 1
 * @param fraction the share of the training that is done, 0 to 1; early stopping may end it sooner
 * @param loss the loss of the step; it or the norm is not finite where the step was left out
 * @param gradientNorm the global norm of the step's gradients, before clipping
 * @param seconds the time trained since this run began or was resumed, in seconds
 * @param fractionAtStart the share that was done when this run began or was resumed
 * @param samples the samples trained on since this run began or was resumed
 */
public record TrainingProgress(
        String model,
        long step,
        int epoch,
        int batch,
        double fraction,
        double loss,
        double gradientNorm,
        double seconds,
        double fractionAtStart,
        long samples) {

    /**
     * Returns an estimate of the time left, at the speed so far.
     *
     * @return the seconds left at most
     */
    public double secondsLeft() {
        return seconds / Math.max(fraction - fractionAtStart, 1e-9) * (1 - fraction);
    }
}
