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

import io.github.hypernet.core.training.RatioEvaluator;

/**
 * What the paper reports of handwriting (Ha, Dai, Le 2016, Section 4.5), in nats a drawing: the
 * mean over the drawings of the sum of the negative log-likelihood over their points. It is of
 * densities, so it may be below zero, and it depends on the unit of the offsets.
 *
 * <p>Labels and predictions: those of {@link MixtureDensityLoss}. Points of any weight above 0
 * count alike.
 */
public final class NegativeLogLikelihood extends RatioEvaluator {

    /** Creates the evaluator. */
    public NegativeLogLikelihood() {
        super("LogLoss");
    }

    /** {@inheritDoc} */
    @Override
    protected NDList sums(NDList labels, NDList predictions) {
        NDArray points = labels.head();
        NDArray loss = MixtureDensityLoss.perPoint(points, predictions.head());
        NDArray counts = PointArray.weights(points).gt(0).toType(loss.getDataType(), false);
        NDArray drawings = points.getManager().create((float) points.size(0));
        return new NDList(loss.mul(counts).sum(), drawings);
    }
}
