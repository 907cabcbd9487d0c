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

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.List;

/** The two-layer generator of kernels. */
public class KernelGeneratorTest {

    private static final Shape WINDOW = new Shape(3, 3);

    private static KernelGenerator.Builder builder(long embeddingSize) {
        return KernelGenerator.builder().setEmbeddingSize(embeddingSize).setKernelShape(WINDOW);
    }

    /** Kernels of 1x1, 1x2, 2x4 and again 2x4 basic kernels of 16 channels. */
    private static Hypernetwork network(NDManager manager, KernelGenerator generator) {
        SequentialBlock main = new SequentialBlock();
        for (int filters : new int[] {16, 32, 64, 64}) {
            main.add(Conv2d.builder().setKernelShape(WINDOW).setFilters(filters).build());
        }
        Hypernetwork network =
                Hypernetwork.builder()
                        .setMainNetwork(main)
                        .addGenerator(generator, ParameterSelector.kernels(WINDOW))
                        .build();
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 16, 9, 9));
        return network;
    }

    @DataProvider
    public Object[][] sizes() {
        return new Object[][] {
            {"PyTorch", 4L, 4L}, {"PyTorch", 64L, 64L}, {"PyTorch", 8L, 200L}, {"MXNet", 64L, 64L}
        };
    }

    @Test(dataProvider = "sizes")
    public void initialVarianceIsThatOfHe(String engineName, long embeddingSize, long hiddenSize) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            for (int seed = 1; seed <= 3; ++seed) {
                engine.setRandomSeed(seed);
                KernelGenerator.Builder generator =
                        builder(embeddingSize).optHiddenSize(hiddenSize);
                assertVarianceOfHe(network(manager, generator.build()), manager, seed);
            }
        }
    }

    @Test(dataProvider = "sizes")
    public void balancedValuesHaveOneVariance(
            String engineName, long embeddingSize, long hiddenSize) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            engine.setRandomSeed(1);
            KernelGenerator.Builder generator =
                    builder(embeddingSize).optHiddenSize(hiddenSize).optBalancedInitializer();
            Hypernetwork network = network(manager, generator.build());
            assertVarianceOfHe(network, manager, 1);
            double variance = Math.cbrt(2.0 / (16 * 9 * hiddenSize * embeddingSize));
            // the first embedding is that of a kernel of one row
            NDArray embedding = network.getParameters().get("embeddings").getArray().get(0);
            Assert.assertEquals(embedding.square().mean().getFloat() / variance, 1, 1e-3);
            for (String name : new String[] {"input_weight", "output_weight"}) {
                NDArray weight = network.getParameters().get("02Generator_" + name).getArray();
                Assert.assertEquals(weight.square().mean().getFloat() / variance, 1, 1e-3, name);
            }
        }
    }

    private static void assertVarianceOfHe(Hypernetwork network, NDManager manager, int seed) {
        NDList weights = network.getGeneratedWeights(manager);
        for (int i = 0; i < weights.size(); ++i) {
            ParameterSpec parameter = network.getGeneratedParameters().get(i);
            double ratio = weights.get(i).square().mean().getFloat() / parameter.heVariance();
            Assert.assertEquals(ratio, 1, 0.2, parameter + ", seed " + seed);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void smallNormalValuesAreOneOptionAway(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork network =
                    network(manager, builder(64).optNormalInitializer(0.01f).build());
            for (String name : new String[] {"embeddings", "02Generator_input_weight"}) {
                NDArray array = network.getParameters().get(name).getArray();
                Assert.assertEquals(Math.sqrt(array.square().mean().getFloat()), 0.01, 0.001);
            }
        }
    }

    @Test
    public void countsAreThoseOfThePaper() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Hypernetwork network = network(manager, builder(64).build());
            // one embedding for the 16x16 kernel, 2 for 16x32, 2 * 4 for 32x64, 4 * 4 for 64x64
            long embeddings = 1 + 2 + 8 + 16;
            Assert.assertEquals(
                    network.getParameters().get("embeddings").getArray().getShape(),
                    new Shape(embeddings, 64));
            ParameterReport.Row generator =
                    ParameterReport.of(network).getRows().stream()
                            .filter(row -> row.block().endsWith("Generator"))
                            .findFirst()
                            .orElseThrow();
            Assert.assertEquals(generator.learned(), 64 * 65 * 16 + 16 * 9 * 65);
            Assert.assertEquals(
                    ParameterReport.of(network).getGenerated(), embeddings * 16 * 16 * 9);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void layersOfOneShapeAreMadeLikeSingleOnes(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            KernelGenerator generator = builder(5).optBasicSize(2, 3).build();
            List<ParameterSpec> layers = List.of(layer(6, 4), layer(6, 4), layer(3, 2));
            NDArray chunks = manager.randomNormal(new Shape(4 + 4 + 1, 2, 3 * 9));
            NDList together = generator.assemble(chunks, layers);
            NDList parts = chunks.split(new long[] {4, 8}, 0);
            for (int i = 0; i < layers.size(); ++i) {
                NDArray alone = generator.assemble(parts.get(i), layers.subList(i, i + 1)).head();
                Assert.assertEquals(together.get(i).getShape(), layers.get(i).shape());
                Assert.assertEquals(together.get(i).toFloatArray(), alone.toFloatArray());
            }
        }
    }

    private static ParameterSpec layer(long filters, long channels) {
        return new ParameterSpec(
                "weight", new Shape(filters, channels, 3, 3), Parameter.Type.WEIGHT);
    }

    @Test
    public void makesKernelsOfOneAndThreeDimensions() {
        KernelGenerator line =
                KernelGenerator.builder().setEmbeddingSize(2).setKernelShape(new Shape(5)).build();
        Assert.assertEquals(
                line.countChunks(
                        new ParameterSpec("weight", new Shape(32, 16, 5), Parameter.Type.WEIGHT)),
                2);
    }

    @DataProvider
    public Object[][] wrongShapes() {
        return new Object[][] {
            {new Shape(10, 16, 3, 3), "10 output channels are no multiple of 16"},
            {new Shape(16, 8, 3, 3), "8 input channels are no multiple of 16"},
            {new Shape(16, 16, 5, 5), "window"},
            {new Shape(16, 16), "window"},
            {new Shape(16), "window"},
        };
    }

    @Test(dataProvider = "wrongShapes")
    public void otherShapesAreRefusedByName(Shape shape, String why) {
        ParameterSpec parameter =
                new ParameterSpec("07Conv2d_weight", shape, Parameter.Type.WEIGHT);
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> builder(4).build().countChunks(parameter))
                        .getMessage();
        for (String part : new String[] {"07Conv2d_weight", shape.toString(), why, "16 input"}) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void wrongSettingsAreRefused() {
        for (KernelGenerator.Builder wrong :
                List.of(
                        KernelGenerator.builder().setEmbeddingSize(4),
                        builder(0),
                        builder(4).optHiddenSize(-1),
                        builder(4).optBasicSize(0, 16),
                        builder(4).setKernelShape(new Shape(3, -1)))) {
            Assert.expectThrows(IllegalArgumentException.class, wrong::build);
        }
    }
}
