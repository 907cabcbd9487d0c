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
package io.github.hypernet.core.scaling;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;

import java.util.Locale;

/**
 * Maps the state of a hyper cell to what changes the weights of a main cell at this step: vectors
 * that scale the rows of its two matrices, and a bias (Ha, Dai, Le 2016, Eq. 8 and 12).
 *
 * <pre>
 *   z_h = W_zh s + b_zh     d_h = W_dh z_h
 *   z_x = W_zx s + b_zx     d_x = W_dx z_x
 *   z_b = W_zb s            b   = W_db z_b + b_0
 *
 *   for a main cell that computes      d_h * (W_h h) + d_x * (W_x x) + b
 * </pre>
 *
 * Each gate of the main cell has maps of its own; they are computed together, a gate is an axis.
 *
 * <p><b>Initial values</b> (A.2.3): W_zh and W_zx 0 with biases 1, W_zb normal with deviation 0.01,
 * W_dh and W_dx 0.1 / N_z, so that the scaling starts at 0.1; W_db and b_0 0. All but b_0 are of
 * type {@code OTHER}: an initializer that is meant for the weights of a network does not reach
 * them, one by name or predicate does.
 *
 * <p>Input: the hyper state {@code [B, N_s]}. Outputs: d_h, d_x and b, each {@code [G, B, N_h]}.
 */
public final class WeightScaling extends DescribedBlock {

    private static final byte VERSION = 1;

    private final long hyperSize;
    private final long embeddingSize;
    private final long stateSize;
    private final long gates;

    private final Parameter embeddingWeight; // W_zh, W_zx: [2, G, N_s, N_z]
    private final Parameter embeddingBias; // b_zh, b_zx: [2, G, N_z]
    private final Parameter biasEmbeddingWeight; // W_zb: [G, N_s, N_z]
    private final Parameter scalingWeight; // W_dh, W_dx: [2, G, N_z, N_h]
    private final Parameter biasWeight; // W_db: [G, N_z, N_h]
    private final Parameter bias; // b_0: [G, N_h]

    private WeightScaling(Builder builder) {
        super(VERSION);
        hyperSize = builder.hyperSize;
        embeddingSize = builder.embeddingSize;
        stateSize = builder.stateSize;
        gates = builder.gates;
        Preconditions.checkArgument(
                hyperSize > 0, "The hyper size must be positive, got " + hyperSize);
        Preconditions.checkArgument(
                embeddingSize > 0, "The embedding size must be positive, got " + embeddingSize);
        Preconditions.checkArgument(
                stateSize > 0, "The state size must be positive, got " + stateSize);
        Preconditions.checkArgument(
                gates > 0, "The number of gates must be positive, got " + gates);
        Shape embedding = new Shape(gates, hyperSize, embeddingSize);
        Shape output = new Shape(gates, embeddingSize, stateSize);
        embeddingWeight = add("embedding_weight", twice(embedding), Initializer.ZEROS);
        embeddingBias = add("embedding_bias", new Shape(2, gates, embeddingSize), Initializer.ONES);
        biasEmbeddingWeight = add("bias_embedding_weight", embedding, new NormalInitializer(0.01f));
        scalingWeight =
                add("scaling_weight", twice(output), new ConstantInitializer(0.1f / embeddingSize));
        biasWeight = add("bias_weight", output, Initializer.ZEROS);
        bias =
                addParameter(
                        Parameter.builder()
                                .setName("bias")
                                .setType(Parameter.Type.BIAS)
                                .optShape(new Shape(gates, stateSize))
                                .build());
    }

    private static Shape twice(Shape shape) {
        return new Shape(2).addAll(shape);
    }

