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
 * An LSTM with layer normalisation (Ba, Kiros, Hinton, 2016, arXiv 1607.06450), or without: the
 * baselines of Ha, Dai, Le 2016. It takes the place of DJL's {@code LSTM}.
 *
 * <p>The default is <b>with</b> layer normalisation; {@code optLayerNorm(false)} makes it the
 * ordinary LSTM. Model files call both {@code LayerNormLstm}, the first name of this class.
 *
 * <pre>
 *   i, g, f, o = LN(W_x x_t + W_h h_{t-1} + b)                       LN for each gate
 *   c_t = sigmoid(f + forget bias) * c_{t-1} + sigmoid(i) * dropout(tanh(g))
 *   h_t = sigmoid(o) * tanh(LN(c_t))
 * </pre>
 *
 * <p>State: h and c, each {@code [layers, B, N_h]}. Inputs and outputs are those of {@link
 * RecurrentLayers}. Parameters of a layer: 4 N_h (N_x + N_h + 1), and 10 N_h for the normalisation.
 *
 * <p>Initial values: weights orthogonal for each gate, biases 0, gains 1.
 */
public final class Lstm extends RecurrentLayers {

    private Lstm(Builder builder) {
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

    /** The builder of a {@link Lstm}. */
    public static final class Builder extends LstmBuilder<Builder> {

        private Builder() {}

        @Override
        RecurrentCell newCell() {
            return new LstmCell(stateSize, 0, gateSettings());
        }

        @Override
        Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public Lstm build() {
            return new Lstm(this);
        }
    }
}
