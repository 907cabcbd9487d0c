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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of several layers: outside the block as arrays {@code [layers, B, N]}, inside as a
 * list for each layer, of arrays {@code [B, N]}.
 */
final class LayerStates {

    private LayerStates() {}

    /** Splits arrays {@code [layers, B, N]} into a list for each layer. */
    static List<NDList> split(NDList arrays, int layers) {
        List<NDList> states = new ArrayList<>();
        for (int layer = 0; layer < layers; ++layer) {
            states.add(new NDList());
        }
        for (NDArray array : arrays) {
            NDList parts = layers == 1 ? new NDList(array) : array.split(layers, 0);
            for (int layer = 0; layer < layers; ++layer) {
                states.get(layer).add(parts.get(layer).squeeze(0));
            }
        }
        return states;
    }

    /** Joins a list for each layer to arrays {@code [layers, B, N]}. */
    static NDList join(List<NDList> states) {
        NDList arrays = new NDList();
        for (int i = 0; i < states.get(0).size(); ++i) {
            int index = i;
            arrays.add(stack(states.stream().map(state -> state.get(index)).toList()));
        }
        return arrays;
    }

    /** Stacks arrays; one alone is no stack to PyTorch, which would lose the gradient. */
    static NDArray stack(List<NDArray> arrays) {
        return arrays.size() == 1
                ? arrays.get(0).expandDims(0)
                : NDArrays.stack(new NDList(arrays));
    }
}
