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

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.util.Preconditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An evaluator with a value for each episode, all of which it keeps: {@link #evaluate} returns
 * those of a batch, {@code [E]}, an accumulator is the mean of all.
 *
 * <pre>
 *   EpisodeAccuracy accuracy = new EpisodeAccuracy();
 *   EvaluationLoop.builder()... .addEvaluator(accuracy).build().evaluate();
 *   EpisodeMean mean = EpisodeMean.of(accuracy.getValues());
 * </pre>
 */
public abstract class EpisodeEvaluator extends Evaluator {

    private final Map<String, List<Double>> accumulators = new ConcurrentHashMap<>();
    private volatile List<Double> latest = List.of();

    /**
     * Creates an evaluator.
     *
     * @param name what it is called
     */
    protected EpisodeEvaluator(String name) {
        super(name);
    }

    /**
     * Returns the values of the accumulator that was last added to: of the latest evaluation, if
     * there was no training since.
     *
     * @return a value for each episode, in the order of the data; none if there was no batch
     */
    public final double[] getValues() {
        List<Double> values = latest;
        synchronized (values) {
            return values.stream().mapToDouble(value -> value).toArray();
        }
    }

    /** {@inheritDoc} */
    @Override
    public final void addAccumulator(String key) {
        accumulators.put(key, new ArrayList<>());
    }

    /** {@inheritDoc} */
    @Override
    public final void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        float[] batch;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            batch = evaluate(labels, predictions).toFloatArray();
        }
        for (String key : keys) {
            List<Double> values = accumulators.computeIfAbsent(key, name -> new ArrayList<>());
            synchronized (values) {
                for (float value : batch) {
                    values.add((double) value);
                }
            }
            latest = values;
        }
    }

    /** {@inheritDoc} */
    @Override
    public final void updateAccumulator(String key, NDList labels, NDList predictions) {
        updateAccumulators(new String[] {key}, labels, predictions);
    }

    /** {@inheritDoc} */
    @Override
    public final void resetAccumulator(String key) {
        accumulators.computeIfPresent(key, (name, values) -> new ArrayList<>());
    }

    /**
     * {@inheritDoc}
     *
     * @return the mean over its episodes; NaN if there are none
     * @throws IllegalArgumentException if there is no such accumulator
     */
    @Override
    public final float getAccumulator(String key) {
        List<Double> values = accumulators.get(key);
        Preconditions.checkArgument(values != null, "There is no accumulator " + key);
        synchronized (values) {
            double sum = values.stream().mapToDouble(value -> value).sum();
            return (float) (sum / values.size());
        }
    }
}
