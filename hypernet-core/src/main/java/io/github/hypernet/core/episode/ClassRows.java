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
package io.github.hypernet.core.episode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * The classifier that is made of support sets: a row for each class.
 *
 * @param weights twice the centers, {@code [E, N, F]}
 * @param biases b - |c|^2, {@code [E, N]}
 */
record ClassRows(NDArray weights, NDArray biases) {

    /**
     * Makes the rows.
     *
     * @param means the mean features of classes, {@code [E, N, F]}
     * @param generator what changes them; null if nothing does
     */
    static ClassRows of(
            NDArray means, ParameterStore store, RowGenerator generator, boolean training) {
        if (generator == null) {
            return new ClassRows(means.add(means), squaredLength(means).neg());
        }
        Shape shape = means.getShape();
        NDArray merged = means.reshape(-1, shape.get(2)); // [E * N, F]
        NDList changes =
                generator
                        .forward(store, new NDList(merged), training)
                        .head() // [E * N, F + 1]
                        .split(new long[] {shape.get(2)}, 1);
        NDArray centers = means.add(changes.head().reshape(shape));
        NDArray biases = changes.get(1).reshape(shape.slice(0, 2));
        return new ClassRows(centers.add(centers), biases.sub(squaredLength(centers)));
    }

    private static NDArray squaredLength(NDArray vectors) {
        return vectors.square().sum(new int[] {2});
    }

    /** Returns how many classes an episode has. */
    long count() {
        return biases.size(1);
    }

    /**
     * Computes logits.
     *
     * <pre>
     *   -|q - c|^2 + b = q . 2c + (b - |c|^2) - |q|^2
     * </pre>
     *
     * @param queries features, {@code [E, M, F]}
     * @return logits, {@code [E, M, N]}
     */
    NDArray logits(NDArray queries) {
        return queries.matMul(weights.transpose(0, 2, 1))
                .add(biases.expandDims(1)) // [E, 1, N]
                .sub(squaredLength(queries).expandDims(2)); // [E, M, 1]
    }

    /** Gives a linear layer of as many units copies of these rows. */
    void copyTo(Linear linear) {
        set(linear.getParameters().get("weight").getArray(), weights);
        set(linear.getParameters().get("bias").getArray(), biases);
    }

    private static void set(NDArray to, NDArray values) {
        to.set(values.toByteBuffer());
    }
}
