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
package io.github.hypernet.core.rows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has no single pass says why; what is wrong is refused; nothing is left behind. */
public class RowNetworkUseTest {

    private static final Shape ROW = new Shape(5);

    /** It may compute anything. */
    private static final class OtherLinear extends Linear {
        OtherLinear() {
            super(Linear.builder().setUnits(3));
        }
    }

    /** Multiplies by the transposed matrix of a layer that is not its child. */
    private static final class Tied extends AbstractBlock {
        private final Parameter weight;

        Tied(Linear tiedTo) {
            weight = tiedTo.getDirectParameters().get("weight");
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray x = inputs.head();
            return new NDList(x.matMul(store.getValue(weight, x.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(inputShapes[0].get(0), weight.getShape().get(1))};
        }
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    /** Returns the parameters of a network that is initialized, by their ids. */
    private static Map<String, Parameter> named(Block network, String regex) {
        Map<String, Parameter> found = new HashMap<>();
        for (Pair<String, Parameter> pair : network.getParameters()) {
            if (pair.getKey().matches(regex)) {
                found.put(pair.getValue().getId(), pair.getValue());
            }
        }
        return found;
    }

    private static Map<String, NDArray> ones(
            NDManager manager, Map<String, Parameter> parameters, long conditions) {
        Map<String, NDArray> ones = new HashMap<>();
        parameters.forEach(
                (id, p) -> ones.put(id, manager.ones(new Shape(conditions).addAll(p.getShape()))));
        return ones;
    }

    private static NDList forward(
            Block network, String regex, NDManager manager, long conditions, NDArray x) {
        Map<String, Parameter> generated = named(network, regex);
        RowNetwork rows = RowNetwork.of(network, generated.keySet());
        ParameterStore store = new ParameterStore(manager, false);
        Map<String, NDArray> weights = ones(manager, generated, conditions);
        return rows.forward(store, weights, conditions, new NDList(x), false, null);
    }

    private static String obstacle(NDManager manager, Block network, String regex) {
        network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(ROW));
        return RowNetwork.of(network, named(network, regex).keySet()).getObstacle().orElse("none");
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anObstacleIsNamed(String engine) {
        try (NDManager manager = newManager(engine)) {
            String why = " has generated weights and takes no weights for each row";
            Block normed =
                    new SequentialBlock()
                            .add(RowNetworks.linear(3))
                            .add(new SequentialBlock().add(BatchNorm.builder().build()))
                            .add(new OtherLinear());
            Assert.assertEquals(
                    obstacle(manager, normed, ".*(gamma|weight)"),
                    "02SequentialBlock_01BatchNorm (BatchNorm)" + why);
            Assert.assertEquals(obstacle(manager, normed, "01.*"), "none");
            Assert.assertEquals(
                    obstacle(manager, new OtherLinear(), ".*bias"),
                    "The network (OtherLinear)" + why);
            Block inner =
                    Hypernetwork.builder()
                            .setMainNetwork(RowNetworks.linear(3))
                            .addGenerator(
                                    LinearGenerator.builder()
                                            .setEmbeddingSize(2)
                                            .setChunkSize(6)
                                            .build(),
                                    ParameterSelector.weights())
                            .build();
            Block outer = new SequentialBlock().add(inner).add(RowNetworks.linear(2));
            Assert.assertEquals(obstacle(manager, outer, "02.*"), "none");
            Assert.assertEquals(
                    obstacle(manager, outer, ".*embeddings"),
                    "01Hypernetwork (Hypernetwork)" + why);
        }
    }

    @Test
    public void anObstacleKeepsAPassFromRunning() {
        try (NDManager manager = newManager("PyTorch")) {
            Block network = new OtherLinear();
            network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(ROW));
            NDArray x = manager.ones(new Shape(2).addAll(ROW));
            Assert.expectThrows(
                    IllegalStateException.class, () -> forward(network, ".*", manager, 2, x));
        }
    }

    @Test
    public void wrongSizesAreRefused() {
        try (NDManager manager = newManager("PyTorch")) {
            Block network = RowNetworks.linear(3);
            network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(ROW));
            Map<String, Parameter> generated = named(network, ".*");
            RowNetwork rows = RowNetwork.of(network, generated.keySet());
            refused(rows, ones(manager, generated, 2), 3, "must be of shape (3, ");
            refused(rows, ones(manager, named(network, "bias"), 3), 3, "got none");
            refused(rows, ones(manager, generated, 4), 4, "6 rows are not");
            Map<String, NDArray> more = ones(manager, generated, 3);
            more.put("another", manager.ones(new Shape(3)));
            refused(rows, more, 3, "values of 3 parameters, and 2 have");
            Set<String> unknown = new HashSet<>(generated.keySet());
            unknown.add("another");
            Assert.expectThrows(
                    IllegalArgumentException.class, () -> RowNetwork.of(network, unknown));
        }
    }

