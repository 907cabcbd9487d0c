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
package io.github.hypernet.text.recurrent;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;

import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What all recurrent blocks do. */
public class RecurrentLayersTest {

    private static final int BATCH = 3;
    private static final int LENGTH = 5;
    private static final int INPUTS = 4;
    private static final int UNITS = 6;

    private static final Map<String, Supplier<RecurrentBuilder<?>>> BLOCKS =
            Map.of(
                    "LayerNormLstm", () -> Lstm.builder().setStateSize(UNITS),
                    "Lstm", () -> Lstm.builder().setStateSize(UNITS).optLayerNorm(false),
                    "HyperLstm",
                            () ->
                                    HyperLstm.builder()
                                            .setStateSize(UNITS)
                                            .setHyperSize(5)
                                            .setEmbeddingSize(2),
                    "HyperLstm without layer norm",
                            () ->
                                    HyperLstm.builder()
                                            .setStateSize(UNITS)
                                            .setHyperSize(5)
                                            .setEmbeddingSize(2)
                                            .optLayerNorm(false),
                    "HyperRnn",
                            () ->
                                    HyperRnn.builder()
                                            .setStateSize(UNITS)
                                            .setHyperSize(5)
                                            .setEmbeddingSize(2));

    @DataProvider
    public Object[][] blocks() {
        List<Object[]> rows = new ArrayList<>();
        for (String block : BLOCKS.keySet()) {
            for (Object[] engine : Engines.engines()) {
                rows.add(new Object[] {block, engine[0]});
            }
        }
        return rows.toArray(new Object[0][]);
    }

    private static RecurrentBuilder<?> builder(String block) {
        return BLOCKS.get(block).get();
    }

    private static NDManager newManager(String engine) {
        NDManager manager = Engine.getEngine(engine).newBaseManager();
        manager.getEngine().setRandomSeed(7);
        return manager;
    }

    /** Initializes a block, and moves all parameters away from values such as 0 and 1. */
    private static <T extends RecurrentLayers> T initialize(T block, NDManager manager) {
        return initialize(block, manager, new Shape(BATCH, LENGTH, INPUTS));
    }

    private static <T extends RecurrentLayers> T initialize(
            T block, NDManager manager, Shape shape) {
        block.initialize(manager, DataType.FLOAT32, shape);
        for (Parameter parameter : block.getParameters().values()) {
            NDArray array = parameter.getArray();
            NDArray noise = manager.randomNormal(0, 0.3f, array.getShape(), DataType.FLOAT32);
            array.set(array.add(noise).toFloatArray());
        }
        return block;
    }

    private static NDList forward(RecurrentLayers block, NDManager manager, NDArray... inputs) {
        return block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
    }

    private static NDArray randomInput(NDManager manager) {
        return manager.randomNormal(new Shape(BATCH, LENGTH, INPUTS));
    }

    private static void assertEqual(NDArray actual, NDArray expected) {
        Assert.assertEquals(actual.getShape(), expected.getShape());
        Assert.assertEquals(actual.toFloatArray(), expected.toFloatArray(), 2e-6f);
    }

    @Test(dataProvider = "blocks")
    public void isABlockAsAnyOther(String block, String engine) throws Exception {
        BlockContract.check(engine, () -> builder(block).build(), new Shape(BATCH, LENGTH, INPUTS));
        BlockContract.check(
                engine,
                () -> builder(block).setNumLayers(2).optReturnState(true).build(),
                new Shape(BATCH, LENGTH, INPUTS));
    }

