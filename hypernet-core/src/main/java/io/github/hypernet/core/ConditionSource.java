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
package io.github.hypernet.core;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;

import java.util.function.Consumer;

/** Where conditions come from that join those of a pass, to have their weights made with it. */
@FunctionalInterface
interface ConditionSource {

    /**
     * Draws the conditions that join a pass.
     *
     * @param store the store of the pass
     * @param manager the manager of its input
     * @param device the device that it runs on
     */
    Joined draw(ParameterStore store, NDManager manager, Device device);

    /**
     * Conditions that join those of a pass. The main network does not run with their weights.
     *
     * @param encoded their encodings, {@code [J, N_c]}
     * @param weights takes their weights, {@code [J, ...]} for each parameter
     */
    record Joined(NDArray encoded, Consumer<NDList> weights) {}
}
