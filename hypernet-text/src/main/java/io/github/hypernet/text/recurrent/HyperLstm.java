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
 * An LSTM whose weights a smaller LSTM changes at each step (HyperLSTM; Ha, Dai, Le 2016, Eq.
 * 10-13). It takes the place of DJL's {@code LSTM}.
 *
 * <pre>
 *   s_t = hyper LSTM of (h_{t-1}; x_t)              d_h, d_x, b: linear maps of s_t, for each gate
 *   i, g, f, o = LN(d_h * (W_h h_{t-1}) + d_x * (W_x x_t) + b)
 *   c_t = sigmoid(f + forget bias) * c_{t-1} + sigmoid(i) * dropout(tanh(g))
 *   h_t = sigmoid(o) * tanh(LN(c_t))
 * </pre>
 *
 * <p>State: h and c, each {@code [layers, B, N_h]}, and the hyper cell's, each {@code [layers, B,
 * N_s]}. Inputs and outputs are those of {@link RecurrentLayers}.
 *
 * <p>Initial values (A.2.3): weights orthogonal for each gate, biases 0, gains 1, and those of
 * {@link io.github.hypernet.core.scaling.WeightScaling}.
 */
public final class HyperLstm extends RecurrentLayers {

    private HyperLstm(Builder builder) {
        super(builder);
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link HyperLstm}. */
    public static final class Builder extends LstmBuilder<Builder>
            implements HyperBuilder<Builder> {

        private int hyperSize;
        private int embeddingSize;
        private float hyperRecurrentDropRate;

        private Builder() {}

        /** {@inheritDoc} */
        @Override
        public Builder setHyperSize(int hyperSize) {
            this.hyperSize = hyperSize;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Builder setEmbeddingSize(int embeddingSize) {
            this.embeddingSize = embeddingSize;
            return this;
        }

        /**
         * Sets the recurrent dropout of the hyper cell (default 0).
         *
         * @param hyperRecurrentDropRate the share that is dropped, at least 0 and below 1
         * @return this builder
         */
        public Builder optHyperRecurrentDropRate(float hyperRecurrentDropRate) {
            this.hyperRecurrentDropRate = hyperRecurrentDropRate;
            return this;
        }

        @Override
        RecurrentCell newCell() {
            Preconditions.checkArgument(
                    hyperRecurrentDropRate >= 0 && hyperRecurrentDropRate < 1,
                    "The hyper recurrent drop rate must be at least 0 and below 1, got "
                            + hyperRecurrentDropRate);
            return new HyperLstmCell(
                    stateSize, hyperSize, embeddingSize, gateSettings(), hyperRecurrentDropRate);
        }

        @Override
        Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public HyperLstm build() {
            return new HyperLstm(this);
        }
    }
}
