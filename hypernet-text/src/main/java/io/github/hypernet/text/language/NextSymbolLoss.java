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
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;

/**
 * The mean cross entropy of the next symbol over all places of a batch, in nats.
 *
 * <p>Labels: ids {@code [B, T]}. Predictions: scores {@code [B, T, V]}.
 */
public final class NextSymbolLoss extends Loss {

    private final Loss crossEntropy = new SoftmaxCrossEntropyLoss();

    /** Creates the loss. */
    public NextSymbolLoss() {
        super("NextSymbolLoss");
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray scores = predictions.head();
        long symbols = scores.size(2);
        return crossEntropy.evaluate(
                new NDList(labels.head().reshape(labels.head().size())),
                new NDList(scores.reshape(labels.head().size(), symbols)));
    }
}
