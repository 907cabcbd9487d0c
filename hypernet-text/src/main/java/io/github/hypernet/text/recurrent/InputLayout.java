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
package io.github.hypernet.text.recurrent;

import ai.djl.ndarray.types.Shape;

/**
 * How the input of recurrent layers lies in its array: {@code [B, T, N_x]} or {@code [T, B, N_x]},
 * or without the last axis, where it is the positions of the ones in one-hot vectors.
 *
 * @param batchFirst whether the batch is the first axis
 * @param oneHotClasses the size of a one-hot vector; 0 for inputs that are vectors
 */
record InputLayout(boolean batchFirst, int oneHotClasses) {

    boolean isOneHot() {
        return oneHotClasses > 0;
    }

    long batchSize(Shape input) {
        return input.get(batchFirst ? 0 : 1);
    }

    /** Returns the size of a step's input, N_x. */
    long inputSize(Shape input) {
        return isOneHot() ? oneHotClasses : input.get(2);
    }

    /**
     * Refuses an input of another layout.
     *
     * @param block what takes the input, for the message
     * @param input the input's shape
     * @param inputSize the size of a step's input, N_x; -1 for any
     */
    void check(String block, Shape input, long inputSize) {
        int dimensions = isOneHot() ? 2 : 3;
        boolean fits = input.dimension() == dimensions && input.size() != 0;
        if (fits && inputSize > 0) {
            fits = inputSize(input) == inputSize;
        }
        if (!fits) {
            String axes = batchFirst ? "(batch, time" : "(time, batch";
            String channels = inputSize > 0 ? ", " + inputSize : ", channels";
            throw new IllegalArgumentException(
                    block
                            + " takes an input of shape "
                            + axes
                            + (isOneHot() ? "" : channels)
                            + "), got "
                            + input);
        }
    }
}
