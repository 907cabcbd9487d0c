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
package io.github.hypernet.examples.kind.images;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.training.optimizer.NesterovSgd;

/** The optimizers that settings can name. */
enum Optimization {

    /** Adam, with its usual decay rates. */
    ADAM {
        @Override
        Optimizer newOptimizer(Tracker learningRate) {
            return Optimizer.adam().optLearningRateTracker(learningRate).build();
        }
    },

    /** Gradient descent with Nesterov's momentum of 0.9. */
    NESTEROV {
        @Override
        Optimizer newOptimizer(Tracker learningRate) {
            return NesterovSgd.builder().setLearningRateTracker(learningRate).build();
        }
    };

    /** Returns a new optimizer: it has state, and serves one training. */
    abstract Optimizer newOptimizer(Tracker learningRate);
}
