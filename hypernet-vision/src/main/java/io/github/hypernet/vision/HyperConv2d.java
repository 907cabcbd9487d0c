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
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
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
 * <p>To turn layers of an existing network into such ones, lay a {@link Hypernetwork} over it.
 */
public final class HyperConv2d extends AbstractBlock {

    private static final byte VERSION = 1;

    private final KernelGenerator generator;
    private final Hypernetwork hypernetwork;

    private HyperConv2d(Builder builder) {
        super(VERSION);
        Conv2d convolution = builder.convolution.build();
        ParameterSelector kernel = ParameterSelector.named("weight");
        Hypernetwork.Builder hyper = Hypernetwork.builder().setMainNetwork(convolution);
        if (builder.owner == null) {
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

    /** The builder of a {@link HyperConv2d}. */
    public static final class Builder {

        private final Conv2d.Builder convolution = Conv2d.builder();
        private final KernelGenerator.Builder generator = KernelGenerator.builder();
        private HyperConv2d owner;

        private Builder() {}

        /**
         * Sets the kernel's height and width (required).
         *
         * @param kernelShape the kernel shape
         * @return this builder
         */
        public Builder setKernelShape(Shape kernelShape) {
            convolution.setKernelShape(kernelShape);
            return this;
        }

        /**
         * Sets the number of filters (required).
         *
         * @param filters the output channels
         * @return this builder
         */
        public Builder setFilters(int filters) {
            convolution.setFilters(filters);
            return this;
        }

        /**
         * Sets the stride (default 1, 1).
         *
         * @param stride the stride
         * @return this builder
         */
        public Builder optStride(Shape stride) {
            convolution.optStride(stride);
            return this;
        }

        /**
         * Sets the padding (default 0, 0).
         *
         * @param padding the padding of both sides
         * @return this builder
         */
        public Builder optPadding(Shape padding) {
            convolution.optPadding(padding);
            return this;
        }

        /**
         * Sets the dilation (default 1, 1).
         *
         * @param dilation the dilation
         * @return this builder
         */
        public Builder optDilation(Shape dilation) {
            convolution.optDilation(dilation);
            return this;
        }

        /**
         * Sets the number of groups (default 1).
         *
         * @param groups the groups
         * @return this builder
         */
        public Builder optGroups(int groups) {
            convolution.optGroups(groups);
            return this;
        }

        /**
         * Sets whether a learned bias is added (default true).
         *
         * @param includeBias whether there is a bias
         * @return this builder
         */
        public Builder optBias(boolean includeBias) {
            convolution.optBias(includeBias);
            return this;
        }

        /**
         * Sets the size of an embedding, N_z (required, unless the generator is shared).
         *
         * @param embeddingSize the embedding size
         * @return this builder
         */
        public Builder setEmbeddingSize(long embeddingSize) {
            generator.setEmbeddingSize(embeddingSize);
            return this;
        }

        /**
         * Sets the generator's hidden size, d (default: the embedding size).
         *
         * @param hiddenSize the hidden size
         * @return this builder
         */
        public Builder optHiddenSize(long hiddenSize) {
            generator.optHiddenSize(hiddenSize);
            return this;
        }

        /**
         * Sets the channels of the basic kernel (default 16 and 16).
         *
         * @param inputChannels the input channels
         * @param outputChannels the output channels
         * @return this builder
         */
        public Builder optBasicSize(long inputChannels, long outputChannels) {
            generator.optBasicSize(inputChannels, outputChannels);
            return this;
        }

        /**
         * Draws the generator's initial values from a normal distribution; see {@link
         * KernelGenerator.Builder#optNormalInitializer}.
         *
         * @param deviation the standard deviation; 0.01 in the author's code
         * @return this builder
         */
        public Builder optNormalInitializer(float deviation) {
            generator.optNormalInitializer(deviation);
            return this;
        }

        /**
         * Shares the generator of another layer of the same network, which initializes and saves
         * it; the settings of a generator of one's own are then ignored.
         *
         * @param owner the layer that owns the generator
         * @return this builder
         */
        public Builder optSharedGenerator(HyperConv2d owner) {
            this.owner = owner;
            return this;
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
