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
package io.github.hypernet.text.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.evaluator.Evaluator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many bits a symbol of a text costs: the mean of -log2 of the next symbol's probability over
 * all places that count, each with the same weight.
 *
 * <p>Labels: ids {@code [B, T]}; a negative one marks a place that does not count. Predictions:
 * scores {@code [B, T, V]}.
 */
public final class BitsPerCharacter extends Evaluator {

    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    private record Sum(double nats, double places) {

        Sum plus(Sum other) {
            return new Sum(nats + other.nats, places + other.places);
        }
    }

    /** Creates the evaluator. */
    public BitsPerCharacter() {
        super("BitsPerCharacter");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDList sum = NextSymbolLoss.sums(labels, predictions);
        return sum.get(0).div(sum.get(1)).div((float) Math.log(2));
    }

    /** {@inheritDoc} */
    @Override
    public void addAccumulator(String key) {
        sums.put(key, new Sum(0, 0));
    }

    /** {@inheritDoc} */
    @Override
    public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList batch = NextSymbolLoss.sums(labels, predictions);
            Sum sum = new Sum(batch.get(0).getFloat(), batch.get(1).getFloat());
            for (String key : keys) {
                sums.merge(key, sum, Sum::plus);
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
        sums.computeIfPresent(key, (name, sum) -> new Sum(0, 0));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is no such accumulator
     */
    @Override
    public float getAccumulator(String key) {
        Sum sum = sums.get(key);
        if (sum == null) {
            throw new IllegalArgumentException("There is no accumulator " + key);
        }
        return (float) (sum.nats / sum.places / Math.log(2));
    }
}
