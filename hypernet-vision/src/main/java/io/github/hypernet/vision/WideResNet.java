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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.KernelGenerator;

import java.util.List;

/**
 * Wide residual networks (Zagoruyko, Komodakis, "Wide Residual Networks", 2016, arXiv 1605.07146),
 * plain or with the kernels of all residual blocks from one generator (Ha, Dai, Le 2016, Section
 * 4.2).
 *
 * <p>WRN-L-k has depth L = 6N + 4 and width k:
 *
 * <pre>
 *   conv1    3 x 3, channels -> 16
 *   group 2  N blocks of 16k channels
 *   group 3  N blocks of 32k channels, the first one with stride 2
 *   group 4  N blocks of 64k channels, the first one with stride 2
 *   batch norm, relu, average pool over the image, linear -> classes
 *
 *   block    y = x + conv(dropout(relu(bn(conv(relu(bn(x)))))))     3 x 3 convolutions
 *   where the shape changes, with u = relu(bn(x)):
 *            y = s(u) + conv(dropout(relu(bn(conv(u)))))            s a 1 x 1 convolution
 * </pre>
 *
 * Convolutions have no bias. The network is made of DJL's own blocks, whose file layout it keeps:
 * its parameters load into the same network written in DJL alone.
 *
 * <p>Input {@code [batch, channels, height, width]} of any number of channels and any image size,
 * output class scores {@code [batch, classes]}.
 *
 * <p><b>The hypernetwork.</b> The 6N kernels of 3 x 3 (36 at depth 40) come from one {@link
 * KernelGenerator} with basic kernels of 16 x 16 channels, as in the paper, or {@linkplain
 * Builder#optBasicSize smaller ones}, the size of embedding and hidden layer being equal; conv1,
 * shortcuts, batch norm and the linear layer are learned as usual. A kernel of 16a to 16b channels
 * takes a * b embeddings, so a network takes
 *
 * <pre>
 *   group 2   k          + (2N - 1)   k^2
 *   group 3   k * 2k     + (2N - 1)  4k^2
 *   group 4   2k * 4k    + (2N - 1) 16k^2        together  k + 10k^2 + (2N - 1) 21k^2
 * </pre>
 *
 * which is 242 for WRN-40-1 and 966 for WRN-40-2. With basic kernels of b x b channels it is (16 /
 * b)^2 times as many.
 */
public final class WideResNet {

    private static final Shape KERNEL = new Shape(3, 3);
    private static final int CHANNELS = 16;

    private WideResNet() {}

    /**
     * Selects the kernels of 3 x 3 in the residual blocks: all but conv1.
     *
     * @return a selector of the parameters of a wide residual network
     */
    public static ParameterSelector residualKernels() {
        return ParameterSelector.kernels(KERNEL).and(ParameterSelector.matching(".*Branch_.*"));
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    // Named subclasses, for the names of parameters and reports; what they hold is DJL's. DJL makes
    // a parameter's name of the places and the classes of the blocks around it, DJL's own among
    // them (02Group_01Residual_..._02Conv2d_weight), and a hypernetwork's file holds the names of
    // the parameters that it generates. So these six names are file format: they never change.

    private static final class Network extends SequentialBlock {}

    private static final class Group extends SequentialBlock {}

    private static final class Residual extends SequentialBlock {}

    private static final class Branch extends SequentialBlock {}

    private static final class Shortcut extends SequentialBlock {}

    private static final class Sum extends ParallelBlock {

        Sum(Block left, Block right) {
            super(
                    outputs -> new NDList(outputs.get(0).head().add(outputs.get(1).head())),
                    List.of(left, right));
        }

        /** Without the arrays that a ParallelBlock makes for it: at any depth it costs nothing. */
        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return getChildren().get(0).getValue().getOutputShapes(inputShapes);
        }
    }

    private static Conv2d convolution(int window, int filters, int stride) {
        return Conv2d.builder()
                .setKernelShape(new Shape(window, window))
                .optPadding(new Shape(window / 2, window / 2))
                .optStride(new Shape(stride, stride))
                .setFilters(filters)
                .optBias(false)
                .build();
    }

    private static BatchNorm norm() {
        return BatchNorm.builder().build();
    }

    /** The builder of a wide residual network. */
    public static final class Builder {

        private int depth;
        private int width;
        private int classes;
        private float dropRate;
        private int basicSize = CHANNELS;

        private Builder() {}

        /**
         * Sets the depth, L = 6N + 4 (required): the number of convolutions in a row.
         *
         * @param depth the depth: 10, 16, 22, 28, 34, 40, ...
         * @return this builder
         */
        public Builder setDepth(int depth) {
            this.depth = depth;
            return this;
        }

