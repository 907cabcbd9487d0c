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
import ai.djl.ndarray.types.Shape;

/**
 * Generates parameters of any shape in chunks, each a linear map of its embedding, or a multilayer
 * perceptron's output where hidden sizes are set.
 *
 * <pre>
 *   h_0 = z,   h_l = relu(W_l h_{l-1} + B_l),   chunk = W_out h_L + B_out
 * </pre>
 *
 * A parameter of n values is ceil(n / chunk size) chunks, row-major, the last one cut; each chunk
 * has its own embedding, and all share the weights (chunking: von Oswald et al., "Continual
 * learning with hypernetworks", 2020, arXiv 1906.00695).
 *
 * <p><b>Initial values.</b> A generated weight of two or more dimensions starts with the variance
 * of He's initializer, 2 / fan-in, carried by the length of its embeddings: the map is positively
 * homogeneous while the biases are zero, and its matrices keep the mean square. Vectors start near
 * zero (deviation 0.01), scales (type {@code GAMMA}) near one.
 *
 * <p>Input: embeddings {@code [D, N_z]}. Output: chunks {@code [D, chunk size]}.
 */
public final class LinearGenerator extends ChunkedGenerator {

    private static final double VECTOR_DEVIATION = 0.01;

    private LinearGenerator(Builder builder) {
        super(builder.embeddingSize, builder.chunkSize, builder.hiddenSizes);
    }

    @Override
    long countValues(ParameterSpec parameter) {
        return parameter.shape().size();
    }

    @Override
    NDArray toWeights(NDArray values, ParameterSpec parameter) {
        return values.reshape(new Shape(-1).addAll(parameter.shape()));
    }

    /** {@inheritDoc} */
    @Override
    public double getEmbeddingScale(ParameterSpec parameter, double size) {
        boolean vector = parameter.shape().dimension() < 2;
        return size * (vector ? VECTOR_DEVIATION : Math.sqrt(parameter.heVariance()));
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return "LinearGenerator(" + describeSizes() + ")";
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link LinearGenerator}. */
    public static final class Builder {

        private long embeddingSize;
        private long chunkSize;
        private long[] hiddenSizes = {};

        private Builder() {}

        /**
         * Sets the size of an embedding (required).
         *
         * @param embeddingSize the embedding size, positive
         * @return this builder
         */
        public Builder setEmbeddingSize(long embeddingSize) {
            this.embeddingSize = embeddingSize;
            return this;
        }

        /**
         * Sets how many values one embedding makes (required). The generator learns about embedding
         * size * chunk size values, and each chunk another embedding: small chunks cost embeddings,
         * large ones weights.
         *
         * @param chunkSize the chunk size, positive
         * @return this builder
         */
        public Builder setChunkSize(long chunkSize) {
            this.chunkSize = chunkSize;
            return this;
        }

        /**
         * Puts hidden relu layers before the linear one (default none).
         *
         * @param hiddenSizes the units of each hidden layer
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
        public LinearGenerator build() {
            return new LinearGenerator(this);
        }
    }
}
