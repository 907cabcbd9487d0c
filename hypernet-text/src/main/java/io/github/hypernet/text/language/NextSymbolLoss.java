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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.training.CountingLoss;

/**
 * The mean cross entropy of the next symbol, in nats.
 *
 * <p>Labels: ids {@code [B, T]}; a negative one marks a place that does not count. Predictions:
 * scores {@code [B, T, V]}. Where no place counts, the loss is 0.
 */
public final class NextSymbolLoss extends Loss implements CountingLoss {

    /** Creates the loss. */
    public NextSymbolLoss() {
        super("NextSymbolLoss");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDList sums = sums(labels, predictions);
        return sums.get(0).div(sums.get(1).maximum(1));
    }

    /** Returns how many places count. */
    @Override
    public double count(NDList labels) {
        float[] ids = labels.head().toType(DataType.FLOAT32, false).toFloatArray();
        int count = 0;
        for (float id : ids) {
            count += id >= 0 ? 1 : 0;
        }
        return count;
    }

    /** Returns the sum of the cross entropies, and how many places count. */
    static NDList sums(NDList labels, NDList predictions) {
        NDArray scores = predictions.head();
        NDArray ids = labels.head().reshape(labels.head().size());
        NDArray counts = ids.gte(0).toType(scores.getDataType(), false);
        NDArray rows = scores.reshape(ids.size(), scores.size(2)).logSoftmax(1);
        NDIndex next = new NDIndex().addAllDim().addPickDim(ids.maximum(0));
        NDArray logProbabilities = rows.get(next).reshape(ids.size());
        return new NDList(logProbabilities.mul(counts).sum().neg(), counts.sum());
    }
}
