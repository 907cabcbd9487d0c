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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a new user of conditional hypernetworks does, and does wrong. */
public class ConditionalUseTest {

    private static final float[][] X = {{1, 2}, {-1, 0.5f}, {0.3f, -2}, {0, 1}};

    private static Block mlp() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(3).build());
    }

    private static Hypernetwork net(Block main, Condition condition, Base base) {
        return Hypernetwork.builder()
                .setMainNetwork(main)
                .optCondition(condition)
                .addGenerator(
                        LinearGenerator.builder().setEmbeddingSize(8).setChunkSize(16).build(),
                        parameter -> true,
                        base)
                .build();
    }

    private static NDList forward(Block net, NDList inputs, boolean training) {
        return net.forward(new ParameterStore(inputs.head().getManager(), false), inputs, training);
    }

    private static float[] values(Block net, NDArray... inputs) {
        NDArray y = forward(net, new NDList(inputs), false).head();
        return y.toType(DataType.FLOAT32, false).toFloatArray();
    }

    private static void refuses(Assert.ThrowingRunnable use, String words) {
        IllegalArgumentException e = Assert.expectThrows(IllegalArgumentException.class, use);
        Assert.assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    private static NDArray rows(NDManager manager, DataType type, float... values) {
        return manager.create(values, new Shape(values.length, 1)).toType(type, false);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aConditionMayHaveAnyDataType(String engine) {
        Condition[] conditions = {Condition.angle(), Condition.number(0, 4)};
        for (Condition condition : conditions) {
            try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
                Hypernetwork net = net(mlp(), condition, Base.GENERATED);
                net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 1));
                NDArray x = manager.create(X);
                NDArray four = rows(manager, DataType.FLOAT32, 1, 3, 1, 2);
                NDArray one = rows(manager, DataType.FLOAT32, 3);
                for (DataType type :
                        new DataType[] {DataType.INT32, DataType.INT64, DataType.FLOAT64}) {
                    String what = condition + " of " + type;
                    NDArray own = rows(manager, type, 3);
                    Assert.assertEquals(
                            values(net, x, rows(manager, type, 1, 3, 1, 2)),
                            values(net, x, four),
                            1e-5f,
                            what);
                    Assert.assertEquals(values(net, x, own), values(net, x, one), 1e-5f, what);
                    Assert.assertEquals(values(net.at(own), x), values(net, x, one), 1e-5f, what);
                    Assert.assertEquals(
                            net.getGeneratedWeights(manager, own).head().toFloatArray(),
                            net.getGeneratedWeights(manager, one).head().toFloatArray(),
                            1e-5f,
                            what);
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aGradientIntoAConditionOfAnotherDataTypeIsRefused(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.angle(), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 1));
            NDArray c = rows(manager, DataType.FLOAT64, 1, 3, 1, 2);
            c.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                NDList inputs = new NDList(manager.create(X), c);
                refuses(() -> forward(net, inputs, true), "float32, got float64");
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aNetworkMayBeOfDoublePrecision(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.angle(), Base.LEARNED);
            net.initialize(manager, DataType.FLOAT64, new Shape(4, 2), new Shape(4, 1));
            NDArray x = manager.create(X).toType(DataType.FLOAT64, false);
            float[] all = values(net, x, rows(manager, DataType.FLOAT32, 1, 3, 1, 2));
            float[] second = values(net, x, rows(manager, DataType.FLOAT64, 3));
            Assert.assertEquals(all[4], second[4], 1e-6);
            Assert.assertEquals(
                    net.getGeneratedWeights(manager, rows(manager, DataType.INT32, 3))
                            .head()
                            .getDataType(),
                    DataType.FLOAT64);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void arraysWithoutRowsOnTheFirstAxisAreRefused(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Block lstm =
                    LSTM.builder().setStateSize(4).setNumLayers(1).optReturnState(true).build();
            Hypernetwork net = net(lstm, Condition.angle(), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 3, 2), new Shape(4, 1));
            NDArray x = manager.randomNormal(new Shape(4, 3, 2));
            NDArray c = rows(manager, DataType.FLOAT32, 1, 2, 2, 1);
            refuses(() -> values(net, x, c), "of 2 rows there is an array (1, 2, 4)");
            NDList one = forward(net, new NDList(x, c.get("0:1")), false);
            Assert.assertEquals(one.get(1).getShape(), new Shape(1, 4, 4), "one condition for all");

            Hypernetwork inner = net(mlp(), Condition.angle(), Base.GENERATED);
            Hypernetwork outer =
                    Hypernetwork.builder()
                            .setMainNetwork(inner)
                            .optCondition(Condition.angle())
                            .addGenerator(
                                    LinearGenerator.builder()
                                            .setEmbeddingSize(8)
                                            .setChunkSize(16)
                                            .build(),
                                    parameter -> parameter.name().endsWith("output_weight"))
                            .build();
            Shape shape = new Shape(4, 1);
            outer.initialize(manager, DataType.FLOAT32, new Shape(4, 2), shape, shape);
            NDArray rows = manager.create(X);
            Assert.assertEquals(values(outer, rows, c, c).length, 12);
            refuses(() -> values(outer, rows, c, c.get("0:1")), "there is an array (1, 1)");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void materializeTakesNoneOfTheMainNetworksOwnParameters(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.angle(), Base.LEARNED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 1));
            NDArray c = rows(manager, DataType.FLOAT32, 1);
            float[] before = values(net, manager.create(X), c);
            refuses(() -> net.materialize(net.getMainNetwork(), c), "a new network");
            Assert.assertEquals(values(net, manager.create(X), c), before);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aFrozenBaseIsFrozenWhateverUnfreezesParameters(String engine) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Shape[] shapes = {new Shape(4, 2), new Shape(4, 1)};
            model.setBlock(net(mlp(), Condition.angle(), Base.FROZEN));
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, shapes);
            model.save(folder.getPath(), "net");
            model.setBlock(net(mlp(), Condition.angle(), Base.FROZEN));
            model.load(folder.getPath(), "net");
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shapes);
                model.getBlock().freezeParameters(false);
                Map<String, float[]> before = parameters(model.getBlock());
                NDManager manager = trainer.getManager();
                NDList inputs =
                        new NDList(manager.create(X), rows(manager, DataType.FLOAT32, 1, 2, 1, 3));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(trainer.forward(inputs).head().square().sum());
                }
                trainer.step();
                Map<String, float[]> after = parameters(model.getBlock());
                before.forEach(
                        (name, values) ->
                                Assert.assertEquals(
                                        Arrays.equals(values, after.get(name)),
                                        name.contains("MainNetwork"),
                                        name));
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aLoadedBatchNormTrainsWithoutBeingInitialized(String engine) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model model = Model.newInstance("net", Device.cpu(), engine)) {
            for (int round = 0; round < 2; ++round) {
                Block main = new SequentialBlock().add(mlp()).add(BatchNorm.builder().build());
                model.setBlock(
                        Hypernetwork.builder()
                                .setMainNetwork(main)
                                .optCondition(Condition.angle())
                                .addGenerator(
                                        LinearGenerator.builder()
                                                .setEmbeddingSize(8)
                                                .setChunkSize(16)
                                                .build(),
                                        p -> p.type() == Parameter.Type.GAMMA)
                                .build());
                if (round == 0) {
                    Shape[] shapes = {new Shape(4, 2), new Shape(4, 1)};
                    model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, shapes);
                    model.save(folder.getPath(), "net");
                }
            }
            model.load(folder.getPath(), "net");
            NDManager manager = model.getNDManager();
            NDArray x = manager.create(X);
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                NDArray pairs = rows(manager, DataType.FLOAT32, 1, 2, 1, 2);
                NDList y = forward(model.getBlock(), new NDList(x, pairs), true);
                Assert.assertEquals(y.head().getShape(), new Shape(4, 3));
                NDArray single = rows(manager, DataType.FLOAT32, 1, 2, 1, 1);
                refuses(
                        () -> forward(model.getBlock(), new NDList(x, single), true),
                        "a batch norm over rows");
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aStepMovesOnlyTheVectorsOfItsTasks(String engine) {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            model.setBlock(net(mlp(), Condition.tasks(3, 4), Base.GENERATED));
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optOptimizer(
                                    Optimizer.sgd()
                                            .setLearningRateTracker(Tracker.fixed(0.1f))
                                            .build())
                            .optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(4, 2), new Shape(4));
                for (int task : new int[] {0, 1, 0, 2}) {
                    Map<String, float[]> before = parameters(model.getBlock());
                    NDManager manager = trainer.getManager();
                    NDArray ids = manager.full(new Shape(4), task);
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDList y = trainer.forward(new NDList(manager.create(X), ids));
                        collector.backward(y.head().square().sum());
                    }
                    trainer.step();
                    Map<String, float[]> after = parameters(model.getBlock());
                    for (int other = 0; other < 3; ++other) {
                        String name = "03Condition_task" + (other + 1);
                        Assert.assertEquals(
                                Arrays.equals(before.get(name), after.get(name)),
                                other != task,
                                name + " in a step of id " + task);
                    }
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aPlainNetworkOutlivesAScope(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.angle(), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 1));
            Block plain = mlp();
            NDArray c = rows(manager, DataType.FLOAT32, 1);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                net.materialize(plain, c);
            }
            NDArray x = manager.create(X);
            Assert.assertEquals(values(plain, x), values(net, x, c), 1e-5f);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theLengthOfAVectorDoesNotMatter(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.vector(2), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 2));
            NDArray x = manager.create(X);
            float[] expected = values(net, x, x);
            for (float length : new float[] {1e-20f, 1e-8f, 1e3f, 1e20f}) {
                NDArray c = x.mul(length);
                Assert.assertEquals(values(net, x, c), expected, 1e-4f, "length " + length);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBlankRowHasNoHugeGradient(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Block encoder = Linear.builder().setUnits(3).build();
            Hypernetwork net = net(mlp(), Condition.encoded(encoder), Base.LEARNED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4, 2));
            for (Parameter parameter : net.getParameters().values()) {
                parameter.getArray().setRequiresGradient(true);
            }
            NDArray x = manager.create(X);
            NDArray blank = manager.create(new float[][] {{1, 2}, {0, 0}, {2, 1}, {0, 0}});
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray y = forward(net, new NDList(x, blank), true).head();
                collector.backward(y.square().sum());
            }
            NDArray bias = encoder.getParameters().get("bias").getArray();
            for (float value : bias.getGradient().toFloatArray()) {
                Assert.assertEquals(value, 0, 5e3, "was a million times the usual one");
            }
        }
    }

    private static Map<String, float[]> parameters(Block block) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            values.put(pair.getKey(), pair.getValue().getArray().toFloatArray());
        }
        return values;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aViewDescribesItsInputs(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.angle().perGroup(), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 6, 2), new Shape(4, 1));
            Block view = net.at(rows(manager, DataType.FLOAT32, 1));
            Assert.assertTrue(view.isInitialized());
            Assert.assertEquals(view.describeInput().size(), 1);
            Assert.assertEquals(view.describeInput().valueAt(0), new Shape(4, 6, 2));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aClearedNetworkHoldsNothingInPlace(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.tasks(3, 4), Base.GENERATED);
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 5), new Shape(4));
            OutputDrift drift =
                    OutputDrift.builder().setHypernetwork(net).setCoefficient(1).build();
            drift.hold(manager.create(new int[] {0}));
            refuses(() -> drift.hold(manager.create(new int[] {1, 7})), "Row 1 ");
            net.clear();
            net.initialize(manager, DataType.FLOAT32, new Shape(4, 2), new Shape(4));
            NDList inputs = new NDList(manager.create(X), manager.create(new int[] {0, 1, 2, 0}));
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                Assert.assertEquals(forward(net, inputs, true).head().size(0), 4);
            }
        }
    }
}
