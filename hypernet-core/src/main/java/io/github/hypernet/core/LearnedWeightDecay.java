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
package io.github.hypernet.core;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.generator.ParameterSpec;

/**
 * L2 regularization of learned weights that a selector selects: {@code coefficient * sum(w^2)}, as
 * DJL's {@code L2WeightDecay} counts it.
 *
 * <p>Unlike that one it can be set up before the block is initialized, leaves no array behind, and
 * goes on with the right arrays after a load. Its counterpart for weights that are generated is
 * {@link GeneratedWeightDecay}; the paper penalizes the kernels of its residual nets, learned or
 * generated, alike (A.3.2).
 *
 * <p>An evaluation throws {@link IllegalArgumentException} if the selector selects no parameter.
 */
public final class LearnedWeightDecay extends WeightDecay {

    private final Block block;
    private final ParameterSelector selector;

    /**
     * Creates the term.
     *
     * @param block the trained block
     * @param selector chooses among the block's parameters; frozen ones are passed over
     * @param coefficient the factor of the sum of squares; not negative
     * @throws IllegalArgumentException if the coefficient is negative or no number
     */
    public LearnedWeightDecay(Block block, ParameterSelector selector, float coefficient) {
        super("LearnedWeightDecay", coefficient);
        this.block = block;
        this.selector = selector;
    }

    @Override
    PassWeights.Weights weightsOf(NDArray prediction) {
        NDList weights = new NDList();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            Parameter parameter = pair.getValue();
            if (parameter.requiresGradient() && isSelected(pair.getKey(), parameter)) {
                weights.add(parameter.getArray());
            }
        }
        Preconditions.checkArgument(
                !weights.isEmpty(),
                "The selector of LearnedWeightDecay selects no parameter of its block");
        return new PassWeights.Weights(weights, 1);
    }

    private boolean isSelected(String name, Parameter parameter) {
        return selector.selects(new ParameterSpec(name, parameter.getShape(), parameter.getType()));
    }
}
