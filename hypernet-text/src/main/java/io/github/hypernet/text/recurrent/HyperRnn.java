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
 * A recurrent net whose weights a smaller one changes at each step (HyperRNN, in its
 * memory-efficient form; Ha, Dai, Le 2016, Eq. 7 and 8). It takes the place of DJL's {@code RNN}.
 *
 * <pre>
 *   s_t = tanh(V_h s_{t-1} + V_x (h_{t-1}; x_t) + a)     d_h, d_x, b: linear maps of s_t
 *   h_t = tanh(d_h * (W_h h_{t-1}) + d_x * (W_x x_t) + b)
 * </pre>
 *
 * <p>State: h, {@code [layers, B, N_h]}, and s, {@code [layers, B, N_s]}. Inputs and outputs are
 * those of {@link RecurrentLayers}.
 *
 * <p>Initial values: weights orthogonal, biases 0, and those of {@link
 * io.github.hypernet.core.scaling.WeightScaling}.
 */
public final class HyperRnn extends RecurrentLayers {

    private HyperRnn(Builder builder) {
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

    /** The builder of a {@link HyperRnn}. */
    public static final class Builder extends RecurrentBuilder<Builder>
            implements HyperBuilder<Builder> {

        private int hyperSize;
        private int embeddingSize;

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

        @Override
        RecurrentCell newCell() {
            return new HyperRnnCell(stateSize, hyperSize, embeddingSize);
        }

        @Override
        Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public HyperRnn build() {
            return new HyperRnn(this);
        }
    }
}
