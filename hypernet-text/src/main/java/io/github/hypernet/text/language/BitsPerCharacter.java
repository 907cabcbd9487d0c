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

import ai.djl.ndarray.NDList;

import io.github.hypernet.core.training.RatioEvaluator;

/**
 * How many bits a symbol of a text costs: the mean of -log2 of the next symbol's probability over
 * all places that count, each with the same weight.
 *
 * <p>Labels: ids {@code [B, T]}; a negative one marks a place that does not count. Predictions:
 * scores {@code [B, T, V]}.
 */
public final class BitsPerCharacter extends RatioEvaluator {

    /** Creates the evaluator. */
    public BitsPerCharacter() {
        super("BitsPerCharacter");
    }

    /** {@inheritDoc} */
    @Override
    protected NDList sums(NDList labels, NDList predictions) {
        NDList sums = NextSymbolLoss.sums(labels, predictions);
        return new NDList(sums.get(0).div((float) Math.log(2)), sums.get(1));
    }
}