        /**
         * Sets the width, k (required): the groups have 16k, 32k and 64k channels.
         *
         * @param width the width, positive
         * @return this builder
         */
        public Builder setWidth(int width) {
            this.width = width;
            return this;
        }

        /**
         * Sets the number of classes (required).
         *
         * @param classes the number of classes, positive
         * @return this builder
         */
        public Builder setClasses(int classes) {
            this.classes = classes;
            return this;
        }

        /**
         * Puts dropout between the two convolutions of each block (default 0: none).
         *
         * @param dropRate the share of values that are dropped, from 0 to less than 1
         * @return this builder
         */
        public Builder optDropRate(float dropRate) {
            this.dropRate = dropRate;
            return this;
        }

        /**
         * Sets the channels of the generator's basic kernels, in and out (default 16, as in the
         * paper).
         *
         * <p>Half the size halves the generator's first layer and asks for four times as many
         * embeddings: more of what is learned belongs to one place in the network, and less to all.
         *
         * @param basicSize the channels, a divisor of 16: 1, 2, 4, 8, 16
         * @return this builder
         */
        public Builder optBasicSize(int basicSize) {
            this.basicSize = basicSize;
            return this;
        }

        /**
         * Builds the plain network.
         *
         * @return the network
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public SequentialBlock build() {
            check();
            SequentialBlock network = new Network().add(convolution(3, CHANNELS, 1));
            int channels = CHANNELS;
            for (int group = 0; group < 3; ++group) {
                int filters = CHANNELS * width << group;
                network.add(group(channels, filters, group == 0 ? 1 : 2));
                channels = filters;
            }
            return network.add(norm())
                    .add(Activation.reluBlock())
                    .add(Pool.globalAvgPool2dBlock())
                    .add(Linear.builder().setUnits(classes).build());
        }

        /**
         * Builds the network with the kernels of all residual blocks from one generator.
         *
         * @param embeddingSize the size of an embedding and of the generator's hidden layer, N_z =
         *     d; the paper takes 64
         * @return the hypernetwork over the plain network
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public Hypernetwork buildHyper(long embeddingSize) {
            return Hypernetwork.builder()
                    .setMainNetwork(build())
                    .addGenerator(
                            KernelGenerator.builder()
                                    .setEmbeddingSize(embeddingSize)
                                    .setKernelShape(KERNEL)
                                    .optBasicSize(basicSize, basicSize)
                                    .optBalancedInitializer()
                                    .build(),
                            residualKernels())
                    .build();
        }

        private void check() {
            Preconditions.checkArgument(
                    depth >= 10 && (depth - 4) % 6 == 0,
                    "The depth of a wide residual network must be 6N + 4 (10, 16, 22, 28, 34, 40,"
                            + " ...), got "
                            + depth);
            Preconditions.checkArgument(width > 0, "The width must be positive, got " + width);
            Preconditions.checkArgument(
                    classes > 0, "The number of classes must be positive, got " + classes);
            Preconditions.checkArgument(
                    dropRate >= 0 && dropRate < 1,
                    "The drop rate must be from 0 to less than 1, got " + dropRate);
            Preconditions.checkArgument(
                    basicSize > 0 && CHANNELS % basicSize == 0,
                    "The basic size must be a divisor of 16 (1, 2, 4, 8, 16), got " + basicSize);
        }

        private SequentialBlock group(int channels, int filters, int stride) {
            SequentialBlock group = new Group();
            for (int block = 0; block < (depth - 4) / 6; ++block) {
                group.add(
                        block == 0
                                ? residual(channels, filters, stride)
                                : residual(filters, filters, 1));
            }
            return group;
        }

        private SequentialBlock residual(int channels, int filters, int stride) {
            SequentialBlock branch = new Branch();
            if (channels == filters && stride == 1) {
                branch.add(norm()).add(Activation.reluBlock());
                fill(branch, filters, 1);
                return new Residual().add(new Sum(branch, Blocks.identityBlock()));
            }
            fill(branch, filters, stride);
            SequentialBlock shortcut = new Shortcut().add(convolution(1, filters, stride));
            return new Residual()
                    .add(norm())
                    .add(Activation.reluBlock())
                    .add(new Sum(branch, shortcut));
        }

        private void fill(SequentialBlock branch, int filters, int stride) {
            branch.add(convolution(3, filters, stride)).add(norm()).add(Activation.reluBlock());
            if (dropRate > 0) {
                branch.add(Dropout.builder().optRate(dropRate).build());
            }
            branch.add(convolution(3, filters, 1));
        }
    }
}
