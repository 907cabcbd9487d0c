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
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.initializer.OrthogonalInitializer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
public final class LinearGenerator extends WeightGenerator {

    private static final double VECTOR_DEVIATION = 0.01;

    private final long chunkSize;
    private final long[] hiddenSizes;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();

    private LinearGenerator(Builder builder) {
        super(builder.embeddingSize);
        chunkSize = builder.chunkSize;
        Preconditions.checkArgument(
                chunkSize > 0, "The chunk size must be positive, got " + chunkSize);
        hiddenSizes = builder.hiddenSizes;
        for (long units : hiddenSizes) {
            Preconditions.checkArgument(
                    units > 0, "The hidden size must be positive, got " + units);
        }
        long inputs = getEmbeddingSize();
        for (int layer = 0; layer <= hiddenSizes.length; ++layer) {
            boolean last = layer == hiddenSizes.length;
            long units = last ? chunkSize : hiddenSizes[layer];
            String name = last ? "output" : "hidden" + (layer + 1);
            // relu halves the mean square, so a hidden layer doubles it
            double variance = (last ? 1.0 : 2.0) / inputs;
            double gain = Math.sqrt(variance * Math.max(units, inputs));
            weights.add(
                    addWeight(
                            name + "_weight",
                            new Shape(units, inputs),
                            new OrthogonalInitializer(gain)));
            biases.add(addBias(name + "_bias", units));
            inputs = units;
        }
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray hidden = inputs.singletonOrThrow(); // [D, N_z]
        for (int layer = 0; layer < weights.size(); ++layer) {
            NDArray weight =
                    parameterStore.getValue(weights.get(layer), hidden.getDevice(), training);
            NDArray bias = parameterStore.getValue(biases.get(layer), hidden.getDevice(), training);
            hidden = Linear.linear(hidden, weight, bias).singletonOrThrow();
            if (layer < hiddenSizes.length) {
                hidden = Activation.relu(hidden);
            }
        }
        return new NDList(hidden); // [D, chunk size]
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), chunkSize)};
    }

    /** {@inheritDoc} */
    @Override
    public long countChunks(ParameterSpec parameter) {
        return Math.max(1, (parameter.shape().size() + chunkSize - 1) / chunkSize);
    }

    /** {@inheritDoc} */
    @Override
    public NDList assemble(NDArray chunks, List<ParameterSpec> parameters) {
        long[] sizes = parameters.stream().mapToLong(this::countChunks).toArray();
        NDList parts = split(chunks, sizes);
        NDList generated = new NDList();
        for (int i = 0; i < sizes.length; ++i) {
            ParameterSpec parameter = parameters.get(i);
            long size = parameter.shape().size();
            NDArray values = parts.get(i).reshape(sizes[i] * chunkSize);
            values = split(values, size, sizes[i] * chunkSize - size).head();
            values = values.reshape(parameter.shape());
            generated.add(parameter.type() == Parameter.Type.GAMMA ? values.add(1) : values);
        }
        return generated;
    }

    /** {@inheritDoc} */
    @Override
    public Initializer getEmbeddingInitializer(List<ParameterSpec> parameters) {
        return randomDirections(
                parameters,
                p -> p.shape().dimension() < 2 ? VECTOR_DEVIATION : Math.sqrt(p.heVariance()));
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return String.format(
                Locale.ROOT,
                "LinearGenerator(embedding size %d, hidden sizes %s, chunk size %d)",
                getEmbeddingSize(),
                Arrays.toString(hiddenSizes),
                chunkSize);
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
