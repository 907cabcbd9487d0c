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

import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.internal.ShownOptimizer;

/**
 * The optimizer of a training over tasks, each of which begins with it as new: what a task does not
 * use is not moved by the momentum of an earlier one.
 */
final class TaskOptimizer {

    private final ShownOptimizer optimizer;
    private final float firstRate;

    /**
     * Creates it, before the training's first step.
     *
     * @throws IllegalArgumentException if the optimizer does not show its state
     */
    TaskOptimizer(Optimizer optimizer) {
        this.optimizer = ShownOptimizer.of(optimizer);
        firstRate = this.optimizer.learningRate(1);
    }

    /**
     * Makes the optimizer as new.
     *
     * @throws IllegalArgumentException if its learning rate cannot begin anew
     */
    void renew() {
        optimizer.clear();
        float rate = optimizer.learningRate(1);
        Preconditions.checkArgument(
                Float.compare(rate, firstRate) == 0,
                "The learning rate does not begin anew with a task, but at "
                        + rate
                        + " in place of "
                        + firstRate
                        + ": its tracker remembers the steps before, as DJL's MultiFactorTracker"
                        + " does; use one that does not, such as StepTracker");
    }
}
