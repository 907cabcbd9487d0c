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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.util.Preconditions;

/**
 * A mixture of M bivariate Gaussians for where the pen goes, and a Bernoulli for whether it is
 * lifted (Graves 2013, arXiv 1308.0850, Eq. 16-26), as a network's outputs parametrise it.
 *
 * <pre>
 *   outputs = (e, w[M], mx[M], my[M], sx[M], sy[M], r[M])                            6 M + 1 numbers
 *   pi = softmax(w)     sigma = exp(s)     rho = tanh(r)     Pr(lifted) = sigmoid(e)
 *   p(dx, dy, lifted) = sum_j pi_j N(dx, dy | m_j, sigma_j, rho_j) Pr(lifted)
 * </pre>
 *
 * <p>Everything is computed in log space, without a difference of numbers that are nearly equal:
 *
 * <pre>
 *   log N = -log 2 pi - sx - sy + log cosh r - ((zx + zy)^2 (1 + exp(-2r)) + (zx - zy)^2 (1 + exp(2r))) / 8
 * </pre>
 *
 * with {@code z = (d - m) exp(-s)}. So losses and gradients are exact and finite for all outputs:
 * sigma is kept within 1e-4 and 1e4, and |rho| below 1 - 1e-6.
 *
 * <p>Graves has the pen's sign the other way round, Pr(lifted) = sigmoid(-e).
 */
public final class MixtureDensity {

    private static final float LARGEST_LOG_DEVIATION = (float) Math.log(1e4);
    // atanh(1 - 1e-6)
    private static final float LARGEST_CORRELATION = (float) (Math.log(2e6 - 1) / 2);
    private static final float LOG_TWO = (float) Math.log(2);
    private static final float LOG_ROOT_EIGHT = (float) Math.log(8) / 2;
    private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

    private final int mixtures;

    /**
     * Creates a density.
     *
     * @param mixtures the number of Gaussians, M, positive
     * @throws IllegalArgumentException if it is not positive
     */
    public MixtureDensity(int mixtures) {
        Preconditions.checkArgument(
                mixtures > 0, "The number of mixtures must be positive, got " + mixtures);
        this.mixtures = mixtures;
    }

    /**
     * Returns the density that so many outputs parametrise.
     *
     * @param units the number of outputs, 6 M + 1
     * @return the density
     * @throws IllegalArgumentException if there is none
     */
    static MixtureDensity ofUnits(long units) {
        Preconditions.checkArgument(
                units % 6 == 1,
                "A mixture density has 6 M + 1 outputs, such as 121 for M = 20, got " + units);
        return new MixtureDensity((int) (units / 6));
    }

    /** {@return the number of Gaussians, M} */
    public int getMixtures() {
        return mixtures;
    }

    /** {@return the number of outputs that a network needs, 6 M + 1} */
    public int getUnits() {
        return 6 * mixtures + 1;
    }

    /**
     * Computes -log p of points, in nats.
     *
     * @param outputs a network's outputs, {@code [..., 6 M + 1]}
     * @param points dx, dy, and 1 where the pen is lifted, else 0: {@code [..., C]}, the first
     *     three of C
     * @return the negative log-likelihoods, {@code [...]}
     */
    public NDArray negativeLogLikelihood(NDArray outputs, NDArray points) {
        Shape shape = outputs.getShape();
        NDArray rows = outputs.reshape(-1, getUnits()); // [N, 6 M + 1]
        NDArray targets = points.reshape(-1, points.size(points.getShape().dimension() - 1));
        NDArray offsets = PointArray.offsets(targets).expandDims(2); // [N, 2, 1]
        NDArray lifted = PointArray.lifted(targets); // [N, 1]
        NDList parts =
                rows.split(new long[] {1, 1 + mixtures, 1 + 3L * mixtures, 1 + 5L * mixtures}, 1);
        NDArray logWeights = parts.get(1).logSoftmax(1);
        NDArray densities =
                logDensities(
                        offsets,
                        parts.get(2).reshape(-1, 2, mixtures),
                        parts.get(3).reshape(-1, 2, mixtures),
                        parts.get(4)); // [N, M]
        NDArray pen = Activation.softPlus(parts.get(0)).sub(lifted.mul(parts.get(0))); // [N, 1]
        NDArray loss = pen.sub(logSumExp(logWeights.add(densities)));
        return loss.reshape(shape.slice(0, shape.dimension() - 1));
    }

    /** Returns the pen's score, e, of one step's outputs. */
    float pen(float[] outputs) {
        return outputs[0];
    }

    /** Returns the score of a Gaussian, w. */
    float score(float[] outputs, int gaussian) {
        return outputs[1 + gaussian];
    }

    /** Returns the mean of dx under a Gaussian. */
    float meanX(float[] outputs, int gaussian) {
        return outputs[1 + mixtures + gaussian];
    }

    /** Returns the mean of dy under a Gaussian. */
    float meanY(float[] outputs, int gaussian) {
        return outputs[1 + 2 * mixtures + gaussian];
    }

    /** Returns the standard deviation of dx under a Gaussian. */
    double deviationX(float[] outputs, int gaussian) {
        return Math.exp(within(outputs[1 + 3 * mixtures + gaussian], LARGEST_LOG_DEVIATION));
    }

    /** Returns the standard deviation of dy under a Gaussian. */
    double deviationY(float[] outputs, int gaussian) {
        return Math.exp(within(outputs[1 + 4 * mixtures + gaussian], LARGEST_LOG_DEVIATION));
    }

    /** Returns the correlation of dx and dy under a Gaussian. */
    double correlation(float[] outputs, int gaussian) {
        return Math.tanh(within(outputs[1 + 5 * mixtures + gaussian], LARGEST_CORRELATION));
    }

    private static float within(float value, float largest) {
        return Math.max(-largest, Math.min(largest, value));
    }

    /** Returns log N of each Gaussian. */
    private static NDArray logDensities(
            NDArray offsets, NDArray means, NDArray logDeviations, NDArray correlations) {
        // no product with a number: PyTorch's backward pass would read it after DJL has freed it
        NDArray s = logDeviations.clip(-LARGEST_LOG_DEVIATION, LARGEST_LOG_DEVIATION);
        NDArray z = offsets.sub(means).mul(s.neg().sub(LOG_ROOT_EIGHT).exp()); // [N, 2, M]
        NDList axes = z.split(2, 1);
        NDArray zx = axes.get(0).squeeze(1); // [N, M]
        NDArray zy = axes.get(1).squeeze(1);
        NDArray r = correlations.clip(-LARGEST_CORRELATION, LARGEST_CORRELATION);
        NDArray twice = r.add(r);
        NDArray ratio = twice.exp().add(1); // 1 + (1 + rho) / (1 - rho)
        NDArray distance =
                zx.add(zy)
                        .square()
                        .mul(twice.neg().exp().add(1))
                        .add(zx.sub(zy).square().mul(ratio));
        // log cosh r, where exp(r) neither over- nor underflows
        NDArray logCosh = ratio.log().sub(r).sub(LOG_TWO);
        return logCosh.sub(s.sum(new int[] {1})).sub(distance).sub(LOG_TWO_PI);
    }

    /** Returns log(sum(exp(x))) over axis 1, which stays. */
    private static NDArray logSumExp(NDArray x) {
        NDArray largest = x.max(new int[] {1}, true).stopGradient();
        return x.sub(largest).exp().sum(new int[] {1}, true).log().add(largest);
    }
}
