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

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The recurrent state that truncated backpropagation through time carries from one batch to the
 * next.
 *
 * <p>A model that is trained so takes its state behind the batch's data and returns the new state
 * behind its output, as DJL's {@code LSTM} with {@code optReturnState(true)} does: {@code (x, h, c)
 * -> (y, h, c)}. The loop cuts the gradient between batches and starts every epoch, and every
 * evaluation, with the first state.
 */
@FunctionalInterface
public interface InitialState {

    /**
     * Makes the first state.
     *
     * @param manager the manager to make it with, on the device of the data
     * @param data the first batch's data, or a device's share of it; tells the batch size
     * @return the state's arrays
     */
    NDList create(NDManager manager, NDList data);
}
