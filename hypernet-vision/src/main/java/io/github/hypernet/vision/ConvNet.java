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

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.KernelGenerator;

/**
 * The two-layer convolutional net of the paper's MNIST experiment (Ha, Dai, Le 2016, Section 4.1),
 * plain or with a generated second kernel.
 *
 * <pre>
 *   conv f x f, 1 -> 16, relu, max pool 2
 *   conv f x f, 16 -> 16, relu, max pool 2      the kernel that the hypernetwork generates
 *   linear -> classes
 * </pre>
 *
 * The pool comes before its relu in the code: the two commute, and relu then has a quarter of the
 * work. Convolutions keep the image size. Input {@code [batch, channels, height, width]}, output
 * class scores {@code [batch, classes]}.
 */
public final class ConvNet {

    /** The name of the second convolution's kernel among the net's parameters. */
    public static final String SECOND_KERNEL = "04Conv2d_weight";

    private static final int FILTERS = 16;

    private ConvNet() {}

    /**
     * Creates the plain net.
     *
     * @param kernelSize the odd side f of both kernels; the paper takes 7 for MNIST
     * @param classes the number of classes
     * @return the net, made of DJL's own blocks
     * @throws IllegalArgumentException if the kernel size is even or not positive
     */
    public static SequentialBlock plain(int kernelSize, int classes) {
        Preconditions.checkArgument(
                kernelSize > 0 && kernelSize % 2 == 1,
                "The kernel size must be odd and positive, got " + kernelSize);
        return new SequentialBlock()
                .add(convolution(kernelSize))
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Activation::relu)
                .add(convolution(kernelSize))
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Activation::relu)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    private static Conv2d convolution(int kernelSize) {
        return Conv2d.builder()
                .setKernelShape(new Shape(kernelSize, kernelSize))
                .optPadding(new Shape(kernelSize / 2, kernelSize / 2))
                .setFilters(FILTERS)
                .build();
    }

    /**
     * Creates the net with a second kernel generated from one embedding.
     *
     * @param kernelSize the odd side f of both kernels
     * @param classes the number of classes
     * @param embeddingSize the size of the embedding, N_z; the paper takes 4 for MNIST
     * @return the hypernetwork over the plain net
     * @throws IllegalArgumentException if the kernel size is even or a size is not positive
     */
    public static Hypernetwork hyper(int kernelSize, int classes, long embeddingSize) {
        return Hypernetwork.builder()
                .setMainNetwork(plain(kernelSize, classes))
                .addGenerator(
                        KernelGenerator.builder()
                                .setEmbeddingSize(embeddingSize)
                                .setKernelShape(new Shape(kernelSize, kernelSize))
                                .optBasicSize(FILTERS, FILTERS)
                                .build(),
                        ParameterSelector.named(SECOND_KERNEL))
                .build();
    }
}
