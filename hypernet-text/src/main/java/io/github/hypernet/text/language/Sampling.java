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

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How the next symbol is drawn from a model's scores.
 *
 * @param length how many symbols to draw
 * @param temperature what the scores are divided by: below 1 bolder, above 1 more varied; 0 takes
 *     the best one always
 * @param topK only the so many best symbols may be drawn; 0 for all
 * @param topP only the best symbols that together have this probability may be drawn; 1 for all
 *     (nucleus sampling; Holtzman et al. 2020, arXiv 1904.09751)
 * @param seed the seed of the random numbers
 */
public record Sampling(int length, float temperature, int topK, float topP, long seed) {

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
    public Sampling {
        require(length > 0, "length", length, "positive");
        require(temperature >= 0, "temperature", temperature, "at least 0");
        require(topK >= 0, "top-k", topK, "at least 0");
        require(topP > 0 && topP <= 1, "top-p", topP, "above 0 and at most 1");
    }

    /**
     * Draws from all symbols, by the probabilities of the model.
     *
     * @param length how many symbols to draw
     * @param seed the seed of the random numbers
     * @return the settings
     */
    public static Sampling of(int length, long seed) {
        return new Sampling(length, 1, 0, 1, seed);
    }

    private static void require(boolean holds, String name, Number value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The " + name + " must be " + allowed + ", got " + value);
        }
    }

    /** Draws a symbol. */
    int draw(float[] scores, Random random) {
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
}
