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
package io.github.hypernet.examples.kind.tasks;

import io.github.hypernet.vision.data.LabeledImages;

import java.util.Random;

/** What the tasks of a sequence are. */
enum TaskSequence {

    /** Digits 2t and 2t + 1, told apart. */
    SPLIT(2, 5),

    /** All digits, the pixels in another order each time; as they are in task 0. */
    PERMUTED(10, 100);

    private final int classes;
    private final int most;

    TaskSequence(int classes, int most) {
        this.classes = classes;
        this.most = most;
    }

    /** The classes of each task. */
    int classes() {
        return classes;
    }

    /** The most tasks there can be. */
    int most() {
        return most;
    }

    /** The digits of a task, by label. */
    int[] digits(int task) {
        int[] digits = new int[classes];
        for (int i = 0; i < classes; ++i) {
            digits[i] = this == SPLIT ? classes * task + i : i;
        }
        return digits;
    }

    /** The images of a task, before its order of pixels. */
    LabeledImages images(LabeledImages all, int task) {
        return this == SPLIT ? all.ofClasses(digits(task)) : all;
    }

    /** The order of pixels of a task; null if they stay. */
    long[] order(int task, int pixels, long seed) {
        if (this == SPLIT || task == 0) {
            return null;
        }
        Random random = new Random(1_000_003 * seed + task);
        long[] order = new long[pixels];
        for (int i = 0; i < pixels; ++i) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
