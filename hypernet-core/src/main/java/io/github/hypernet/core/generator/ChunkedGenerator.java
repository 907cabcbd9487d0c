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
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.initializer.OrthogonalInitializer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makes the values of a parameter in chunks, each the output of one multilayer perceptron.
 *
 * <pre>
 *   h_0 = z,   h_l = relu(W_l h_{l-1} + B_l),   chunk = W_out h_L + B_out
 * </pre>
 *
 * What the values are, a subclass says. While the biases are zero the map is positively homogeneous
 * and keeps the mean square: in expectation over its own initial values, those of a chunk have the
 * mean square of the embedding.
 */
abstract class ChunkedGenerator extends WeightGenerator {

    private final long chunkSize;
    private final long[] hiddenSizes;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();

    ChunkedGenerator(long embeddingSize, long chunkSize, long... hiddenSizes) {
        super(embeddingSize);
        this.chunkSize = chunkSize;
        this.hiddenSizes = hiddenSizes;
        Preconditions.checkArgument(
                chunkSize > 0, "The chunk size must be positive, got " + chunkSize);
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

    /** Returns how many values a parameter is made from. */
    abstract long countValues(ParameterSpec parameter);

    /**
     * Makes the weights of one parameter.
     *
     * @param values the values for each condition, {@code [count, countValues]}
     * @param parameter the parameter to generate
     * @return its weights, {@code [count, ...shape]}
     */
    abstract NDArray toWeights(NDArray values, ParameterSpec parameter);

    /** {@inheritDoc} */
    @Override
    public long countChunks(ParameterSpec parameter) {
        return Math.max(1, (countValues(parameter) + chunkSize - 1) / chunkSize);
    }

    /** {@inheritDoc} */
    @Override
    public NDList assemble(NDArray chunks, List<ParameterSpec> parameters) {
        return assembleOne(chunks, parameters);
    }

    /** {@inheritDoc} */
    @Override
    public NDList assembleEach(NDArray chunks, List<ParameterSpec> parameters, int count) {
        long[] sizes = new long[2 * parameters.size()]; // values, and what is cut off
        for (int i = 0; i < parameters.size(); ++i) {
            long size = countValues(parameters.get(i));
            sizes[2 * i] = size;
            sizes[2 * i + 1] = countChunks(parameters.get(i)) * chunkSize - size;
        }
        NDArray values = chunks.reshape(count, -1); // [count, D * chunk size]
        NDList parts = splitAlong(1, values, sizes);
        NDList generated = new NDList(parameters.size());
        int next = 0;
        for (int i = 0; i < parameters.size(); ++i) {
            ParameterSpec parameter = parameters.get(i);
            NDArray made = toWeights(parts.get(next), parameter);
            next += sizes[2 * i + 1] > 0 ? 2 : 1; // empty parts are left out
            generated.add(parameter.type() == Parameter.Type.GAMMA ? made.add(1) : made);
        }
        return generated;
    }

    /** {@inheritDoc} */
    @Override
    public boolean isPure() {
        return true;
    }

    /** Returns the sizes in words, which are part of a saved generator's description. */
    String describeSizes() {
        return String.format(
                Locale.ROOT,
                "embedding size %d, hidden sizes %s, chunk size %d",
                getEmbeddingSize(),
                Arrays.toString(hiddenSizes),
                chunkSize);
    }
}
