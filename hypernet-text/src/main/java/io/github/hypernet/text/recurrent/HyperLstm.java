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

    private final String description;

    private HyperLstm(Builder builder) {
        super(builder);
        description =
                String.format(
                        "state size %d, hyper size %d, embedding size %d, %s",
                        builder.stateSize,
                        builder.hyperSize,
                        builder.embeddingSize,
                        builder.gateSettings());
    }

    @Override
    String kind() {
        return "HyperLstm";
    }

    @Override
    String describeCell() {
        return description;
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
    public static final class Builder extends LstmBuilder<Builder> {

        private long hyperSize;
        private long embeddingSize;
        private float hyperRecurrentDropRate;

        private Builder() {}

        /**
         * Sets the units of the hyper cell, N_s (required; the paper takes 128 for 1000).
         *
         * @param hyperSize the units, positive
         * @return this builder
         */
        public Builder setHyperSize(int hyperSize) {
            this.hyperSize = hyperSize;
            return this;
        }

        /**
         * Sets the size of an embedding, N_z (required; the paper takes 4, 16 or 64).
         *
         * @param embeddingSize the size, positive
         * @return this builder
         */
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
            return new HyperLstmCell(
                    stateSize,
                    RecurrentLayers.requirePositive("hyper size", hyperSize),
                    RecurrentLayers.requirePositive("embedding size", embeddingSize),
                    gateSettings(),
                    RecurrentLayers.requireRate(
                            "hyper recurrent drop rate", hyperRecurrentDropRate));
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
