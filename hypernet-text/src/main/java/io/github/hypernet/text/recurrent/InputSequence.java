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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * The inputs of all time steps, x_1 to x_T: vectors of any numbers, or one-hot ones that are never
 * made. A {@link RecurrentCell} multiplies them with its weights before the loop over time.
 */
public interface InputSequence {

    /** {@return the number of time steps, T} */
    long steps();

    /** {@return the number of sequences, B} */
    long batchSize();

    /**
     * Computes x_t W + b of each gate for all steps.
     *
     * @param weight {@code [G, N_x, N]}
     * @param bias {@code [G, N]}; null for none
     * @return T arrays {@code [G, B, N]}
     */
    NDList project(NDArray weight, NDArray bias);
}
