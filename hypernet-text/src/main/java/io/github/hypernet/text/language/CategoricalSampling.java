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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.util.Preconditions;

import io.github.hypernet.text.sampling.Sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the next symbol is drawn from the categorical distribution whose scores a {@link
 * LanguageModel} computes. Elements are ids; arrays of them are integers {@code [T]}.
 *
 * @param length how many symbols to draw
 * @param temperature what the scores are divided by: below 1 bolder, above 1 more varied; 0 takes
 *     the best one always
 * @param topK only the so many best symbols may be drawn; 0 for all
 * @param topP only the best symbols that together have this probability may be drawn; 1 for all
 *     (nucleus sampling; Holtzman et al. 2020, arXiv 1904.09751)
 * @param seed the seed of the random numbers
 */
public record CategoricalSampling(int length, float temperature, int topK, float topP, long seed)
        implements Sampling<Integer> {

    /**
     * Creates the settings.
     *
     * @param length how many symbols to draw, positive
     * @param temperature what the scores are divided by, at least 0
     * @param topK how many of the best symbols may be drawn; 0 for all
     * @param topP the probability of the symbols that may be drawn, above 0 and at most 1
     * @param seed the seed of the random numbers
     * @throws IllegalArgumentException if one is out of its range
     */
    public CategoricalSampling {
        Preconditions.checkArgument(length > 0, "The length must be positive, got " + length);
        Preconditions.checkArgument(
                temperature >= 0 && Float.isFinite(temperature),
                "The temperature must be at least 0, got " + temperature);
        Preconditions.checkArgument(topK >= 0, "The top-k must be at least 0, got " + topK);
        Preconditions.checkArgument(
                topP > 0 && topP <= 1, "The top-p must be above 0 and at most 1, got " + topP);
    }

    /**
     * Draws from all symbols, by the probabilities of the model.
     *
     * @param length how many symbols to draw
     * @param seed the seed of the random numbers
     * @return the settings
     */
    public static CategoricalSampling of(int length, long seed) {
        return new CategoricalSampling(length, 1, 0, 1, seed);
    }

    /** {@inheritDoc} */
    @Override
    public RandomGenerator newRandom() {
        // neighbouring seeds of a plain Random begin alike
        return new SplittableRandom(seed);
    }

    /** {@inheritDoc} */
    @Override
    public Integer draw(float[] scores, RandomGenerator random) {
        Integer[] order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(id -> -scores[id]))
                        .toArray(Integer[]::new);
        if (temperature == 0) {
            return order[0];
        }
        int candidates = topK == 0 ? order.length : Math.min(topK, order.length);
        double[] weights = new double[candidates];
        for (int i = 0; i < candidates; ++i) {
            weights[i] = Math.exp((scores[order[i]] - scores[order[0]]) / temperature);
        }
        double allowed = topP * Arrays.stream(weights).sum();
        double sum = 0;
        int count = 0;
        while (count < candidates && (count == 0 || sum < allowed)) {
            sum += weights[count++];
        }
        double point = random.nextDouble() * sum;
        int chosen = 0;
        while (chosen < count - 1 && point >= weights[chosen]) {
            point -= weights[chosen++];
        }
        return order[chosen];
    }

    /** {@inheritDoc} */
    @Override
    public List<Integer> read(NDArray ids) {
        long[] numbers = ids.toType(DataType.INT64, false).toLongArray();
        return Arrays.stream(numbers).mapToObj(id -> (int) id).toList();
    }

    /** {@inheritDoc} */
    @Override
    public NDArray write(NDManager manager, List<Integer> ids) {
        return manager.create(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
