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
 * The settings that all recurrent layers have.
 *
 * @param <T> the builder's type
 */
public abstract class RecurrentBuilder<T extends RecurrentBuilder<T>> {

    int stateSize;
    int numLayers = 1;
    boolean batchFirst = true;
    boolean returnState;
    float dropRate;
    float inputDropRate;
    int oneHotClasses;
    int gradientSteps;

    RecurrentBuilder() {}

    /** Makes the cell of one layer. */
    abstract RecurrentCell newCell();

    abstract T self();

    /**
     * Builds the block.
     *
     * @return the block
     * @throws IllegalArgumentException if a setting is missing or out of its range
     */
    public abstract RecurrentLayers build();

    /**
     * Sets the units of a layer, N_h (required).
     *
     * @param stateSize the units, positive
     * @return this builder
     */
    public T setStateSize(int stateSize) {
        this.stateSize = stateSize;
        return self();
    }

    /**
     * Sets the number of layers (default 1).
     *
     * @param numLayers the layers, positive
     * @return this builder
     */
    public T setNumLayers(int numLayers) {
        this.numLayers = numLayers;
        return self();
    }

    /**
     * Sets whether the batch is the first axis and time the second (default true), or the other way
     * round.
     *
     * @param batchFirst whether the batch is the first axis
     * @return this builder
     */
    public T optBatchFirst(boolean batchFirst) {
        this.batchFirst = batchFirst;
        return self();
    }

    /**
     * Sets whether the final state is returned after the output (default false).
     *
     * @param returnState whether it is returned
     * @return this builder
     */
    public T optReturnState(boolean returnState) {
        this.returnState = returnState;
        return self();
    }

    /**
     * Sets the dropout on the output of each layer but the last (default 0).
     *
     * @param dropRate the share that is dropped, at least 0 and below 1
     * @return this builder
     */
    public T optDropRate(float dropRate) {
        this.dropRate = dropRate;
        return self();
    }

    /**
     * Sets the dropout on the input (default 0).
     *
     * @param inputDropRate the share that is dropped, at least 0 and below 1
     * @return this builder
     */
    public T optInputDropRate(float inputDropRate) {
        this.inputDropRate = inputDropRate;
        return self();
    }

    /**
     * Takes integers for input, such as the ids of characters: each stands for a vector of one
     * element 1, at that position, and others 0, which is not made, for its product with a matrix
     * is a row of it (default: inputs are vectors).
     *
     * @param classes the size of the vector, N_x, positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public T optOneHotInput(int classes) {
        Preconditions.checkArgument(
                classes > 0, "The number of classes must be positive, got " + classes);
        oneHotClasses = classes;
        return self();
    }

    /**
     * Sets through how many steps gradients flow back in training (default 0: through all). The
     * state goes on through a longer sequence as ever, but gradients stop each so many steps:
     * truncated backpropagation through time. Gradients through layer normalisation grow with each
     * step in a new network, and overflow after some 700.
     *
     * @param gradientSteps the steps, or 0 for all
     * @return this builder
     */
    public T optGradientSteps(int gradientSteps) {
        this.gradientSteps = gradientSteps;
        return self();
    }

    /** Refuses settings that are missing or out of their ranges. */
    void check() {
        Preconditions.checkArgument(
                stateSize > 0, "The state size must be positive, got " + stateSize);
        Preconditions.checkArgument(
                numLayers > 0, "The number of layers must be positive, got " + numLayers);
        Preconditions.checkArgument(
                gradientSteps >= 0,
                "The steps of gradients must be at least 0, got " + gradientSteps);
        Preconditions.checkArgument(
                dropRate >= 0 && dropRate < 1,
                "The drop rate must be at least 0 and below 1, got " + dropRate);
        Preconditions.checkArgument(
                inputDropRate >= 0 && inputDropRate < 1,
                "The input drop rate must be at least 0 and below 1, got " + inputDropRate);
    }
}
