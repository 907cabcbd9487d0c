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

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The convolution whose kernel is generated. */
public class HyperConv2dTest {

    private static final Shape INPUT = new Shape(2, 8, 7, 7);

    private static HyperConv2d.Builder builder(int filters) {
        return HyperConv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(filters)
                .setGenerator(
                        KernelGenerator.builder()
                                .setEmbeddingSize(4)
                                .optHiddenSize(6)
                                .optBasicSize(4, 4));
    }

    private static NDArray forward(Block block, NDArray input) {
        ParameterStore store = new ParameterStore(input.getManager(), false);
        return block.forward(store, new NDList(input), false).singletonOrThrow();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void behavesLikeABlock(String engine) throws Exception {
        BlockContract.check(
                engine,
                () ->
                        builder(8)
                                .optStride(new Shape(2, 1))
                                .optPadding(new Shape(1, 2))
                                .optDilation(new Shape(1, 2))
                                .optGroups(2)
                                .build(),
                INPUT);
    }

    private static SequentialBlock sharing() {
        HyperConv2d first = builder(8).build();
        return new SequentialBlock()
                .add(first)
                .add(Activation::relu)
                .add(
                        HyperConv2d.builder()
                                .setKernelShape(new Shape(3, 3))
                                .setFilters(12)
                                .optBias(false)
                                .optSharedGenerator(first)
                                .build());
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void layersShareAGenerator(String engine) throws Exception {
        BlockContract.check(engine, HyperConv2dTest::sharing, INPUT);
    }

    @Test
    public void aSharedGeneratorCountsOnce() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Block block = sharing();
            block.initialize(manager, DataType.FLOAT32, INPUT);
            long generator = 6 * 5 * 4 + 4 * 9 * 7;
            long embeddings = (2 * 2 + 2 * 3) * 4;
            Assert.assertEquals(ParameterReport.of(block).getLearned(), generator + embeddings + 8);
        }
    }

    @Test
    public void keepsUnknownBatchSizes() {
        Assert.assertEquals(
                builder(8).build().getOutputShapes(new Shape[] {new Shape(-1, 8, 7, 7)})[0],
                new Shape(-1, 8, 5, 5));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void materializesToAConv2d(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
            HyperConv2d layer = builder(8).build();
            layer.initialize(manager, DataType.FLOAT32, INPUT);
            NDArray input = manager.randomNormal(INPUT);
            float[] expected = forward(layer, input).toFloatArray();
            NDArray kernel = layer.getHypernetwork().getGeneratedWeights(manager).get("weight");
            Assert.assertEquals(kernel.getShape(), new Shape(8, 8, 3, 3));
            Block plain = layer.materialize();
            Assert.assertTrue(plain instanceof Conv2d);
            Assert.assertEquals(forward(plain, input).toFloatArray(), expected, 1e-6f);
        }
    }

    @Test
    public void takesEverySettingOfTheGenerator() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            HyperConv2d layer =
                    HyperConv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .setFilters(8)
                            .setGenerator(
                                    KernelGenerator.builder()
                                            .setEmbeddingSize(4)
                                            .optBasicSize(8, 8)
                                            .optBalancedInitializer())
                            .build();
            layer.initialize(manager, DataType.FLOAT32, INPUT);
            // one variance for all, the cube root of 2 / (N_in S d N_z)
            NDArray z = layer.getHypernetwork().getDirectParameters().get("embeddings").getArray();
            double expected = Math.cbrt(2.0 / (8 * 9 * 4 * 4));
            Assert.assertEquals(z.square().mean().getFloat(), expected, 1e-5);
        }
    }

    @Test
    public void aGeneratorIsRequired() {
        HyperConv2d.Builder builder =
                HyperConv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(8);
        String message =
                Assert.expectThrows(IllegalArgumentException.class, builder::build).getMessage();
        Assert.assertEquals(message, "The generator must be set");
    }

    @Test
    public void channelsThatAreNoMultipleAreRefused() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            HyperConv2d layer = builder(8).build();
            String message =
                    Assert.expectThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            layer.initialize(
                                                    manager,
                                                    DataType.FLOAT32,
                                                    new Shape(1, 3, 7, 7)))
                            .getMessage();
            Assert.assertTrue(message.contains("(8, 3, 3, 3)"), message);
            Assert.assertTrue(message.contains("multiple of 4"), message);
        }
    }
}
