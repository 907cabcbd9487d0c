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
import ai.djl.ndarray.types.Shape;

/** Inputs of any numbers. */
final class DenseSequence implements InputSequence {

    private final NDArray rows; // [T B, N_x]
    private final long steps;
    private final long batchSize;

    /**
     * Creates a sequence.
     *
     * @param x {@code [T, B, N_x]}
     */
    DenseSequence(NDArray x) {
        Shape shape = x.getShape();
        steps = shape.get(0);
        batchSize = shape.get(1);
        rows = x.reshape(steps * batchSize, shape.get(2));
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long batchSize() {
        return batchSize;
    }

    @Override
    public NDList project(NDArray weight, NDArray bias) {
        long gates = weight.size(0);
        long outputs = weight.size(2);
        NDArray products =
                rows.broadcast(gates, rows.size(0), rows.size(1)).matMul(weight); // [G, T B, N]
        if (bias != null) {
            products = products.add(bias.expandDims(1));
        }
        return products.reshape(gates, steps, batchSize, outputs)
                .transpose(1, 0, 2, 3)
                .reshape(steps * gates, batchSize, outputs)
                .split(steps, 0);
    }
}
