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
package io.github.hypernet.text.handwriting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Preconditions;

import io.github.hypernet.text.sampling.Sampling;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How the next point is drawn from the mixture density whose parameters a {@link StrokeModel}
 * computes. Elements are points in the model's units; arrays of them are {@code [T, 3]}.
 *
 * <pre>
 *   pi = softmax(w (1 + bias) / temperature)          sigma = exp(s - bias) sqrt(temperature)
 *   Pr(lifted) = sigmoid(e / temperature)
 * </pre>
 *
 * @param length how many points to draw
 * @param bias how much neater than the training data it should be (Graves 2013, Section 5.4); 0
 *     draws by the model's probabilities
 * @param temperature below 1 bolder, above 1 more varied (Ha, Eck 2017, arXiv 1704.03477, Eq. 8); 0
 *     takes the middle of the best Gaussian always
 * @param seed the seed of the random numbers
 */
public record MixtureSampling(int length, float bias, float temperature, long seed)
        implements Sampling<StrokePoint> {

    /**
     * Creates the settings.
     *
     * @param length how many points to draw, positive
     * @param bias how much neater it should be, at least 0
     * @param temperature how varied it should be, at least 0
     * @param seed the seed of the random numbers
     * @throws IllegalArgumentException if one is out of its range
     */
    public MixtureSampling {
        Preconditions.checkArgument(length > 0, "The length must be positive, got " + length);
        Preconditions.checkArgument(
                bias >= 0 && Float.isFinite(bias), "The bias must be at least 0, got " + bias);
        Preconditions.checkArgument(
                temperature >= 0 && Float.isFinite(temperature),
                "The temperature must be at least 0, got " + temperature);
    }

    /**
     * Draws by the probabilities of the model.
     *
     * @param length how many points to draw
     * @param seed the seed of the random numbers
     * @return the settings
     */
    public static MixtureSampling of(int length, long seed) {
        return new MixtureSampling(length, 0, 1, seed);
    }

    /** {@inheritDoc} */
    @Override
    public RandomGenerator newRandom() {
        // neighbouring seeds of a plain Random begin alike
        return new SplittableRandom(seed);
    }

    /** {@inheritDoc} */
    @Override
    public StrokePoint draw(float[] outputs, RandomGenerator random) {
        MixtureDensity density = MixtureDensity.ofUnits(outputs.length);
        int best = 0;
        for (int j = 1; j < density.getMixtures(); ++j) {
            best = density.score(outputs, j) > density.score(outputs, best) ? j : best;
        }
        float pen = density.pen(outputs);
        if (temperature == 0) {
            return new StrokePoint(
                    density.meanX(outputs, best), density.meanY(outputs, best), pen > 0);
        }
        int chosen = choose(density, outputs, best, random);
        double rho = density.correlation(outputs, chosen);
        double x = random.nextGaussian();
        double y = rho * x + Math.sqrt((1 - rho) * (1 + rho)) * random.nextGaussian();
        double spread = Math.sqrt(temperature) * Math.exp(-bias);
        double dx = spread * density.deviationX(outputs, chosen) * x;
        double dy = spread * density.deviationY(outputs, chosen) * y;
        return new StrokePoint(
                (float) (density.meanX(outputs, chosen) + dx),
                (float) (density.meanY(outputs, chosen) + dy),
                random.nextDouble() < 1 / (1 + Math.exp(-pen / temperature)));
    }

    private int choose(MixtureDensity density, float[] outputs, int best, RandomGenerator random) {
        double[] weights = new double[density.getMixtures()];
        double sum = 0;
        for (int j = 0; j < weights.length; ++j) {
            float below = density.score(outputs, j) - density.score(outputs, best);
            weights[j] = Math.exp(below * (1 + bias) / temperature);
            sum += weights[j];
        }
        double point = random.nextDouble() * sum;
        int chosen = 0;
        while (chosen < weights.length - 1 && point >= weights[chosen]) {
            point -= weights[chosen++];
        }
        return chosen;
    }

    /** {@inheritDoc} */
    @Override
    public List<StrokePoint> read(NDArray array) {
        return PointArray.read(array);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray write(NDManager manager, List<StrokePoint> points) {
        return PointArray.of(manager, points);
    }
}
