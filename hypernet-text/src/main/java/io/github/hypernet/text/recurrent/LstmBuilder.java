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
package io.github.hypernet.text.recurrent;

import ai.djl.util.Preconditions;

/**
 * The settings that LSTMs have.
 *
 * @param <T> the builder's type
 */
public abstract class LstmBuilder<T extends LstmBuilder<T>> extends RecurrentBuilder<T> {

    private boolean layerNorm = true;
    private float epsilon = 1e-3f;
    private float forgetBias = 1;
    private float recurrentDropRate;

    LstmBuilder() {}

    /**
     * Sets whether the gates and the cell are normalised (default true).
     *
     * @param layerNorm whether there is layer normalisation
     * @return this builder
     */
    public T optLayerNorm(boolean layerNorm) {
        this.layerNorm = layerNorm;
        return self();
    }

    /**
     * Sets what layer normalisation adds to the variance (default 1e-3, as in the author's code).
     *
     * @param epsilon the number, positive
     * @return this builder
     */
    public T optEpsilon(float epsilon) {
        this.epsilon = epsilon;
        return self();
    }

    /**
     * Sets what is added to the forget gate inside the sigmoid, after the normalisation (default 1,
     * as in the author's code).
     *
     * @param forgetBias the number
     * @return this builder
     */
    public T optForgetBias(float forgetBias) {
        this.forgetBias = forgetBias;
        return self();
    }

    /**
     * Sets the dropout on the candidates tanh(g_t) that enter the cell: recurrent dropout without
     * memory loss (Semeniuta, Severyn, Barth, 2016, arXiv 1603.05118; default 0).
     *
     * @param recurrentDropRate the share that is dropped, at least 0 and below 1
     * @return this builder
     */
    public T optRecurrentDropRate(float recurrentDropRate) {
        this.recurrentDropRate = recurrentDropRate;
        return self();
    }

    LstmGates.Settings gateSettings() {
        Preconditions.checkArgument(epsilon > 0, "The epsilon must be positive, got " + epsilon);
        Preconditions.checkArgument(
                recurrentDropRate >= 0 && recurrentDropRate < 1,
                "The recurrent drop rate must be at least 0 and below 1, got " + recurrentDropRate);
        return new LstmGates.Settings(layerNorm, epsilon, forgetBias, recurrentDropRate);
    }
}
