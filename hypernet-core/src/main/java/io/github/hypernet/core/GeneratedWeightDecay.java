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

/**
 * L2 regularization of the generated weights: {@code coefficient * sum(w^2)}, as DJL's {@code
 * L2WeightDecay} counts it, with the gradient into embeddings and generators.
 *
 * <p>The paper penalizes the kernels of its residual nets, learned or generated, alike (A.3.2). Add
 * the term to the loss of the task:
 *
 * <pre>
 *   new SimpleCompositeLoss()
 *       .addLoss(Loss.softmaxCrossEntropyLoss())
 *       .addLoss(new GeneratedWeightDecay(hypernetwork, 5e-6f));
 * </pre>
 *
 * <p>The first evaluation after a forward pass in training takes the weights that the pass made.
 * Any other generates them anew, from the parameters on the model's own device.
 *
 * <p>Of a conditional hypernetwork it is the mean over the different conditions of the pass, also
 * in evaluation, or over its rows where the pass made weights for each row. It throws {@link
 * IllegalStateException} where no pass made the prediction, for without conditions there are no
 * weights.
 */
public final class GeneratedWeightDecay extends WeightDecay {

    private final Hypernetwork hypernetwork;

    /**
     * Creates the term.
     *
     * @param hypernetwork the hypernetwork, wherever it sits in the trained block
     * @param coefficient the factor of the sum of squares; not negative
     * @throws IllegalArgumentException if the coefficient is negative or no number
     */
    public GeneratedWeightDecay(Hypernetwork hypernetwork, float coefficient) {
        super("GeneratedWeightDecay", coefficient);
        this.hypernetwork = hypernetwork;
    }

    @Override
    PassWeights.Weights weightsOf(NDArray prediction) {
        return hypernetwork.weightsOf(prediction);
    }
}