    private Parameter add(String name, Shape shape, Initializer initializer) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.OTHER)
                        .optShape(shape)
                        .optInitializer(initializer)
                        .build());
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray state = inputs.singletonOrThrow();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList scaling = prepare(parameterStore, state.getDevice(), training).apply(state);
            NDScope.unregister(scaling);
            return scaling;
        }
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape shape = new Shape(gates, inputShapes[0].get(0), stateSize);
        return new Shape[] {shape, shape, shape};
    }

    /**
     * Lays out the weights for a loop over time steps: what can be done once is done here. In a
     * graph, open an {@link NDScope} around it and the loop.
     *
     * @param parameterStore holds the parameters
     * @param device the device to compute on
     * @param training whether gradients are recorded
     * @return the maps
     */
    public Maps prepare(ParameterStore parameterStore, Device device, boolean training) {
        return new Maps(
                fetch(embeddingWeight, parameterStore, device, training),
                fetch(embeddingBias, parameterStore, device, training),
                fetch(biasEmbeddingWeight, parameterStore, device, training),
                fetch(scalingWeight, parameterStore, device, training),
                fetch(biasWeight, parameterStore, device, training),
                fetch(bias, parameterStore, device, training));
    }

    private static NDArray fetch(
            Parameter parameter, ParameterStore store, Device device, boolean training) {
        NDArray value = store.getValue(parameter, device, training);
        NDScope.unregister(value);
        return value;
    }

    /** The maps of a {@link WeightScaling}, laid out for a loop over time steps. */
    public final class Maps {

        private final NDArray embeddings; // all W_z: [3 G (N_z + 1), N_s]
        private final NDArray embeddingBiases; // all b_z: [3 G (N_z + 1)]
        private final NDList outputs = new NDList(); // W_dh, W_dx, W_db: [G, N_z + 1, N_h]

        /**
         * Gives each embedding a last element that is always 1, which b_0 is the weight of: a
         * product then adds the bias, at no cost.
         */
        private Maps(
                NDArray embeddingWeight,
                NDArray embeddingBias,
                NDArray biasEmbeddingWeight,
                NDArray scalingWeight,
                NDArray biasWeight,
                NDArray bias) {
            long extended = embeddingSize + 1;
            NDManager manager = embeddingWeight.getManager();
            NDArray weights =
                    NDArrays.concat(
                            new NDList(
                                    embeddingWeight.reshape(2 * gates, hyperSize, embeddingSize),
                                    biasEmbeddingWeight));
            weights = pad(weights, manager.zeros(new Shape(3 * gates, hyperSize, 1)), 2);
            embeddings = weights.transpose(0, 2, 1).reshape(3 * gates * extended, hyperSize);
            NDArray biases =
                    NDArrays.concat(
                            new NDList(
                                    embeddingBias.reshape(2 * gates, embeddingSize),
                                    manager.zeros(new Shape(gates, embeddingSize))));
            biases = pad(biases, manager.ones(new Shape(3 * gates, 1)), 1);
            embeddingBiases = biases.reshape(3 * gates * extended);
            NDArray none = manager.zeros(new Shape(gates, 1, stateSize));
            for (NDArray weight : scalingWeight.split(2, 0)) {
                outputs.add(pad(weight.squeeze(0), none, 1));
            }
            outputs.add(pad(biasWeight, bias.expandDims(1), 1));
        }

        private NDArray pad(NDArray array, NDArray more, int axis) {
            return NDArrays.concat(new NDList(array, more), axis);
        }

        /**
         * Maps a hyper state.
         *
         * @param state the state, {@code [B, N_s]}
         * @return d_h, d_x and b, each {@code [G, B, N_h]}
         */
        public NDList apply(NDArray state) {
            NDArray all = Linear.linear(state, embeddings, embeddingBiases).head();
            NDList z =
                    all.reshape(state.size(0), 3 * gates, embeddingSize + 1)
                            .transpose(1, 0, 2) // [3 G, B, N_z + 1]
                            .split(3, 0);
            NDList scaling = new NDList(3);
            for (int i = 0; i < z.size(); ++i) {
                scaling.add(z.get(i).matMul(outputs.get(i)));
            }
            return scaling;
        }
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return String.format(
                Locale.ROOT,
                "WeightScaling(hyper size %d, embedding size %d, state size %d, gates %d)",
                hyperSize,
                embeddingSize,
                stateSize,
                gates);
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link WeightScaling}. */
    public static final class Builder {

        private long hyperSize;
        private long embeddingSize;
        private long stateSize;
        private long gates = 1;

        private Builder() {}

        /**
         * Sets the size of the hyper state, N_s (required).
         *
         * @param hyperSize the hyper cell's units, positive
         * @return this builder
         */
        public Builder setHyperSize(long hyperSize) {
            this.hyperSize = hyperSize;
            return this;
        }

        /**
         * Sets the size of an embedding, N_z (required).
         *
         * @param embeddingSize the embedding size, positive
         * @return this builder
         */
        public Builder setEmbeddingSize(long embeddingSize) {
            this.embeddingSize = embeddingSize;
            return this;
        }

        /**
         * Sets the units of the main cell, N_h (required).
         *
         * @param stateSize the main cell's units, positive
         * @return this builder
         */
        public Builder setStateSize(long stateSize) {
            this.stateSize = stateSize;
            return this;
        }

        /**
         * Sets the gates of the main cell, G (default 1).
         *
         * @param gates the number of gates, positive
         * @return this builder
         */
        public Builder optGates(long gates) {
            this.gates = gates;
            return this;
        }

        /**
         * Builds the scaling.
         *
         * @return the scaling
         * @throws IllegalArgumentException if a size is missing or not positive
         */
        public WeightScaling build() {
            return new WeightScaling(this);
        }
    }
}
