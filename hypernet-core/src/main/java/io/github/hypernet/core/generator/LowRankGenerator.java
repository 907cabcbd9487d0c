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
package io.github.hypernet.core.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

/**
 * Generates matrices and kernels of low rank: with {@link io.github.hypernet.core.Base#FROZEN}, few
 * learned values that change a trained network (Hu et al., "LoRA: Low-Rank Adaptation of Large
 * Language Models", 2021, arXiv 2106.09685).
 *
 * <pre>
 *   W = B A        A [rank, fan-in], B [out, rank], W [out, fan-in]
 * </pre>
 *
 * <p>A kernel {@code [out, in, ...window]} is such a matrix of fan-in {@code in * window},
 * reshaped. A and then B, row-major, are the values of chunks, {@code rank * (fan-in + out)} in
 * place of {@code fan-in * out}. As in {@link LinearGenerator} each chunk is the output of one
 * multilayer perceptron for its own embedding, and the last one is cut.
 *
 * <p><b>Initial values.</b> A weight starts with the variance of He's initializer, 2 / fan-in, in
 * expectation. The perceptron keeps the mean square s^2 of the embeddings, and an entry of B A has
 * the variance rank * s^4; so s = (2 / fan-in / rank)^(1/4).
 *
 * <p>Input: embeddings {@code [D, N_z]}. Output: chunks {@code [D, chunk size]}.
 */
public final class LowRankGenerator extends ChunkedGenerator {

    private final int rank;

    private LowRankGenerator(Builder builder) {
        super(builder.embeddingSize, builder.chunkSize, builder.hiddenSizes);
        rank = builder.rank;
        Preconditions.checkArgument(rank > 0, "The rank must be positive, got " + rank);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the parameter is a vector
     */
    @Override
    public long countChunks(ParameterSpec parameter) {
        Shape shape = parameter.shape();
        Preconditions.checkArgument(
                shape.dimension() >= 2,
                "Cannot generate "
                        + parameter.name()
                        + " of shape "
                        + shape
                        + " of low rank: it is no matrix; select matrices and kernels");
        return super.countChunks(parameter);
    }

    /** A matrix has at most as many independent rows as it has rows, or columns. */
    private long rankOf(ParameterSpec parameter) {
        return Math.min(rank, Math.min(parameter.shape().get(0), parameter.fanIn()));
    }

    @Override
    long countValues(ParameterSpec parameter) {
        return rankOf(parameter) * (parameter.fanIn() + parameter.shape().get(0));
    }

    @Override
    NDArray toWeights(NDArray values, ParameterSpec parameter) {
        long fanIn = parameter.fanIn();
        long own = rankOf(parameter);
        NDList factors = values.split(new long[] {own * fanIn}, 1);
        NDArray a = factors.get(0).reshape(-1, own, fanIn);
        NDArray b = factors.get(1).reshape(-1, parameter.shape().get(0), own);
        // W = B A for each condition
        return b.matMul(a).reshape(new Shape(-1).addAll(parameter.shape()));
    }

    /** {@inheritDoc} */
    @Override
    public double getEmbeddingScale(ParameterSpec parameter, double size) {
        double variance = size * size * parameter.heVariance();
        return Math.pow(variance / rankOf(parameter), 0.25);
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return "LowRankGenerator(rank " + rank + ", " + describeSizes() + ")";
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link LowRankGenerator}. */
    public static final class Builder {

        private int rank;
        private long embeddingSize = 16;
        private long chunkSize = 256;
        private long[] hiddenSizes = {64};

        private Builder() {}

        /**
         * Sets the rank of the generated matrices (required). That of a matrix with fewer rows or
         * columns is their number.
         *
         * @param rank the rank, positive
         * @return this builder
         */
        public Builder setRank(int rank) {
            this.rank = rank;
            return this;
        }

        /**
         * Sets the size of an embedding (default 16).
         *
         * @param embeddingSize the embedding size, positive
         * @return this builder
         */
        public Builder optEmbeddingSize(long embeddingSize) {
            this.embeddingSize = embeddingSize;
            return this;
        }

        /**
         * Sets how many values of A and B one embedding makes (default 256).
         *
         * @param chunkSize the chunk size, positive
         * @return this builder
         */
        public Builder optChunkSize(long chunkSize) {
            this.chunkSize = chunkSize;
            return this;
        }

        /**
         * Sets the hidden relu layers before the linear one (default one of 64 units).
         *
         * @param hiddenSizes the units of each hidden layer; none for a linear map
         * @return this builder
         */
        public Builder optHiddenSizes(long... hiddenSizes) {
            this.hiddenSizes = hiddenSizes.clone();
            return this;
        }

        /**
         * Builds the generator.
         *
         * @return the generator
         * @throws IllegalArgumentException if a setting is missing or not positive
         */
        public LowRankGenerator build() {
            return new LowRankGenerator(this);
        }
    }
}
