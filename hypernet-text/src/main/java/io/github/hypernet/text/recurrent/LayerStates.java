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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of several layers: outside the block as arrays {@code [layers, B, N]}, inside as a
 * list for each layer, of arrays {@code [B, N]}.
 *
 * @param layers the number of layers
 * @param sizes the sizes N of the arrays of one layer
 */
record LayerStates(int layers, List<Long> sizes) {

    Shape[] shapes(long batchSize) {
        return sizes.stream().map(size -> new Shape(layers, batchSize, size)).toArray(Shape[]::new);
    }

    /** Makes the arrays {@code [layers, B, N]} of a sequence's begin. */
    NDList zeros(NDManager manager, long batchSize) {
        NDList arrays = new NDList();
        for (Shape shape : shapes(batchSize)) {
            arrays.add(manager.zeros(shape));
        }
        return arrays;
    }

    /**
     * Refuses arrays of other shapes.
     *
     * @param block what takes them, for the message
     * @param arrays the state
     * @param batchSize the batch size of the input that comes with it
     */
    void check(String block, NDList arrays, long batchSize) {
        List<Shape> expected = List.of(shapes(batchSize));
        List<Shape> actual = arrays.stream().map(NDArray::getShape).toList();
        if (!expected.equals(actual)) {
            throw new IllegalArgumentException(
                    block
                            + " takes an initial state of the shapes "
                            + expected
                            + ", or none, got "
                            + actual);
        }
    }

    /** Splits arrays {@code [layers, B, N]} into a list for each layer. */
    List<NDList> split(NDList arrays) {
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
    NDList join(List<NDList> states) {
        NDList arrays = new NDList();
        for (int i = 0; i < sizes.size(); ++i) {
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
