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

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * What a block is given for a forward pass besides its inputs.
 *
 * @param store the store of its parameters
 * @param training whether this is part of a training step
 * @param labels the labels; null where there are none
 * @param params what the block's own forward takes; may be null
 */
record ForwardCall(
        ParameterStore store, boolean training, NDList labels, PairList<String, Object> params) {

    /**
     * Makes the same call of another block.
     *
     * @param block the block
     * @param otherStore the store of its parameters
     * @param inputs its inputs
     * @param ownLabels the labels that go with the inputs; null where there are none
     */
    NDList forward(Block block, ParameterStore otherStore, NDList inputs, NDList ownLabels) {
        return ownLabels == null
                ? block.forward(otherStore, inputs, training, params)
                : block.forward(otherStore, inputs, ownLabels, params);
    }
}
