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
import ai.djl.training.loss.Loss;
import ai.djl.util.Preconditions;

/** L2 regularization of many weights, in few operations: {@code coefficient * sum(w^2)}. */
abstract class WeightDecay extends Loss {

    private final float coefficient;

    /**
     * Creates the term.
     *
     * @param name the term's name among losses
     * @param coefficient the factor of the sum of squares
     * @throws IllegalArgumentException if the coefficient is negative or no number
     */
    WeightDecay(String name, float coefficient) {
        super(name);
        Preconditions.checkArgument(
                coefficient >= 0,
                "The coefficient of " + name + " must be 0 or more, got " + coefficient);
        this.coefficient = coefficient;
    }

    /**
     * Returns the weights, arrays of any shapes on one device, and of how many conditions they are;
     * the term is the mean over these.
     *
     * @param prediction the prediction that the loss is for
     */
    abstract PassWeights.Weights weightsOf(NDArray prediction);

    /**
     * {@inheritDoc}
     *
     * <p>The result is on the predictions' device, and lives as long as they do.
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray prediction = predictions.head();
        PassWeights.Weights weights = weightsOf(prediction);
        // Operations on parameters attach their results to the model; the scope closes them.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList flat = new NDList();
            for (NDArray weight : weights.arrays()) {
                flat.add(weight.reshape(-1));
            }
            NDArray all = flat.size() == 1 ? flat.head() : NDArrays.concat(flat);
            // an array that outlives this scope, for the backward pass reads it
            NDArray factor = prediction.getManager().create(coefficient / weights.conditions());
            NDScope.unregister(factor);
            NDArray term = all.square().sum().toDevice(prediction.getDevice(), false).mul(factor);
            term.attach(prediction.getManager());
            NDScope.unregister(term);
            return term;
        }
    }
}
