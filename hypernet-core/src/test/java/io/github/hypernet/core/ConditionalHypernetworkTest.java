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
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoopTranslator;
import ai.djl.util.Pair;
import ai.djl.util.PairList;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.condition.TaskCondition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.generator.LowRankGenerator;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Weights from a condition: for each row, on a base, kept, at one condition. */
public class ConditionalHypernetworkTest {

    /** A block that no walker knows: it runs another one. */
    private static final class Opaque extends AbstractBlock {

        private final Block inner;

        Opaque(Block inner) {
            super((byte) 1);
            this.inner = addChildBlock("Inner", inner);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            return inner.forward(store, inputs, training, params);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inner.getOutputShapes(inputShapes);
        }

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... inputShapes) {
            inner.initialize(manager, dataType, inputShapes);
        }
    }

    private static Block mlp() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(6).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(3).build());
    }

    private static LinearGenerator generator(long embeddingSize) {
        return LinearGenerator.builder()
                .setEmbeddingSize(embeddingSize)
                .setChunkSize(16)
                .optHiddenSizes(8)
                .build();
    }

    private static ParameterSelector all() {
        return parameter ->
                parameter.type() != Parameter.Type.RUNNING_MEAN
                        && parameter.type() != Parameter.Type.RUNNING_VAR;
    }

    private static Hypernetwork net(Block main, Condition condition) {
        return Hypernetwork.builder()
                .setMainNetwork(main)
                .optCondition(condition)
                .addGenerator(generator(10), all())
                .build();
    }

    private static NDArray normal(NDManager manager, Shape shape) {
        return manager.randomNormal(shape);
    }

    private static NDList forward(Block net, NDList inputs, boolean training) {
        return net.forward(new ParameterStore(inputs.head().getManager(), false), inputs, training);
    }

    private static float[] values(Block net, NDArray... inputs) {
        return forward(net, new NDList(inputs), false).head().toFloatArray();
    }

    private static void copy(Block from, Block to) {
        List<Parameter> source = from.getParameters().values();
        List<Parameter> target = to.getParameters().values();
        Assert.assertEquals(target.size(), source.size());
        for (int i = 0; i < source.size(); ++i) {
            target.get(i).getArray().set(source.get(i).getArray().toFloatArray());
        }
    }

    private static void near(float[] actual, float[] expected, double tolerance, String what) {
        Assert.assertEquals(actual.length, expected.length, what);
        double largest = 1e-6;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < actual.length; ++i) {
            Assert.assertEquals(actual[i], expected[i], tolerance * largest, what + " at " + i);
        }
    }

    private static float[][] matrix(int rows, int columns, int seed) {
        java.util.Random random = new java.util.Random(seed);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; ++i) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void keepsTheContractOfABlock(String engine) throws Exception {
        Shape x = new Shape(4, 5);
        BlockContract.check(engine, () -> net(mlp(), Condition.vector(4)), x, new Shape(4, 4));
        BlockContract.check(engine, () -> net(mlp(), Condition.vector(4)), x, new Shape(1, 4));
        BlockContract.check(engine, () -> net(mlp(), Condition.angle()), x, new Shape(4, 1));
        BlockContract.check(engine, () -> net(mlp(), Condition.number(-9, 9)), x, new Shape(4, 1));
        BlockContract.check(
                engine,
                () -> net(mlp(), Condition.encoded(Linear.builder().setUnits(7).build())),
                x,
                new Shape(4, 3));
        BlockContract.check(
                engine, () -> net(new Opaque(mlp()), Condition.angle()), x, new Shape(4, 1));
        BlockContract.check(
                engine,
                () -> net(mlp(), Condition.vector(4).perGroup()),
                new Shape(3, 2, 5),
                new Shape(3, 4));
        BlockContract.check(
                engine,
                () -> net(mlp(), Condition.tasks(3, 4)),
                m -> new NDList(normal(m, x), m.create(new float[] {2, 0, 1, 0})),
                x,
                new Shape(4));
        for (Base base : Base.values()) {
            BlockContract.check(
                    engine,
                    () ->
                            Hypernetwork.builder()
                                    .setMainNetwork(mlp())
                                    .optCondition(Condition.angle())
                                    .addGenerator(
                                            LowRankGenerator.builder().setRank(2).build(),
                                            ParameterSelector.weights(),
                                            base)
                                    .build(),
                    x,
                    new Shape(4, 1));
            BlockContract.check(
                    engine,
                    () ->
                            Hypernetwork.builder()
                                    .setMainNetwork(mlp())
                                    .addGenerator(generator(4), all(), base)
                                    .build(),
                    x);
        }
    }

    @DataProvider
    public Object[][] networks() {
        Map<String, Supplier<Block>> networks = new LinkedHashMap<>();
        networks.put("mlp", ConditionalHypernetworkTest::mlp);
        networks.put(
                "layer norm",
                () ->
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(6).build())
                                .add(LayerNorm.builder().build())
                                .add(Activation::relu)
                                .add(Linear.builder().setUnits(3).build()));
        networks.put(
                "conv",
                () ->
                        new SequentialBlock()
                                .add(x -> new NDList(x.head().reshape(-1, 1, 5, 1)))
                                .add(
                                        Conv2d.builder()
                                                .setKernelShape(new Shape(3, 1))
                                                .setFilters(2)
                                                .build())
                                .add(Activation::relu)
                                .add(Blocks.batchFlattenBlock())
                                .add(Linear.builder().setUnits(3).build()));
        networks.put(
                "parallel",
                () ->
                        new ParallelBlock(
                                        lists ->
                                                new NDList(
                                                        NDArrays.concat(
                                                                new NDList(
                                                                        lists.get(0).head(),
                                                                        lists.get(1).head()),
                                                                1)))
                                .add(Linear.builder().setUnits(2).build())
                                .add(Linear.builder().setUnits(3).build()));
        List<Object[]> rows = new ArrayList<>();
        networks.forEach(
                (name, network) -> {
                    rows.add(new Object[] {"PyTorch", name, network});
                    rows.add(new Object[] {"MXNet", name, network});
                });
        return rows.toArray(new Object[0][]);
    }

    /** The rows' conditions: all different, twice each, mixed. */
    private static final int[][] ROWS = {{0, 1, 2, 3}, {1, 0, 0, 1}, {2, 1, 2, 0, 2, 2}};

    @Test(dataProvider = "networks")
    public void onePassAndALoopAgree(String engine, String name, Supplier<Block> network) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Engine.getEngine(engine).setRandomSeed(3);
            Hypernetwork once = net(network.get(), Condition.vector(4));
            Hypernetwork loop = net(new Opaque(network.get()), Condition.vector(4));
            Shape[] shapes = {new Shape(4, 5), new Shape(4, 4)};
            once.initialize(manager, DataType.FLOAT32, shapes);
            loop.initialize(manager, DataType.FLOAT32, shapes);
            Assert.assertTrue(once.toString().contains("in one pass"), once.toString());
            Assert.assertTrue(loop.toString().contains("a pass for each"), loop.toString());
            Assert.assertTrue(loop.toString().contains("Opaque"), loop.toString());
            copy(once, loop);
            float[][] conditions = matrix(4, 4, 1);
            for (int[] rows : ROWS) {
                float[][] own = new float[rows.length][];
                Arrays.setAll(own, i -> conditions[rows[i]]);
                float[][] x = matrix(rows.length, 5, 2);
                float[][] weights = matrix(rows.length, 5, 4);
                float[][][] gradients = new float[2][][];
                float[][] outputs = new float[2][];
                for (int which = 0; which < 2; ++which) {
                    Hypernetwork net = which == 0 ? once : loop;
                    outputs[which] = values(net, manager.create(x), manager.create(own));
                    gradients[which] = gradients(engine, net, x, own, weights);
                }
                near(outputs[0], outputs[1], 1e-5, "output");
                for (int i = 0; i < gradients[0].length; ++i) {
                    near(gradients[0][i], gradients[1][i], 1e-4, "gradient " + i);
                }
                for (int i = 0; i < rows.length; ++i) { // as each row alone
                    float[] alone =
                            values(
                                    once,
                                    manager.create(new float[][] {x[i]}),
                                    manager.create(new float[][] {own[i]}));
                    float[] row =
                            Arrays.copyOfRange(
                                    outputs[0], i * alone.length, (i + 1) * alone.length);
                    near(row, alone, 1e-5, "row " + i);
                }
            }
        }
    }

    /** The gradients of all parameters, of the condition and of x. */
    private static float[][] gradients(
            String engine, Block net, float[][] x, float[][] c, float[][] weights) {
        List<float[]> gradients = new ArrayList<>();
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            for (Parameter parameter : net.getParameters().values()) {
                if (parameter.requiresGradient()) {
                    parameter.getArray().setRequiresGradient(true);
                }
            }
            NDArray input = manager.create(x);
            NDArray condition = manager.create(c);
            input.setRequiresGradient(true);
            condition.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray y = forward(net, new NDList(input, condition), true).head();
                NDArray probe = manager.create(weights).get(":, :" + y.size(1));
                collector.backward(y.mul(probe).sum());
            }
            for (Parameter parameter : net.getParameters().values()) {
                if (parameter.requiresGradient()) {
                    NDArray gradient = parameter.getArray().getGradient();
                    gradients.add(gradient.toFloatArray());
                    gradient.muli(0);
                }
            }
            gradients.add(input.getGradient().toFloatArray());
            gradients.add(condition.getGradient().toFloatArray());
        }
        return gradients.toArray(new float[0][]);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradientsFlowIntoConditionAndEncoder(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Engine.getEngine(engine).setRandomSeed(5);
            Block encoder =
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(5).build())
                            .add(Activation::tanh)
                            .add(Linear.builder().setUnits(4).build());
            Hypernetwork net =
                    Hypernetwork.builder()
                            .setMainNetwork(mlp())
                            .optCondition(Condition.encoded(encoder))
                            .addGenerator(
                                    LinearGenerator.builder()
                                            .setEmbeddingSize(10)
                                            .setChunkSize(16)
                                            .build(),
                                    all())
                            .build();
            net.initialize(manager, DataType.FLOAT32, new Shape(3, 5), new Shape(3, 2));
            float[][] x = matrix(3, 5, 1);
            float[][] c = matrix(3, 2, 2);
            c[2] = c[0].clone(); // equal conditions have gradients of their own
            float[][] weights = matrix(3, 5, 3);
            float[][] gradients = gradients(engine, net, x, c, weights);
            float[] ofCondition = gradients[gradients.length - 1];
            for (int i = 0; i < ofCondition.length; ++i) {
                float kept = c[i / 2][i % 2];
                double[] losses = new double[2];
                for (int side = 0; side < 2; ++side) {
                    c[i / 2][i % 2] = kept + (side == 0 ? -5e-3f : 5e-3f);
                    float[] y = values(net, manager.create(x), manager.create(c));
                    for (int k = 0; k < y.length; ++k) {
                        losses[side] += y[k] * weights[k / 3][k % 3];
                    }
                }
                c[i / 2][i % 2] = kept;
                Assert.assertEquals(ofCondition[i], (losses[1] - losses[0]) / 1e-2, 5e-3);
            }
            for (Pair<String, Parameter> pair : encoder.getParameters()) {
                Assert.assertTrue(pair.getValue().requiresGradient(), pair.getKey());
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theLengthOfAVectorIsDiscarded(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.vector(4));
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(2, 4));
            NDArray x = manager.create(matrix(2, 5, 1));
            NDArray c = manager.create(matrix(2, 4, 2));
            near(values(net, x, c.mul(100)), values(net, x, c), 1e-5, "output");
            Hypernetwork angle = net(mlp(), Condition.angle());
            angle.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(1, 1));
            NDArray turn = manager.create(new float[][] {{0.3f}});
            near(
                    values(angle, x, turn.add((float) (2 * Math.PI))),
                    values(angle, x, turn),
                    1e-4,
                    "after a full turn");
        }
    }

    /** With one condition it is today's form: embeddings [encode(c); e] of He's length. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void agreesWithTheUnconditionalForm(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork conditional = net(mlp(), Condition.vector(4));
            Hypernetwork plain =
                    Hypernetwork.builder()
                            .setMainNetwork(mlp())
                            .addGenerator(generator(10), all())
                            .build();
            conditional.initialize(manager, DataType.FLOAT32, new Shape(3, 5), new Shape(1, 4));
            plain.initialize(manager, DataType.FLOAT32, new Shape(3, 5));
            List<Parameter> from = conditional.getParameters().values();
            List<Parameter> to = plain.getParameters().values();
            Assert.assertEquals(to.size(), from.size());
            float[] embeddings = null;
            for (int i = 0; i < to.size(); ++i) {
                if (to.get(i).getName().equals("embeddings")) {
                    embeddings = from.get(i).getArray().toFloatArray();
                } else {
                    to.get(i).getArray().set(from.get(i).getArray().toFloatArray());
                }
            }
            float[] c = {0.5f, -1, 2, 0.25f};
            double length = 0;
            for (float value : c) {
                length += value * value / 4;
            }
            // 6 x 5: two chunks, 6: one, 3 x 6: two, 3: one
            double[] scales = {
                Math.sqrt(2 / 5.0),
                Math.sqrt(2 / 5.0),
                0.01,
                Math.sqrt(2 / 6.0),
                Math.sqrt(2 / 6.0),
                0.01
            };
            float[] whole = new float[scales.length * 10];
            for (int chunk = 0; chunk < scales.length; ++chunk) {
                for (int i = 0; i < 10; ++i) {
                    double value = i < 4 ? c[i] / Math.sqrt(length) : embeddings[chunk * 6 + i - 4];
                    whole[chunk * 10 + i] = (float) (scales[chunk] * value);
                }
            }
            for (Parameter parameter : to) {
                if (parameter.getName().equals("embeddings")) {
                    parameter.getArray().set(whole);
                }
            }
            NDArray x = manager.create(matrix(3, 5, 1));
            near(
                    values(conditional, x, manager.create(new float[][] {c})),
                    values(plain, x),
                    1e-5,
                    "output");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void mixedTasksAreSeparateBatches(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.tasks(3, 4));
            net.initialize(manager, DataType.FLOAT32, new Shape(6, 5), new Shape(6));
            float[][] x = matrix(9, 5, 1);
            int[] ids = {2, 0, 0, 1, 2, 2, 0, 1, 2};
            float[] mixed = values(net, manager.create(x), manager.create(ids));
            for (int i = 0; i < ids.length; ++i) {
                float[] alone =
                        values(
                                net,
                                manager.create(new float[][] {x[i]}),
                                manager.create(new long[] {ids[i]}));
                near(Arrays.copyOfRange(mixed, 3 * i, 3 * i + 3), alone, 1e-5, "row " + i);
            }
            Assert.assertNotEquals(
                    values(net, manager.create(x), manager.create(new int[] {0})),
                    values(net, manager.create(x), manager.create(new int[] {1})));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aGroupOfRowsHasOneCondition(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork groups = net(mlp(), Condition.vector(4).perGroup());
            groups.initialize(manager, DataType.FLOAT32, new Shape(3, 2, 5), new Shape(3, 4));
            Hypernetwork rows = net(mlp(), Condition.vector(4));
            rows.initialize(manager, DataType.FLOAT32, new Shape(6, 5), new Shape(6, 4));
            copy(groups, rows);
            NDArray x = manager.create(matrix(6, 5, 1));
            float[][] c = matrix(3, 4, 2);
            float[][] each = {c[0], c[0], c[1], c[1], c[2], c[2]};
            NDArray grouped = x.reshape(3, 2, 5);
            NDArray y = forward(groups, new NDList(grouped, manager.create(c)), false).head();
            Assert.assertEquals(y.getShape(), new Shape(3, 2, 3));
            near(y.toFloatArray(), values(rows, x, manager.create(each)), 1e-5, "groups");
            NDArray one = manager.create(new float[][] {c[1]});
            near(values(groups, grouped, one), values(rows, x, one), 1e-5, "one for all");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void atAndMaterializeGiveTheSameNetwork(String engine) throws Exception {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            NDManager manager = model.getNDManager();
            for (Base base : Base.values()) {
                Hypernetwork net =
                        Hypernetwork.builder()
                                .setMainNetwork(mlp())
                                .optCondition(Condition.angle())
                                .addGenerator(generator(6), ParameterSelector.weights(), base)
                                .build();
                net.initialize(manager, DataType.FLOAT32, new Shape(4, 5), new Shape(4, 1));
                NDArray x = manager.create(matrix(4, 5, 1));
                NDArray c = manager.create(new float[][] {{0.52f}});
                float[] expected = values(net, x, c);
                Block at = net.at(c);
                near(values(at, x), expected, 1e-6, "at");
                Assert.assertEquals(
                        at.getOutputShapes(new Shape[] {new Shape(7, 5)})[0], new Shape(7, 3));
                Block plain = net.materialize(mlp(), c);
                near(values(plain, x), expected, 1e-6, "materialized");
                NDArray first =
                        net.getGeneratedWeights(manager, manager.create(matrix(3, 1, 4)))
                                .get("01Linear_weight");
                Assert.assertEquals(first.getShape(), new Shape(3, 6, 5));
                near(
                        plain.getParameters().get("01Linear_weight").getArray().toFloatArray(),
                        net.getGeneratedWeights(manager, c).get("01Linear_weight").toFloatArray(),
                        1e-6,
                        "generated");
                Parameter bias = plain.getParameters().get("01Linear_bias");
                bias.getArray().addi(1); // the plain network's own
                near(values(net, x, c), expected, 1e-6, "the hypernetwork, after a change");
                model.setBlock(at);
                try (Predictor<NDList, NDList> predictor =
                        model.newPredictor(new NoopTranslator((Batchifier) null))) {
                    near(
                            predictor.predict(new NDList(x)).head().toFloatArray(),
                            expected,
                            1e-6,
                            "predictor");
                }
                Assert.assertThrows(
                        UnsupportedOperationException.class, () -> at.saveParameters(null));
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aFrozenBaseStaysFrozen(String engine) throws Exception {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("frozen");
        Supplier<Hypernetwork> build =
                () ->
                        Hypernetwork.builder()
                                .setMainNetwork(mlp())
                                .optCondition(Condition.angle())
                                .addGenerator(generator(6), all(), Base.FROZEN)
                                .build();
        float[] base;
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Block trained = mlp();
            trained.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(4, 5));
            base = trained.getParameters().valueAt(0).getArray().toFloatArray();
            Hypernetwork net =
                    Hypernetwork.builder()
                            .setMainNetwork(trained)
                            .optCondition(Condition.angle())
                            .addGenerator(generator(6), all(), Base.FROZEN)
                            .build();
            model.setBlock(new SequentialBlock().add(net));
            trainOneStep(model);
            Assert.assertEquals(trained.getParameters().valueAt(0).getArray().toFloatArray(), base);
            Assert.assertEquals(
                    ParameterReport.of(net).getLearned(),
                    learned(net),
                    "the base is not counted as learned");
            model.save(folder, "net");
        }
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Hypernetwork net = build.get();
            model.setBlock(new SequentialBlock().add(net));
            model.load(folder, "net");
            Parameter first = net.getMainNetwork().getParameters().valueAt(0);
            Assert.assertEquals(first.getArray().toFloatArray(), base, "loaded");
            trainOneStep(model);
            Assert.assertEquals(first.getArray().toFloatArray(), base, "trained on");
            Assert.assertFalse(first.requiresGradient());
        }
    }

    private static long learned(Block net) {
        long learned = 0;
        for (Pair<String, Parameter> pair : net.getParameters()) {
            if (!pair.getKey().contains("Linear")) { // what is not the main network's
                learned += pair.getValue().getShape().size();
            }
        }
        return learned;
    }

    private static void trainOneStep(Model model) {
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {Device.cpu()});
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(4, 5), new Shape(4, 1));
            for (int step = 0; step < 2; ++step) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    NDList inputs =
                            new NDList(
                                    manager.create(matrix(4, 5, step)),
                                    manager.create(matrix(4, 1, step)));
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        collector.backward(trainer.forward(inputs).head().square().sum());
                    }
                    trainer.step();
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void weightsStartAtHesSizeAndChangesSmall(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Engine.getEngine(engine).setRandomSeed(1);
            for (Base base : Base.values()) {
                Block main = new SequentialBlock().add(Linear.builder().setUnits(64).build());
                Hypernetwork net =
                        Hypernetwork.builder()
                                .setMainNetwork(main)
                                .optCondition(Condition.vector(8))
                                .addGenerator(
                                        LinearGenerator.builder()
                                                .setEmbeddingSize(16)
                                                .setChunkSize(256)
                                                .build(),
                                        ParameterSelector.weights(),
                                        base)
                                .build();
                net.initialize(manager, DataType.FLOAT32, new Shape(1, 64), new Shape(1, 8));
                NDArray w =
                        net.getGeneratedWeights(manager, manager.create(matrix(4, 8, 1))).head();
                if (base != Base.GENERATED) {
                    w = w.sub(main.getParameters().valueAt(0).getArray());
                }
                double deviation = Math.sqrt(w.square().mean().getFloat());
                double expected = Math.sqrt(2 / 64.0) * (base == Base.GENERATED ? 1 : 0.1);
                Assert.assertEquals(deviation, expected, 0.15 * expected, base.toString());
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void badConditionsAreRefused(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NDArray x = manager.zeros(new Shape(4, 5));
            Hypernetwork vector = net(mlp(), Condition.vector(4));
            vector.initialize(manager, DataType.FLOAT32, x.getShape(), new Shape(4, 4));
            refuses(vector, x, manager.zeros(new Shape(4)), "[C, 4]", "(4)", "(4, 5)");
            refuses(vector, x, manager.zeros(new Shape(4, 3)), "[C, 4]", "(4, 3)");
            refuses(vector, x, manager.ones(new Shape(3, 4)), "(3, 4)", "(4, 5)");
            refuses(vector, x, manager.zeros(new Shape(4, 4)), "Row 0", "no direction");
            NDArray nan = manager.ones(new Shape(4, 4));
            nan.set(new float[] {1, 1, 1, 1, 1, Float.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
            refuses(vector, x, nan, "Row 1", "NaN");
            Hypernetwork tasks = net(mlp(), Condition.tasks(3, 4));
            tasks.initialize(manager, DataType.FLOAT32, x.getShape(), new Shape(4));
            refuses(tasks, x, manager.create(new int[] {0, 1, 3, 1}), "Row 2", "from 0 to 2", "3");
            refuses(tasks, x, manager.create(new int[] {0, -1, 0, 1}), "Row 1", "-1");
            Hypernetwork number = net(mlp(), Condition.number(0, 5));
            number.initialize(manager, DataType.FLOAT32, x.getShape(), new Shape(4, 1));
            refuses(number, x, manager.full(new Shape(4, 1), 7f), "7.0", "from 0.0 to 5.0");
            refuses(number, x, manager.zeros(new Shape(4)), "[C, 1]", "(4)");
            IllegalArgumentException missing =
                    Assert.expectThrows(IllegalArgumentException.class, () -> values(vector, x));
            Assert.assertTrue(missing.getMessage().contains("SequentialBlock"));
            Assert.assertThrows(
                    IllegalArgumentException.class, () -> vector.at(manager.ones(new Shape(2, 4))));
            Assert.assertThrows(IllegalStateException.class, vector::materialize);
            IllegalArgumentException room =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () ->
                                    net(mlp(), Condition.vector(10))
                                            .initialize(
                                                    manager,
                                                    DataType.FLOAT32,
                                                    x.getShape(),
                                                    new Shape(4, 10)));
            Assert.assertTrue(room.getMessage().contains("10"), room.getMessage());
        }
    }

    private static void refuses(Block net, NDArray x, NDArray c, String... words) {
        IllegalArgumentException e =
                Assert.expectThrows(IllegalArgumentException.class, () -> values(net, x, c));
        for (String word : words) {
            Assert.assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aConditionThatIsNoNumberMakesALossThatIsNone(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(mlp(), Condition.number(0, 5));
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(2, 1));
            NDArray x = manager.ones(new Shape(2, 5));
            NDArray c = manager.create(new float[][] {{1}, {Float.NaN}});
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                float[] y = forward(net, new NDList(x, c), true).head().toFloatArray();
                Assert.assertTrue(Float.isNaN(y[3]));
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void batchNormOfSingleRowsIsRefused(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Block main =
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(4).build())
                            .add(BatchNorm.builder().build());
            Hypernetwork net = net(main, Condition.angle());
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(2, 1));
            NDArray x = manager.create(matrix(2, 5, 1));
            NDArray c = manager.create(matrix(2, 1, 2));
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                Assert.assertNotNull(collector);
                IllegalArgumentException e =
                        Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> forward(net, new NDList(x, c), true));
                Assert.assertTrue(e.getMessage().contains("batch norm"), e.getMessage());
            }
            Assert.assertEquals(values(net, x, c).length, 8, "in evaluation it works");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void evaluationsKeepTheWeightsOfTheLastConditions(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            CountingGenerator generator = new CountingGenerator();
            Hypernetwork net =
                    Hypernetwork.builder()
                            .setMainNetwork(Linear.builder().setUnits(3).build())
                            .optCondition(Condition.angle())
                            .addGenerator(generator, ParameterSelector.weights())
                            .optKeptConditions(2)
                            .build();
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(1, 1));
            NDArray x = manager.create(matrix(2, 4, 1));
            int[] order = {0, 1, 0, 1, 1, 2, 1, 2, 0};
            int[] expected = {1, 2, 2, 2, 2, 3, 3, 3, 4};
            for (int i = 0; i < order.length; ++i) {
                values(net, x, manager.create(new float[][] {{order[i]}}));
                Assert.assertEquals(generator.getRuns(), expected[i], "generations at " + i);
            }
            net.getParameters().get("embeddings").getArray().muli(2);
            values(net, x, manager.create(new float[][] {{0}}));
            Assert.assertEquals(generator.getRuns(), 5, "after a change");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void threadsPredictWithConditionsOfTheirOwn(String engine) throws Exception {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Hypernetwork net = net(mlp(), Condition.angle());
            model.setBlock(net);
            net.initialize(
                    model.getNDManager(), DataType.FLOAT32, new Shape(1, 5), new Shape(1, 1));
            float[][] x = matrix(1, 5, 1);
            float[][] expected = new float[8][];
            NDManager manager = model.getNDManager();
            for (int i = 0; i < 8; ++i) {
                expected[i] = values(net, manager.create(x), manager.create(new float[][] {{i}}));
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 8; ++i) {
                int own = i;
                work.add(
                        () -> {
                            try (Predictor<NDList, NDList> predictor =
                                    model.newPredictor(new NoopTranslator((Batchifier) null))) {
                                for (int k = 0; k < 30; ++k) {
                                    try (NDManager each = manager.newSubManager()) {
                                        NDList in =
                                                new NDList(
                                                        each.create(x),
                                                        each.create(new float[][] {{own}}));
                                        near(
                                                predictor.predict(in).head().toFloatArray(),
                                                expected[own],
                                                1e-5,
                                                "thread " + own);
                                    }
                                }
                            }
                            return null;
                        });
            }
            for (Future<Void> future : threads.invokeAll(work)) {
                future.get();
            }
            threads.shutdown();
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aThousandStepsLeaveNoArrays(String engine) {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            model.setBlock(net(mlp(), Condition.vector(4)));
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(3, 5), new Shape(3, 4));
                int live = 0;
                for (int step = 0; step < 1000; ++step) {
                    try (NDManager manager = trainer.getManager().newSubManager()) {
                        NDList in =
                                new NDList(
                                        manager.create(matrix(3, 5, step)),
                                        manager.create(matrix(step % 3 == 0 ? 1 : 3, 4, step)));
                        try (GradientCollector collector = trainer.newGradientCollector()) {
                            collector.backward(trainer.forward(in).head().square().sum());
                        }
                        trainer.step();
                        if (step % 7 == 0) {
                            trainer.evaluate(in);
                        }
                    }
                    int now = model.getNDManager().getManagedArrays().size();
                    if (step < 50) {
                        live = Math.max(live, now);
                    } else {
                        Assert.assertTrue(
                                now <= live,
                                "live arrays " + live + " " + now + " after step " + step);
                    }
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTaskCanBeAdded(String engine) throws Exception {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("tasks");
        float[][] x = matrix(2, 5, 1);
        float[] before;
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            TaskCondition tasks = Condition.tasks(2, 4);
            Hypernetwork net = net(mlp(), tasks);
            model.setBlock(net);
            NDManager manager = model.getNDManager();
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 5), new Shape(2));
            model.save(folder, "net");
            before = values(net, manager.create(x), manager.create(new int[] {1}));
            Assert.assertEquals(tasks.addTask(), 2);
            near(
                    values(net, manager.create(x), manager.create(new int[] {1})),
                    before,
                    1e-6,
                    "an old task");
            Assert.assertEquals(
                    values(net, manager.create(x), manager.create(new int[] {2})).length, 6);
        }
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Hypernetwork net = net(mlp(), Condition.tasks(5, 4));
            model.setBlock(net);
            model.load(folder, "net");
            NDManager manager = model.getNDManager();
            near(
                    values(net, manager.create(x), manager.create(new int[] {1})),
                    before,
                    1e-6,
                    "loaded");
            values(net, manager.create(x), manager.create(new int[] {4}));
            model.setBlock(net(mlp(), Condition.tasks(1, 4)));
            Exception few = Assert.expectThrows(Exception.class, () -> model.load(folder, "net"));
            Assert.assertTrue(few.getMessage().contains("2 tasks"), few.getMessage());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aFileOfAnotherFormIsRefused(String engine) throws Exception {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("forms");
        List<Supplier<Hypernetwork>> forms =
                List.of(
                        () -> net(mlp(), Condition.vector(4)),
                        () -> net(mlp(), Condition.vector(4).perGroup()),
                        () -> net(mlp(), Condition.vector(3)),
                        () -> net(mlp(), Condition.angle()),
                        () ->
                                Hypernetwork.builder()
                                        .setMainNetwork(mlp())
                                        .optCondition(Condition.vector(4))
                                        .addGenerator(generator(10), all(), Base.LEARNED)
                                        .build(),
                        () ->
                                Hypernetwork.builder()
                                        .setMainNetwork(mlp())
                                        .addGenerator(generator(10), all())
                                        .build());
        for (int i = 0; i < forms.size(); ++i) {
            try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
                model.setBlock(forms.get(i).get());
                Shape[] shapes = {
                    i == 1 ? new Shape(4, 1, 5) : new Shape(4, 5),
                    new Shape(4, i == 2 ? 3 : i == 3 ? 1 : 4)
                };
                model.getBlock()
                        .initialize(
                                model.getNDManager(),
                                DataType.FLOAT32,
                                i == 5 ? new Shape[] {shapes[0]} : shapes);
                model.save(folder, "net" + i);
            }
            for (int other = 0; other < forms.size(); ++other) {
                try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
                    model.setBlock(forms.get(other).get());
                    String name = "net" + i;
                    if (other == i) {
                        model.load(folder, name);
                    } else {
                        Exception e =
                                Assert.expectThrows(
                                        Exception.class, () -> model.load(folder, name));
                        Assert.assertTrue(
                                e instanceof ai.djl.MalformedModelException,
                                i + " into " + other + ": " + e);
                    }
                }
            }
        }
    }
}