    private static void refused(
            RowNetwork rows, Map<String, NDArray> weights, long conditions, String why) {
        NDManager manager = weights.values().iterator().next().getManager();
        ParameterStore store = new ParameterStore(manager, false);
        NDList x = new NDList(manager.ones(new Shape(6).addAll(ROW)));
        Exception e =
                Assert.expectThrows(
                        IllegalArgumentException.class,
                        () -> rows.forward(store, weights, conditions, x, false, null));
        Assert.assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBlockThatMovesTheRowsIsRefused(String engine) {
        try (NDManager manager = newManager(engine)) {
            Block network =
                    new SequentialBlock()
                            .addSingleton(x -> x.swapAxes(0, 1))
                            .add(RowNetworks.linear(3));
            network.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 5));
            NDArray x = manager.ones(new Shape(2, 3, 5));
            Exception e =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () -> forward(network, ".*", manager, 2, x));
            Assert.assertTrue(e.getMessage().contains("(3, 2, 5) of 2 rows"), e.getMessage());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBlockThatReadsAnothersParameterIsRefused(String engine) {
        try (NDManager manager = newManager(engine)) {
            Linear linear = RowNetworks.linear(3);
            Block network = new SequentialBlock().add(linear).add(new Tied(linear));
            network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(ROW));
            NDArray x = manager.ones(new Shape(2).addAll(ROW));
            Assert.assertEquals(forward(network, "01.*bias", manager, 2, x).head().size(1), 5);
            Exception e =
                    Assert.expectThrows(
                            IllegalStateException.class,
                            () -> forward(network, "01.*weight", manager, 2, x));
            Assert.assertTrue(e.getMessage().contains("parameter weight,"), e.getMessage());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void idsAreOfEachTypeThatTheEngineTakes(String engine) {
        try (NDManager manager = newManager(engine)) {
            Block network = RowNetworks.embedding();
            network.initialize(manager, DataType.FLOAT32, new Shape(2));
            Map<String, Parameter> generated = named(network, ".*");
            Shape tables = new Shape(3, RowNetworks.WORDS, 4);
            NDArray values = manager.arange(tables.size()).toType(DataType.FLOAT32, true);
            Map<String, NDArray> weights =
                    Map.of(generated.keySet().iterator().next(), values.reshape(tables));
            RowNetwork rows = RowNetwork.of(network, generated.keySet());
            ParameterStore store = new ParameterStore(manager, false);
            List<DataType> types = new ArrayList<>(List.of(DataType.INT64, DataType.INT32));
            if (engine.equals("MXNet")) {
                types.add(DataType.FLOAT32);
            }
            for (DataType type : types) {
                NDArray ids = manager.create(new int[] {5, 0, 2}).toType(type, true);
                NDList y = rows.forward(store, weights, 3, new NDList(ids), false, null);
                float[] found = y.head().toFloatArray();
                for (int i = 0; i < found.length; ++i) {
                    int row = new int[] {5, 6, 14}[i / 4];
                    Assert.assertEquals(found[i], 4f * row + i % 4, type + ", value " + i);
                }
            }
        }
    }

    @Test
    public void anIdOutOfRangeIsInNoOtherTable() {
        try (NDManager manager = newManager("PyTorch")) {
            Block network = RowNetworks.embedding();
            network.initialize(manager, DataType.FLOAT32, new Shape(2));
            NDArray good = manager.create(new long[] {0, RowNetworks.WORDS - 1});
            Assert.assertEquals(
                    forward(network, ".*", manager, 2, good).head().getShape(), new Shape(2, 4));
            for (long bad : new long[] {RowNetworks.WORDS, -1}) {
                NDArray first = manager.create(new long[] {bad, 0});
                NDArray last = manager.create(new long[] {0, bad});
                for (NDArray ids : new NDArray[] {first, last}) {
                    Assert.expectThrows(
                            RuntimeException.class,
                            () -> forward(network, ".*", manager, 2, ids).head().toFloatArray());
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void noArrayIsLeftBehind(String engine) {
        for (String name :
                List.of(
                        "convs .*",
                        "convs .*weight",
                        "convs .*bias",
                        "norm .*gamma",
                        "words .*",
                        "words 0[23].*")) {
            RowNetworks.Case test = RowNetworks.all().get(name);
            try (NDManager manager = newManager(engine)) {
                Block network = test.block().get();
                network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(test.row()));
                RowNetwork rows =
                        RowNetwork.of(network, named(network, test.generated().pattern()).keySet());
                int live = manager.getManagedArrays().size();
                for (int step = 0; step < 4; ++step) {
                    step(manager, network, rows, test);
                    Assert.assertEquals(manager.getManagedArrays().size(), live, name);
                }
            }
        }
    }

    private static void step(
            NDManager parent, Block network, RowNetwork rows, RowNetworks.Case test) {
        try (NDManager manager = parent.newSubManager()) {
            Map<String, NDArray> weights =
                    ones(manager, named(network, test.generated().pattern()), 3);
            weights.values().forEach(array -> array.setRequiresGradient(true));
            ParameterStore store = new ParameterStore(manager, false);
            DataType type = test.ids() ? DataType.INT64 : DataType.FLOAT32;
            NDList x = new NDList(manager.ones(new Shape(6).addAll(test.row()), type));
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray y = rows.forward(store, weights, 3, x, true, null).head();
                collector.backward(y.sum());
            }
        }
    }
}
