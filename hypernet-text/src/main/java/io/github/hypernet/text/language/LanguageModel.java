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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.InitialState;
import io.github.hypernet.text.recurrent.RecurrentBuilder;
import io.github.hypernet.text.recurrent.RecurrentLayers;
import io.github.hypernet.text.recurrent.RecurrentModel;

/**
 * Predicts the next symbol of a text, such as a character: one-hot, dropout, recurrent layers,
 * dropout, linear (Ha, Dai, Le 2016, Section 4.3).
 *
 * <p>Inputs: ids {@code [B, T]}, then, if wanted, the recurrent state. Outputs: scores {@code [B,
 * T, V]} (logits: a softmax makes probabilities of them), and the next recurrent state.
 */
public final class LanguageModel extends RecurrentModel {

    private static final byte VERSION = 1;

    private final int vocabularySize;

    private LanguageModel(Builder builder) {
        super(VERSION, recurrent(builder), builder.dropRate, builder.vocabularySize);
        vocabularySize = builder.vocabularySize;
    }

    private static RecurrentLayers recurrent(Builder builder) {
        Preconditions.checkArgument(
                builder.vocabularySize >= 2,
                "The vocabulary size must be at least 2, got " + builder.vocabularySize);
        Preconditions.checkArgument(builder.recurrent != null, "setRecurrent is missing");
        return builder.recurrent
                .optOneHotInput(builder.vocabularySize)
                .optInputDropRate(builder.dropRate)
                .optBatchFirst(true)
                .optReturnState(true)
                .build();
    }

    /** {@return the number of symbols, V} */
    public int getVocabularySize() {
        return vocabularySize;
    }

    /** {@return the state that truncated backpropagation through time carries: zeros at first} */
    public InitialState getInitialState() {
        return (manager, data) -> getRecurrent().newState(manager, data.head().size(0));
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link LanguageModel}. */
    public static final class Builder {

        private int vocabularySize;
        private RecurrentBuilder<?> recurrent;
        private float dropRate;

        private Builder() {}

        /**
         * Sets the number of symbols, V (required).
         *
         * @param vocabularySize the number of symbols, at least 2
         * @return this builder
         */
        public Builder setVocabularySize(int vocabularySize) {
            this.vocabularySize = vocabularySize;
            return this;
        }

        /**
         * Sets the recurrent layers (required). The model sets their input, layout and input
         * dropout.
         *
         * @param recurrent the builder of the layers
         * @return this builder
         */
        public Builder setRecurrent(RecurrentBuilder<?> recurrent) {
            this.recurrent = recurrent;
            return this;
        }

        /**
         * Sets the dropout on the one-hot input and on the last layer's output (default 0).
         *
         * @param dropRate the share that is dropped, at least 0 and below 1
         * @return this builder
         */
        public Builder optDropRate(float dropRate) {
            this.dropRate = dropRate;
            return this;
        }

        /**
         * Builds the model.
         *
         * @return the model
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public LanguageModel build() {
            return new LanguageModel(this);
        }
    }
}
