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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

/** The sum of the squares of many weights, in few operations. */
final class SumOfSquares {

    private SumOfSquares() {}

    /**
     * Returns {@code coefficient * sum(w^2)}.
     *
     * @param weights the weights, arrays of any shapes on one device
     * @param coefficient the factor
     * @param prediction an array of the batch: the result is on its device, and lives as long
     */
    static NDArray of(NDList weights, float coefficient, NDArray prediction) {
        // Operations on parameters attach their results to the model; the scope closes them.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList flat = new NDList();
            for (NDArray weight : weights) {
                flat.add(weight.reshape(-1));
            }
            NDArray all = flat.size() == 1 ? flat.head() : NDArrays.concat(flat);
            // an array that outlives this scope, for the backward pass reads it
            NDArray factor = prediction.getManager().create(coefficient);
            NDScope.unregister(factor);
            NDArray term = all.square().sum().toDevice(prediction.getDevice(), false).mul(factor);
            term.attach(prediction.getManager());
            NDScope.unregister(term);
            return term;
        }
    }
}
