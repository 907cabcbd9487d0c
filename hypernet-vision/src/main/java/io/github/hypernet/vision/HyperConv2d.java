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
package io.github.hypernet.vision;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.block.CheckedBlock;
import io.github.hypernet.core.generator.KernelGenerator;

/**
 * A two-dimensional convolution whose kernel is generated (Ha, Dai, Le 2016, Section 3.1): a
 * drop-in for DJL's {@link Conv2d}.
 *
 * <p>The kernel comes from a {@link KernelGenerator}, one embedding for each basic kernel that it
 * is made of; the bias is learned as usual. Several layers of one network can share a generator:
 * the first one owns it, the others name that layer, as in {@code optSharedGenerator(first)}.
 *
 * <p>Input: {@code [batch, channels, height, width]}, output {@code [batch, filters, height',
 * width']} as of {@code Conv2d}. The channels (divided by the groups) and filters are multiples of
 * the generator's basic size.
 *
 * <pre>
 *   HyperConv2d.builder()
 *       .setKernelShape(new Shape(3, 3))
 *       .setFilters(32)
 *       .setGenerator(KernelGenerator.builder().setEmbeddingSize(4))
 *       .build();
 * </pre>
 *
 * <p>To turn layers of an existing network into such ones, lay a {@link Hypernetwork} over it.
 */
public final class HyperConv2d extends CheckedBlock {

    private static final byte VERSION = 1;

    private final KernelGenerator generator;
    private final Hypernetwork hypernetwork;

    private HyperConv2d(Builder builder) {
        super(VERSION);
        Conv2d convolution = builder.buildConvolution();
        ParameterSelector kernel = ParameterSelector.named("weight");
        Hypernetwork.Builder hyper = Hypernetwork.builder().setMainNetwork(convolution);
        if (builder.owner == null) {
            Preconditions.checkArgument(builder.generator != null, "The generator must be set");
            generator = builder.generator.setKernelShape(convolution.getKernelShape()).build();
            hyper.addGenerator(generator, kernel);
        } else {
            generator = builder.owner.generator;
            hyper.addSharedGenerator(generator, kernel);
        }
        hypernetwork = addChildBlock("Hypernetwork", hyper.build());
    }

    /**
     * Returns the hypernetwork over the convolution, for its generated kernel ("weight").
     *
     * @return the hypernetwork
     */
    public Hypernetwork getHypernetwork() {
        return hypernetwork;
    }

    /**
     * Turns this layer into a plain convolution with the generated kernel baked in; see {@link
     * Hypernetwork#materialize}. Of layers that share a generator, materialize each one.
     *
     * @return the convolution, a {@link Conv2d}
     */
    public Block materialize() {
        return hypernetwork.materialize();
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return hypernetwork.forward(parameterStore, inputs, training, params);
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        hypernetwork.initialize(manager, dataType, inputShapes);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return hypernetwork.getOutputShapes(inputShapes);
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The builder of a {@link HyperConv2d}: the words of DJL's {@link Conv2d} for the convolution,
     * and the generator.
     */
    public static final class Builder extends Convolution.ConvolutionBuilder<Builder> {

        private KernelGenerator.Builder generator;
        private HyperConv2d owner;

        private Builder() {
            stride = new Shape(1, 1);
            padding = new Shape(0, 0);
            dilation = new Shape(1, 1);
        }

        /**
         * Sets the generator of the kernel (required, unless a generator is shared). Its kernel
         * shape is the convolution's, and is set by this layer.
         *
         * @param generator the builder of the generator
         * @return this builder
         */
        public Builder setGenerator(KernelGenerator.Builder generator) {
            this.generator = generator;
            return this;
        }

        /**
         * Shares the generator of another layer of the same network, which initializes and saves
         * it; a generator of one's own is then ignored.
         *
         * @param owner the layer that owns the generator
         * @return this builder
         */
        public Builder optSharedGenerator(HyperConv2d owner) {
            this.owner = owner;
            return this;
        }

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        private Conv2d buildConvolution() {
            return Conv2d.builder()
                    .setKernelShape(kernelShape)
                    .setFilters(filters)
                    .optStride(stride)
                    .optPadding(padding)
                    .optDilation(dilation)
                    .optGroups(groups)
                    .optBias(includeBias)
                    .build();
        }

        /**
         * Builds the layer.
         *
         * @return the layer
         * @throws IllegalArgumentException if a required setting is missing or a size is not
         *     positive
         */
        public HyperConv2d build() {
            return new HyperConv2d(this);
        }
    }
}
