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

import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;

import io.github.hypernet.core.training.optimizer.StepTracker;

/** How a learning rate changes over a training of so many steps, from its highest value. */
enum Schedule {

    /** One value all the time. */
    CONSTANT {
        @Override
        Tracker tracker(float highest, int steps) {
            return Tracker.fixed(highest);
        }
    },

    /**
     * One cycle (Smith, Topin, "Super-Convergence", 2017, arXiv 1708.07120): a straight line up for
     * a quarter of the steps, then a cosine down to a thousandth.
     */
    ONE_CYCLE {
        @Override
        Tracker tracker(float highest, int steps) {
            int up = Math.max(1, steps / 4);
            Tracker down =
                    Tracker.cosine()
                            .setBaseValue(highest)
                            .optFinalValue(highest / 1000)
                            .setMaxUpdates(Math.max(1, steps - up))
                            .build();
            return Tracker.warmUp()
                    .setMainTracker(down)
                    .optWarmUpBeginValue(highest / 20)
                    .optWarmUpSteps(up)
                    .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
                    .build();
        }
    },

    /** A fifth of the value before, after each fifth of the steps: the paper's plain nets. */
    FIFTHS {
        @Override
        Tracker tracker(float highest, int steps) {
            return table(highest, steps, 1, 1 / 5.0, 1 / 25.0, 1 / 125.0, 1 / 625.0);
        }
    },

    /** A quarter of the steps each: 1, 1/2, 1/10 and 1/40 of the value, the paper's hyper nets. */
    QUARTERS {
        @Override
        Tracker tracker(float highest, int steps) {
            return table(highest, steps, 1, 1 / 2.0, 1 / 10.0, 1 / 40.0);
        }
    };

    /** Returns the learning rate step by step. */
    abstract Tracker tracker(float highest, int steps);

    private static Tracker table(float highest, int steps, double... factors) {
        if (steps < factors.length) {
            throw new IllegalArgumentException(
                    "A schedule of "
                            + factors.length
                            + " learning rates needs as many steps, got steps="
                            + steps);
        }
        StepTracker.Builder table = StepTracker.builder().setValue(highest);
        for (int i = 1; i < factors.length; ++i) {
            int after = Math.toIntExact((long) steps * i / factors.length);
            table.addValue(after, (float) (highest * factors[i]));
        }
        return table.build();
    }
}
