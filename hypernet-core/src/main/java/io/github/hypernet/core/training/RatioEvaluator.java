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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.util.Preconditions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An evaluator whose value is one sum over all batches divided by another, such as nats by
 * characters: a mean in which batches of different sizes have the right weights.
 */
public abstract class RatioEvaluator extends Evaluator {

    private final Map<String, Sums> accumulators = new ConcurrentHashMap<>();

    private record Sums(double numerator, double denominator) {

        Sums plus(Sums other) {
            return new Sums(numerator + other.numerator, denominator + other.denominator);
        }
    }

    /**
     * Creates an evaluator.
     *
     * @param name what it is called
     */
    protected RatioEvaluator(String name) {
        super(name);
    }

    /**
     * Computes the sums of a batch.
     *
     * @param labels the labels
     * @param predictions the model's outputs
     * @return the numerator and the denominator, one element each
     */
    protected abstract NDList sums(NDList labels, NDList predictions);

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDList sums = sums(labels, predictions);
        return sums.get(0).div(sums.get(1));
    }

    /** {@inheritDoc} */
    @Override
    public void addAccumulator(String key) {
        accumulators.put(key, new Sums(0, 0));
    }

    /** {@inheritDoc} */
    @Override
    public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList sums = sums(labels, predictions);
            Sums batch = new Sums(sums.get(0).getFloat(), sums.get(1).getFloat());
            for (String key : keys) {
                accumulators.merge(key, batch, Sums::plus);
            }
        }
    }

    /** {@inheritDoc} */
    @Override
    public void updateAccumulator(String key, NDList labels, NDList predictions) {
        updateAccumulators(new String[] {key}, labels, predictions);
    }

    /** {@inheritDoc} */
    @Override
    public void resetAccumulator(String key) {
        accumulators.computeIfPresent(key, (name, sums) -> new Sums(0, 0));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is no such accumulator
     */
    @Override
    public float getAccumulator(String key) {
        Sums sums = accumulators.get(key);
        Preconditions.checkArgument(sums != null, "There is no accumulator " + key);
        return (float) (sums.numerator / sums.denominator);
    }
}
