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

import ai.djl.util.Preconditions;

/**
 * The mean difference of two models on the same episodes, and its 95 % confidence interval. Some
 * episodes are harder than others for both, so it is much narrower than those of the two means.
 *
 * @param mean the mean of a - b
 * @param interval half the width of the interval; without 0 in it one is better
 */
public record PairedDifference(double mean, double interval) {

    /**
     * Computes the difference.
     *
     * @param a the values of one model, an episode each
     * @param b the values of the other, on the same episodes
     * @return the difference, a - b
     * @throws IllegalArgumentException if they are not as many, or fewer than two
     */
    public static PairedDifference of(double[] a, double[] b) {
        Preconditions.checkArgument(
                a.length == b.length,
                "Both models must have the same episodes, got "
                        + a.length
                        + " and "
                        + b.length
                        + " values");
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; ++i) {
            differences[i] = a[i] - b[i];
        }
        EpisodeMean mean = EpisodeMean.of(differences);
        return new PairedDifference(mean.mean(), mean.interval());
    }
}
