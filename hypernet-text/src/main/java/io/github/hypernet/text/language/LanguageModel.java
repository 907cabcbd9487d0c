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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.training.CarriedState;
import io.github.hypernet.text.recurrent.RecurrentLayers;

/**
 * Predicts the next symbol of a text, such as a character: one-hot, dropout, recurrent layers,
 * dropout, linear (Ha, Dai, Le 2016, Section 4.3).
 *
 * <p>Inputs: ids {@code [B, T]}, then, if wanted, the recurrent state. Outputs: scores {@code [B,
 * T, V]} (logits: a softmax makes probabilities of them), and the next recurrent state.
 */
public final class LanguageModel extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int vocabularySize;
    private final float dropRate;
    private final RecurrentLayers recurrent;
    private final Linear output;

    private LanguageModel(Builder builder) {
        super(VERSION);
        if (builder.vocabularySize < 2) {
            throw new IllegalArgumentException(
                    "The vocabulary size must be at least 2, got " + builder.vocabularySize);
        }
        if (builder.recurrent == null) {
            throw new IllegalArgumentException("setRecurrent is missing");
        }
        vocabularySize = builder.vocabularySize;
        dropRate = builder.dropRate;
        recurrent =
                addChildBlock(
                        "Recurrent",
                        builder.recurrent
                                .optOneHotInput(vocabularySize)
                                .optInputDropRate(dropRate)
                                .optBatchFirst(true)
                                .optReturnState(true)
                                .build());
        output = addChildBlock("Output", Linear.builder().setUnits(vocabularySize).build());
    }

    /** {@return the recurrent layers} */
    public RecurrentLayers getRecurrent() {
        return recurrent;
    }

    /** {@return the linear layer that scores the symbols} */
    public Linear getOutput() {
        return output;
    }

    /** {@return the number of symbols, V} */
    public int getVocabularySize() {
        return vocabularySize;
    }

    /** {@return the state that truncated backpropagation through time carries: zeros at first} */
    public CarriedState getCarriedState() {
        return (manager, data) -> recurrent.newState(manager, data.head().size(0));
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDList outputs = recurrent.forward(parameterStore, inputs, training, params);
        NDList hidden = new NDList(outputs.head());
        if (training && dropRate > 0) {
            hidden = Dropout.dropout(outputs.head(), dropRate, true);
        }
        NDList scores = output.forward(parameterStore, hidden, training, params);
        return new NDList(scores.head()).addAll(outputs.subNDList(1));
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        recurrent.initialize(manager, dataType, inputShapes);
        output.initialize(manager, dataType, recurrent.getOutputShapes(inputShapes)[0]);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape[] shapes = recurrent.getOutputShapes(inputShapes);
        shapes[0] = new Shape(inputShapes[0].get(0), inputShapes[0].get(1), vocabularySize);
        return shapes;
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
        private RecurrentLayers.BaseBuilder<?> recurrent;
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
        public Builder setRecurrent(RecurrentLayers.BaseBuilder<?> recurrent) {
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
