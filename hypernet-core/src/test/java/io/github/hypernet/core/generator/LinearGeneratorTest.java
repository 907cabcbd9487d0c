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
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.List;

/** The chunked generator of any shape. */
public class LinearGeneratorTest {

    private static final ParameterSpec WEIGHT =
            new ParameterSpec("weight", new Shape(30, 40), Parameter.Type.WEIGHT);
    private static final ParameterSpec BIAS =
            new ParameterSpec("bias", new Shape(30), Parameter.Type.BIAS);
    private static final ParameterSpec GAMMA =
            new ParameterSpec("gamma", new Shape(30), Parameter.Type.GAMMA);

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void chunksAreCutToAnyShape(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            LinearGenerator generator =
                    LinearGenerator.builder().setEmbeddingSize(3).setChunkSize(64).build();
            Assert.assertEquals(generator.countChunks(WEIGHT), 19);
            Assert.assertEquals(generator.countChunks(BIAS), 1);
            NDArray chunks = manager.arange(20f * 64).reshape(20, 64);
            NDList made = generator.assemble(chunks, List.of(WEIGHT, GAMMA));
            Assert.assertEquals(made.get(0).getShape(), WEIGHT.shape());
            Assert.assertEquals(made.get(1).getShape(), GAMMA.shape());
            Assert.assertEquals(made.get(0).toFloatArray()[1199], 1199f);
            Assert.assertEquals(made.get(1).toFloatArray()[29], 19 * 64 + 29 + 1f);
        }
    }

    @DataProvider
    public Object[][] depths() {
        return new Object[][] {
            {"PyTorch", new long[0]},
            {"PyTorch", new long[] {64}},
            {"PyTorch", new long[] {64, 64}},
            {"MXNet", new long[] {64}}
        };
    }

    @Test(dataProvider = "depths")
    public void initialVarianceIsThatOfHe(String engineName, long[] hiddenSizes) {
        Engine engine = Engine.getEngine(engineName);
        engine.setRandomSeed(1);
        try (NDManager manager = engine.newBaseManager()) {
            List<ParameterSpec> parameters = List.of(WEIGHT, BIAS, GAMMA);
            LinearGenerator generator =
                    LinearGenerator.builder()
                            .setEmbeddingSize(16)
                            .setChunkSize(50)
                            .optHiddenSizes(hiddenSizes)
                            .build();
            long count = parameters.stream().mapToLong(generator::countChunks).sum();
            Shape shape = new Shape(count, 16);
            generator.initialize(manager, DataType.FLOAT32, shape);
            NDArray embeddings =
                    generator
                            .getEmbeddingInitializer(parameters)
                            .initialize(manager, shape, DataType.FLOAT32);
            NDArray chunks =
                    generator
                            .forward(
                                    new ParameterStore(manager, false),
                                    new NDList(embeddings),
                                    false)
                            .head();
            NDList made = generator.assemble(chunks, parameters);
            double variance = made.get(0).square().mean().getFloat();
            Assert.assertEquals(
                    variance / WEIGHT.heVariance(), 1, 0.2, Arrays.toString(hiddenSizes));
            Assert.assertTrue(made.get(1).abs().max().getFloat() < 0.1);
            Assert.assertEquals(made.get(2).mean().getFloat(), 1, 0.05);
        }
    }

    @Test
    public void wrongSettingsAreRefused() {
        for (LinearGenerator.Builder wrong :
                List.of(
                        LinearGenerator.builder().setEmbeddingSize(4),
                        LinearGenerator.builder().setChunkSize(4),
                        LinearGenerator.builder()
                                .setEmbeddingSize(4)
                                .setChunkSize(4)
                                .optHiddenSizes(8, 0))) {
            Assert.expectThrows(IllegalArgumentException.class, wrong::build);
        }
    }
}
