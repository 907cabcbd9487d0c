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

import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.training.optimizer.StepTracker;

/** A learning rate that drops to a fifth for the last 30 % of the steps. */
public final class LateDrop {

    private LateDrop() {}

    /**
     * Returns the learning rate step by step.
     *
     * @param learningRate the rate at first
     * @param steps the steps of the training
     * @return the rate by the number of the update
     */
    public static Tracker of(float learningRate, long steps) {
        int last = (int) Math.max(1, Math.min(0.7 * steps, Integer.MAX_VALUE));
        return StepTracker.builder()
                .setValue(learningRate)
                .addValue(last, learningRate / 5)
                .build();
    }
}
