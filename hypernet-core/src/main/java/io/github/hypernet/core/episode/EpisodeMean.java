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

import java.util.Arrays;

/**
 * The mean of a value over episodes and its 95 % confidence interval, as papers report it: {@code
 * mean ± 1.96 * deviation / sqrt(n)}. The deviation is that of a sample, with n - 1.
 *
 * @param mean the mean
 * @param interval half the width of the interval
 */
public record EpisodeMean(double mean, double interval) {

    /** The quantile of the normal distribution that leaves out 2.5 % on either side. */
    private static final double QUANTILE = 1.96;

    /**
     * Computes the mean and its interval.
     *
     * @param values a value for each episode, as {@link EpisodeEvaluator#getValues} returns them
     * @return the mean
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static EpisodeMean of(double[] values) {
        int count = values.length;
        Preconditions.checkArgument(
                count > 1, "A confidence interval needs at least 2 episodes, got " + count);
        double mean = Arrays.stream(values).sum() / count;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / (count - 1));
        return new EpisodeMean(mean, QUANTILE * deviation / Math.sqrt(count));
    }
}
