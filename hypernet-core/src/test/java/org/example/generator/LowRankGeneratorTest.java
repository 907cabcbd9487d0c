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
package org.example.generator;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

/** A generator is one class, wherever it is written. */
public class LowRankGeneratorTest {

    private static final Shape INPUT = new Shape(5, 6);

    /** Two matrices of six columns: of 6 and of 4 rows. */
    private static Hypernetwork network(long rank) {
        return Hypernetwork.builder()
                .setMainNetwork(
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(6).build())
                                .add(Activation::tanh)
                                .add(Linear.builder().setUnits(4).build()))
                .addGenerator(new LowRankGenerator(rank, 6), ParameterSelector.weights())
                .build();
    }

    private static NDArray forward(Block block, NDArray input) {
        ParameterStore store = new ParameterStore(input.getManager(), false);
        return block.forward(store, new NDList(input), false).singletonOrThrow();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void behavesLikeABlock(String engine) throws Exception {
        BlockContract.check(engine, () -> network(3), INPUT);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void makesMatricesOfLowRankAndMaterializes(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
            Hypernetwork network = network(1);
            network.initialize(manager, DataType.FLOAT32, INPUT);
            NDArray input = manager.randomNormal(INPUT);
            NDArray expected = forward(network, input);
            float[] w = network.getGeneratedWeights(manager).head().toFloatArray();
            for (int column = 1; column < 6; ++column) {
                // of rank 1, all rows are multiples of the first
                Assert.assertEquals(w[column] * w[6], w[6 + column] * w[0], 1e-6f);
            }
            NDArray actual = forward(network.materialize(), input);
            Assert.assertEquals(actual.toFloatArray(), expected.toFloatArray(), 1e-6f);
        }
    }

    @Test
    public void aFileOfAnotherRankIsRefused() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model saved = Model.newInstance("net", Device.cpu(), "PyTorch");
                Model loaded = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            saved.setBlock(network(3));
            saved.getBlock().initialize(saved.getNDManager(), DataType.FLOAT32, INPUT);
            saved.save(folder.getPath(), "net");
            loaded.setBlock(network(2));
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class, () -> loaded.load(folder.getPath()));
            Assert.assertTrue(e.getMessage().contains("rank 3"), e.getMessage());
        }
    }

    @Test
    public void otherMatricesAreRefused() {
        Hypernetwork network = network(2);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            IllegalArgumentException e =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () -> network.initialize(manager, DataType.FLOAT32, new Shape(1, 7)));
            Assert.assertTrue(e.getMessage().contains("(6, 7)"), e.getMessage());
        }
    }
}
