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
import ai.djl.training.loss.Loss;

/**
 * The negative log-likelihood of pen strokes under a {@link MixtureDensity}, in nats: the mean over
 * the drawings of the weighted sum over their points.
 *
 * <p>Labels: {@code [B, T, 4]}, of each point dx, dy, 1 where the pen is lifted after it (else 0),
 * and its weight: 0 leaves it out, as padding. With weights of 1 the loss is what the paper calls
 * log-loss, in nats a drawing. {@link StrokeBatches} weights points so that it is the mean over a
 * batch's points. Either way the parts of a split batch add up to the whole.
 *
 * <p>Predictions: outputs {@code [B, T, 6 M + 1]}.
 */
public final class MixtureDensityLoss extends Loss {

    /** Creates the loss. */
    public MixtureDensityLoss() {
        super("MixtureDensityLoss");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray points = labels.head();
        NDArray weights = PointArray.weights(points);
        return perPoint(points, predictions.head()).mul(weights).sum(new int[] {1}).mean();
    }

    /** Returns the negative log-likelihood of each point, {@code [B, T]}. */
    static NDArray perPoint(NDArray points, NDArray outputs) {
        return MixtureDensity.ofUnits(outputs.size(2)).negativeLogLikelihood(outputs, points);
    }
}
