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
package io.github.hypernet.text.sampling;

import io.github.hypernet.text.handwriting.MixtureSampling;
import io.github.hypernet.text.language.CategoricalSampling;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.stream.LongStream;

/** Seeds that people take, 1 and 2 and 3, begin sequences that have nothing in common. */
public class SeedTest {

    private static final int CLASSES = 8;
    private static final int SEEDS = 64;

    /** Draws once by each seed from classes of one probability: each is drawn about as often. */
    private static void assertUniform(long[] drawn) {
        int[] counts = new int[CLASSES];
        int alike = 0;
        for (int i = 0; i < SEEDS; ++i) {
            ++counts[(int) drawn[i]];
            alike += i > 0 && drawn[i] == drawn[i - 1] ? 1 : 0;
        }
        double expected = (double) SEEDS / CLASSES;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // 24.3 is passed once in 1,000 times by 7 degrees of freedom
        Assert.assertTrue(chiSquare < 24.3, "chi-square " + chiSquare);
        Assert.assertTrue(alike < 20, alike + " neighbouring seeds begin alike, expected are 8");
    }

    @Test
    public void symbolsOfNeighbouringSeedsDiffer() {
        float[] scores = new float[CLASSES];
        assertUniform(
                LongStream.rangeClosed(1, SEEDS)
                        .map(
                                seed -> {
                                    CategoricalSampling sampling = CategoricalSampling.of(1, seed);
                                    return sampling.draw(scores, sampling.newRandom());
                                })
                        .toArray());
    }

    @Test
    public void pointsOfNeighbouringSeedsDiffer() {
        float[] density = new float[1 + 6 * CLASSES];
        for (int j = 0; j < CLASSES; ++j) {
            density[1 + CLASSES + j] = 100 * j; // means of x, deviations are 1
        }
        assertUniform(
                LongStream.rangeClosed(1, SEEDS)
                        .map(
                                seed -> {
                                    MixtureSampling sampling = MixtureSampling.of(1, seed);
                                    float x = sampling.draw(density, sampling.newRandom()).dx();
                                    return Math.round(x / 100);
                                })
                        .toArray());
    }
}
