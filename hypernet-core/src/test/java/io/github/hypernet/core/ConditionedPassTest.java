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
package io.github.hypernet.core;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** What a forward pass with conditions does where batches, types and what is held vary. */
public class ConditionedPassTest {

    private static final LinearGenerator.Builder GENERATOR =
            LinearGenerator.builder().setEmbeddingSize(6).setChunkSize(8);

    private static Hypernetwork net(Block main, Condition condition) {
        return Hypernetwork.builder()
                .setMainNetwork(main)
                .optCondition(condition)
                .addGenerator(GENERATOR.build(), parameter -> parameter.name().contains("Linear"))
                .build();
    }

    private static NDArray forward(Hypernetwork net, boolean training, NDArray... inputs) {
        ParameterStore store = new ParameterStore(inputs[0].getManager(), false);
        return net.forward(store, new NDList(inputs), training).head();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchNormSeesAllRowsHoweverTheyAreSpread(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Block main =
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(4).build())
                            .add(BatchNorm.builder().build());
            Hypernetwork net = net(main, Condition.tasks(2, 3));
            net.initialize(manager, DataType.FLOAT32, new Shape(10, 5), new Shape(10));
            NDArray x = manager.randomNormal(new Shape(10, 5));
            NDArray once = manager.create(new int[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                NDArray y = forward(net, true, x, once);
                Assert.assertEquals(y.sum(new int[] {0}).abs().max().getFloat(), 0, 1e-4);
                double variance = y.square().sum().getFloat() / 40;
                Assert.assertEquals(variance, 1, 0.01, "of all rows together");
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void evaluationsOfDoublesAreKept(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net =
                    net(
                            new SequentialBlock().add(Linear.builder().setUnits(3).build()),
                            Condition.angle());
            net.initialize(manager, DataType.FLOAT64, new Shape(2, 4), new Shape(1, 1));
            NDArray x = manager.ones(new Shape(2, 4), DataType.FLOAT64);
            NDArray c = manager.create(new double[] {0.5}, new Shape(1, 1));
            double first = forward(net, false, x, c).sum().getDouble();
            Assert.assertEquals(forward(net, false, x, c).sum().getDouble(), first, 0);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void tasksAreHeldWhateverTheTypeOfTheirIds(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net =
                    net(
                            new SequentialBlock().add(Linear.builder().setUnits(2).build()),
                            Condition.tasks(3, 3));
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(2));
            OutputDrift drift =
                    OutputDrift.builder().setHypernetwork(net).setCoefficient(1).build();
            drift.hold(manager.create(new int[] {0}));
            drift.hold(manager.create(new float[] {1}, new Shape(1, 1)));
            Assert.assertEquals(drift.getState().head().toIntArray(), new int[] {0, 1});
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> drift.hold(manager.zeros(new Shape(1)), manager.zeros(new Shape(1))));

            drift.setState(manager, new NDList()); // as before the first was held
            NDArray x = manager.ones(new Shape(2, 4));
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                NDArray y = forward(net, true, x, manager.create(new int[] {2, 2}));
                NDArray term = drift.evaluate(new NDList(), new NDList(y));
                Assert.assertEquals(term.getFloat(), 0, 0);
            }
        }
    }
}