    @Test(dataProvider = "blocks")
    public void timeCanBeTheFirstAxis(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers batchFirst = initialize(builder(name).build(), manager);
            RecurrentLayers timeFirst = builder(name).optBatchFirst(false).build();
            timeFirst.initialize(manager, DataType.FLOAT32, new Shape(LENGTH, BATCH, INPUTS));
            copyParameters(batchFirst, timeFirst);
            NDArray x = randomInput(manager);
            NDArray expected = forward(batchFirst, manager, x).head();
            NDArray actual = forward(timeFirst, manager, x.swapAxes(0, 1)).head();
            assertEqual(actual.swapAxes(0, 1), expected);
        }
    }

    private static void copyParameters(RecurrentLayers from, RecurrentLayers to) {
        for (int i = 0; i < from.getParameters().size(); ++i) {
            float[] values = from.getParameters().valueAt(i).getArray().toFloatArray();
            to.getParameters().valueAt(i).getArray().set(values);
        }
    }

    @Test(dataProvider = "blocks")
    public void theStateOfOneHalfLeadsIntoTheOther(String name, String engine) {
        for (int layers = 1; layers <= 3; ++layers) {
            try (NDManager manager = newManager(engine)) {
                RecurrentLayers block =
                        initialize(
                                builder(name).setNumLayers(layers).optReturnState(true).build(),
                                manager);
                NDArray x = randomInput(manager);
                NDList whole = forward(block, manager, x);
                NDList first = forward(block, manager, x.get(":, :2"));
                NDList inputs = new NDList(x.get(":, 2:")).addAll(first.subNDList(1));
                NDList second = forward(block, manager, inputs.toArray(new NDArray[0]));
                assertEqual(first.head().concat(second.head(), 1), whole.head());
                for (int i = 1; i < whole.size(); ++i) {
                    assertEqual(second.get(i), whole.get(i));
                    Assert.assertEquals(whole.get(i).size(0), layers);
                }
            }
        }
    }

    @Test(dataProvider = "blocks")
    public void theResultLivesAsLongAsTheInputNotAsTheState(String name, String engine) {
        try (NDManager manager = newManager(engine);
                NDManager states = manager.newSubManager()) {
            RecurrentLayers block = initialize(builder(name).optReturnState(true).build(), manager);
            NDList state = block.newState(states, BATCH);
            int live = states.getManagedArrays().size();
            try (NDManager batch = manager.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList inputs = new NDList(randomInput(batch)).addAll(state);
                NDList outputs = forward(block, batch, inputs.toArray(new NDArray[0]));
                outputs.forEach(array -> Assert.assertSame(array.getManager(), batch));
            }
            Assert.assertEquals(states.getManagedArrays().size(), live);
        }
    }

    @Test(dataProvider = "blocks")
    public void aSequenceMayBeAloneAndOfOneStep(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = initialize(builder(name).setNumLayers(2).build(), manager);
            NDArray x = randomInput(manager);
            NDArray expected = forward(block, manager, x).head().get("1:2, :1");
            assertEqual(forward(block, manager, x.get("1:2, :1")).head(), expected);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                ParameterStore store = new ParameterStore(manager, false);
                NDArray y = block.forward(store, new NDList(x.get("1:2, :1")), true).head();
                collector.backward(y.square().sum());
            }
            NDArray gradient =
                    block.getParameters().get("01Layer_input_weight").getArray().getGradient();
            Assert.assertTrue(gradient.abs().sum().getFloat() > 0);
        }
    }

    @Test(dataProvider = "blocks")
    public void aStepperGoesTheSameWay(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = initialize(builder(name).setNumLayers(2).build(), manager);
            NDArray x = randomInput(manager);
            NDArray expected = forward(block, manager, x).head();
            int live = -1;
            try (RecurrentStepper stepper = block.newStepper(manager, BATCH)) {
                for (int t = 0; t < LENGTH; ++t) {
                    NDArray output = stepper.step(x.get(":, {}", t));
                    assertEqual(output, expected.get(":, {}", t));
                    int now = stepper.manager().getManagedArrays().size();
                    Assert.assertTrue(live < 0 || now == live, "live arrays at step " + t);
                    live = now;
                }
            }
        }
    }

    @Test(dataProvider = "blocks")
    public void idsStandForOneHotVectors(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers byId = builder(name).optOneHotInput(INPUTS).build();
            initialize(byId, manager, new Shape(BATCH, LENGTH));
            RecurrentLayers byVector = initialize(builder(name).build(), manager);
            copyParameters(byId, byVector);
            NDArray ids =
                    manager.create(
                            new int[] {0, 1, 2, 3, 0, 3, 3, 1, 0, 2, 1, 1, 0, 2, 2},
                            new Shape(BATCH, LENGTH));
            NDArray vectors = ids.oneHot(INPUTS);
            assertEqual(
                    forward(byId, manager, ids).head(), forward(byVector, manager, vectors).head());
            NDArray[] inputs = {ids, vectors};
            RecurrentLayers[] blocks = {byId, byVector};
            for (int i = 0; i < 2; ++i) {
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    ParameterStore store = new ParameterStore(manager, false);
                    NDArray y = blocks[i].forward(store, new NDList(inputs[i]), true).head();
                    collector.backward(y.square().sum());
                }
            }
            for (int i = 0; i < byId.getParameters().size(); ++i) {
                Assert.assertEquals(
                        byId.getParameters().valueAt(i).getArray().getGradient().toFloatArray(),
                        byVector.getParameters().valueAt(i).getArray().getGradient().toFloatArray(),
                        2e-5f,
                        byId.getParameters().keyAt(i));
            }
        }
    }

    @Test(dataProvider = "blocks")
    public void aTraceShowsWhatLedToTheOutput(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = builder(name).setNumLayers(2).build();
            block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, LENGTH, INPUTS));
            NDArray x = randomInput(manager);
            ParameterStore store = new ParameterStore(manager, false);
            RecurrentTrace trace = block.trace(store, new NDList(x));
            assertEqual(trace.output().head(), forward(block, manager, x).head());
            Assert.assertEquals(trace.activations().size(), 2);
            for (NDArray activation : trace.activations()) {
                Assert.assertEquals(activation.getShape(), new Shape(LENGTH, BATCH, UNITS));
                Assert.assertTrue(activation.abs().max().getFloat() <= 1);
            }
            boolean hyper = name.startsWith("Hyper");
            Assert.assertEquals(trace.scaling().size(), 2);
            int gates = block.getScaledGates().size();
            Assert.assertEquals(gates, hyper ? name.contains("Rnn") ? 1 : 4 : 0);
            for (NDList layer : trace.scaling()) {
                Assert.assertEquals(layer.size(), hyper ? 2 : 0);
                for (NDArray scaling : layer) {
                    Assert.assertEquals(scaling.getShape(), new Shape(LENGTH, gates, BATCH, UNITS));
                    // the paper's initial value
                    Assert.assertEquals(scaling.min().getFloat(), 0.1f, 1e-6f);
                    Assert.assertEquals(scaling.max().getFloat(), 0.1f, 1e-6f);
                }
            }
        }
    }

    @Test(dataProvider = "blocks")
    public void whatOneEngineSavesTheOtherLoads(String name, String engine) throws Exception {
        String other = engine.equals("PyTorch") ? "MXNet" : "PyTorch";
        try (TemporaryFolder folder = new TemporaryFolder();
                Model saved = Model.newInstance("net", Device.cpu(), engine);
                Model loaded = Model.newInstance("net", Device.cpu(), other)) {
            RecurrentLayers block = builder(name).setNumLayers(2).build();
            saved.setBlock(initialize(block, saved.getNDManager()));
            saved.save(folder.getPath(), "net");
            loaded.setBlock(builder(name).setNumLayers(2).build());
            loaded.load(folder.getPath(), "net");
            NDArray x = randomInput(saved.getNDManager());
            NDArray copy = loaded.getNDManager().create(x.toFloatArray(), x.getShape());
            NDArray expected = forward(block, saved.getNDManager(), x).head();
            NDArray actual =
                    forward((RecurrentLayers) loaded.getBlock(), loaded.getNDManager(), copy)
                            .head();
            Assert.assertEquals(actual.toFloatArray(), expected.toFloatArray(), 1e-5f);
        }
    }

    @Test(dataProvider = "blocks")
    public void weightsStartOrthogonalUnlessTheUserSaysOtherwise(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = builder(name).build();
            block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, LENGTH, INPUTS));
            NDArray weight = block.getParameters().get("01Layer_recurrent_weight").getArray();
            NDArray first = weight.getShape().dimension() == 3 ? weight.get(0) : weight;
            assertEqual(first.matMul(first.transpose()), manager.eye(UNITS));

            RecurrentLayers own = builder(name).build();
            own.setInitializer(new ConstantInitializer(0.5f), Parameter.Type.WEIGHT);
            own.initialize(manager, DataType.FLOAT32, new Shape(BATCH, LENGTH, INPUTS));
            NDArray constant = own.getParameters().get("01Layer_input_weight").getArray();
            Assert.assertEquals(constant.min().getFloat(), 0.5f);
            if (name.startsWith("Hyper")) {
                String scaling =
                        own.getParameters().keys().stream()
                                .filter(key -> key.endsWith("Scaling_scaling_weight"))
                                .findFirst()
                                .orElseThrow();
                NDArray untouched = own.getParameters().get(scaling).getArray();
                Assert.assertEquals(untouched.max().getFloat(), 0.05f);
            }
        }
    }

    @Test(dataProvider = "blocks")
    public void wrongInputsGetOneClearSentence(String name, String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = initialize(builder(name).build(), manager);
            NDArray x = randomInput(manager);
            assertSentence(
                    () -> forward(block, manager, x.get(0)),
                    " takes an input of shape (batch, time, 4), got (5, 4)");
            assertSentence(
                    () -> forward(block, manager, manager.ones(new Shape(3, 5, 7))),
                    " takes an input of shape (batch, time, 4), got (3, 5, 7)");
            assertSentence(
                    () -> forward(block, manager, x, manager.ones(new Shape(1, BATCH, UNITS + 1))),
                    " takes an initial state of the shapes [(1, 3, 6), ");
            assertSentence(
                    () ->
                            builder(name)
                                    .build()
                                    .initialize(manager, DataType.FLOAT32, new Shape(3, 4)),
                    " takes an input of shape (batch, time, channels), got (3, 4)");
            assertSentence(
                    () -> builder(name).setStateSize(0).build(),
                    "The state size must be positive, got 0");
            assertSentence(
                    () -> builder(name).optDropRate(1).build(),
                    "The drop rate must be at least 0 and below 1, got 1.0");
        }
    }

    @Test
    public void sizesOfAHyperCellAreNeeded() {
        assertSentence(
                () -> HyperLstm.builder().setStateSize(6).setEmbeddingSize(2).build(),
                "The hyper size must be positive, got 0");
        assertSentence(
                () -> HyperRnn.builder().setStateSize(6).setHyperSize(5).build(),
                "The embedding size must be positive, got 0");
        assertSentence(
                () ->
                        HyperLstm.builder()
                                .setStateSize(6)
                                .setHyperSize(5)
                                .setEmbeddingSize(2)
                                .optHyperRecurrentDropRate(1)
                                .build(),
                "The hyper recurrent drop rate must be at least 0 and below 1, got 1.0");
        assertSentence(
                () -> Lstm.builder().setStateSize(6).optEpsilon(0).build(),
                "The epsilon must be positive, got 0.0");
    }

    private static void assertSentence(Assert.ThrowingRunnable action, String sentence) {
        IllegalArgumentException e = Assert.expectThrows(IllegalArgumentException.class, action);
        Assert.assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    public void aFileOfOtherSettingsIsRefused() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model saved = Model.newInstance("net", Device.cpu(), "PyTorch");
                Model loaded = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            RecurrentLayers block = builder("HyperLstm").build();
            saved.setBlock(initialize(block, saved.getNDManager()));
            saved.save(folder.getPath(), "net");
            loaded.setBlock(builder("HyperLstm").setNumLayers(2).build());
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class,
                            () -> loaded.load(folder.getPath(), "net"));
            Assert.assertTrue(
                    e.getMessage().startsWith("The file was saved with HyperLstm(layers 1, "),
                    e.getMessage());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void recurrentDropoutScalesOrDropsTheCandidates(String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block =
                    Lstm.builder()
                            .setStateSize(400)
                            .optRecurrentDropRate(0.25f)
                            .optReturnState(true)
                            .build();
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, INPUTS));
            NDArray x = manager.ones(new Shape(1, 1, INPUTS));
            ParameterStore store = new ParameterStore(manager, false);
            float[] whole = block.forward(store, new NDList(x), false).get(2).toFloatArray();
            float[] dropped;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                Assert.assertNotNull(collector);
                dropped = block.forward(store, new NDList(x), true).get(2).toFloatArray();
            }
            int zeros = 0;
            for (int i = 0; i < whole.length; ++i) {
                if (dropped[i] == 0) {
                    ++zeros;
                } else {
                    Assert.assertEquals(dropped[i], whole[i] / 0.75f, 1e-5f);
                }
            }
            Assert.assertEquals(zeros, 100, 40);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void inputDropoutScalesOrDropsWholeCharacters(String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block =
                    HyperRnn.builder()
                            .setStateSize(8)
                            .setHyperSize(2)
                            .setEmbeddingSize(1)
                            .optOneHotInput(1)
                            .optInputDropRate(0.5f)
                            .build();
            block.initialize(manager, DataType.FLOAT32, new Shape(200, 1));
            NDArray ids = manager.zeros(new Shape(200, 1), DataType.INT32);
            ParameterStore store = new ParameterStore(manager, false);
            float[] outputs;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                Assert.assertNotNull(collector);
                outputs = block.forward(store, new NDList(ids), true).head().toFloatArray();
            }
            float[] whole = forward(block, manager, ids).head().toFloatArray();
            int zeros = 0;
            for (int row = 0; row < 200; ++row) {
                boolean none = outputs[row * 8] == 0;
                zeros += none ? 1 : 0;
                for (int i = 0; i < 8; ++i) {
                    double sum = 2 * atanh(whole[i]);
                    Assert.assertEquals(outputs[row * 8 + i], none ? 0 : Math.tanh(sum), 1e-5);
                }
            }
            Assert.assertEquals(zeros, 100, 40);
        }
    }

    private static double atanh(double x) {
        return 0.5 * Math.log((1 + x) / (1 - x));
    }
}
