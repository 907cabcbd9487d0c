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
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.generator.WeightGenerator;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Hypernetworks over DJL's own blocks. */
public class HypernetworkTest {

    private static final Shape IMAGES = new Shape(4, 8, 6, 6);
    private static final Shape KERNEL = new Shape(3, 3);

    /** 8 -> 8 -> 16 channels, with batch norm between, and a linear layer. */
    private static SequentialBlock convNet() {
        return new SequentialBlock()
                .add(convolution(8))
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(convolution(16))
                .add(Activation::relu)
                .add(convolution(16))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build());
    }

    private static Conv2d convolution(int filters) {
        return Conv2d.builder()
                .setKernelShape(KERNEL)
                .optPadding(new Shape(1, 1))
                .setFilters(filters)
                .build();
    }

    private static KernelGenerator kernels() {
        return KernelGenerator.builder()
                .setEmbeddingSize(5)
                .setKernelShape(KERNEL)
                .optBasicSize(8, 8)
                .build();
    }

    private static LinearGenerator chunks(int size) {
        return LinearGenerator.builder().setEmbeddingSize(4).setChunkSize(size).build();
    }

    private static Hypernetwork convHypernetwork() {
        return Hypernetwork.builder()
                .setMainNetwork(convNet())
                .addGenerator(kernels(), ParameterSelector.kernels(KERNEL))
                .build();
    }

    private static Hypernetwork initialized(NDManager manager) {
        Hypernetwork network = convHypernetwork();
        network.initialize(manager, DataType.FLOAT32, IMAGES);
        return network;
    }

    private static NDArray forward(Block block, NDArray input) {
        ParameterStore store = new ParameterStore(input.getManager(), false);
        return block.forward(store, new NDList(input), false).singletonOrThrow();
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    private static byte[] save(Block block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void load(Block block, NDManager manager, byte[] bytes) throws Exception {
        block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void noInputIsRefused(String engine) {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = initialized(manager);
            ParameterStore store = new ParameterStore(manager, false);
            IllegalArgumentException refused =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () -> network.forward(store, new NDList(), false));
            Assert.assertTrue(refused.getMessage().contains("got none"), refused.getMessage());
        }
    }

    /** Biases of the main network are a user's; those of its generator are not. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anInitializerOfBiasesLeavesTheFirstLossAsItIs(String engine) {
        try (NDManager manager = newManager(engine)) {
            float[] outputs = new float[2];
            for (int value = 0; value < 2; ++value) {
                Hypernetwork network =
                        Hypernetwork.builder()
                                .setMainNetwork(Linear.builder().setUnits(3).optBias(false).build())
                                .addGenerator(chunks(16), ParameterSelector.weights())
                                .build();
                network.setInitializer(new ConstantInitializer(5 * value), Parameter.Type.BIAS);
                manager.getEngine().setRandomSeed(1);
                network.initialize(manager, DataType.FLOAT32, new Shape(2, 5));
                outputs[value] = forward(network, manager.ones(new Shape(2, 5))).sum().getFloat();
            }
            Assert.assertEquals(outputs[1], outputs[0]);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void severalLayersShareOneGenerator(String engine) throws Exception {
        BlockContract.check(engine, HypernetworkTest::convHypernetwork, IMAGES);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void severalGeneratorsWithASelectorEach(String engine) throws Exception {
        BlockContract.check(
                engine,
                () ->
                        Hypernetwork.builder()
                                .setMainNetwork(convNet())
                                .addGenerator(kernels(), ParameterSelector.kernels(KERNEL))
                                .addGenerator(
                                        chunks(100), ParameterSelector.matching(".*Linear_.*"))
                                .build(),
                IMAGES);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void nestsInABiggerBlock(String engine) throws Exception {
        BlockContract.check(
                engine,
                () ->
                        new SequentialBlock()
                                .add(convolution(8))
                                .add(convHypernetwork())
                                .add(Activation::tanh)
                                .add(Linear.builder().setUnits(2).build()),
                IMAGES);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aHypernetworkCanBeAMainNetwork(String engine) throws Exception {
        BlockContract.check(
                engine,
                () ->
                        Hypernetwork.builder()
                                .setMainNetwork(convHypernetwork())
                                .addGenerator(
                                        chunks(64),
                                        ParameterSelector.matching(".*Generator_output_weight"))
                                .build(),
                IMAGES);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void generatesTheWeightsOfAnLstm(String engine) throws Exception {
        BlockContract.check(
                engine,
                () ->
                        Hypernetwork.builder()
                                .setMainNetwork(
                                        LSTM.builder().setStateSize(6).setNumLayers(1).build())
                                .addGenerator(chunks(40), ParameterSelector.weights())
                                .build(),
                new Shape(3, 5, 4));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void trainsALinearNetWhoseWeightsAreGenerated(String engine) {
        Supplier<Block> net =
                () ->
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(16).build())
                                .add(Activation::relu)
                                .add(Linear.builder().setUnits(2).build());
        Hypernetwork network =
                Hypernetwork.builder()
                        .setMainNetwork(net.get())
                        .addGenerator(
                                LinearGenerator.builder()
                                        .setEmbeddingSize(8)
                                        .setChunkSize(20)
                                        .optHiddenSizes(16)
                                        .build(),
                                p -> true)
                        .build();
        double[] losses = train(engine, network, new Shape(32, 4), 2, 150);
        Assert.assertTrue(losses[1] < 0.1 * losses[0], losses[0] + " -> " + losses[1]);
    }

    @Test
    public void saysItsCountsInOneLine() {
        try (NDManager manager = newManager("PyTorch")) {
            Hypernetwork network = convHypernetwork();
            Assert.assertTrue(network.toString().contains("not initialized"), "" + network);
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            ParameterReport report = ParameterReport.of(network);
            Assert.assertEquals(
                    network.toString(),
                    String.format(
                            "Hypernetwork(%,d values learned, %,d generated in 3 parameters, %s)",
                            report.getLearned(), report.getGenerated(), kernels()));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void trainsAModelZooResNetWhoseKernelsAreGenerated(String engine) {
        Block resNet =
                ResNetV1.builder()
                        .setImageShape(new Shape(3, 16, 16))
                        .setNumLayers(8)
                        .setOutSize(2)
                        .build();
        Hypernetwork network =
                Hypernetwork.builder()
                        .setMainNetwork(resNet)
                        .addGenerator(
                                KernelGenerator.builder()
                                        .setEmbeddingSize(16)
                                        .setKernelShape(KERNEL)
                                        .optBasicSize(16, 16)
                                        .build(),
                                ParameterSelector.kernels(KERNEL)
                                        .and(p -> p.shape().get(1) % 16 == 0))
                        .build();
        double[] losses = train(engine, network, new Shape(8, 3, 16, 16), 2, 8);
        Assert.assertTrue(losses[1] < 0.5 * losses[0], losses[0] + " -> " + losses[1]);
        ParameterReport report = ParameterReport.of(network);
        Assert.assertTrue(report.getGenerated() > 5 * report.getLearned(), report.toString());
    }

    /** Fits random labels; returns the first and the last loss. */
    private static double[] train(String engine, Block block, Shape shape, int classes, int steps) {
        Engine.getEngine(engine).setRandomSeed(1);
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optDevices(new Device[] {Device.cpu()})
                        .optOptimizer(
                                Adam.builder()
                                        .optLearningRateTracker(Tracker.fixed(0.005f))
                                        .build());
        double first = 0;
        double last = 0;
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            model.setBlock(block);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shape);
                NDArray images = trainer.getManager().randomNormal(shape);
                float[] labels = new float[(int) shape.get(0)];
                for (int i = 0; i < labels.length; ++i) {
                    labels[i] = i % classes;
                }
                for (int step = 0; step < steps; ++step) {
                    try (NDManager manager = trainer.getManager().newSubManager()) {
                        NDArray x = manager.create(images.toFloatArray(), shape);
                        NDArray y = manager.create(labels);
                        try (GradientCollector collector = trainer.newGradientCollector()) {
                            NDArray loss =
                                    trainer.getLoss()
                                            .evaluate(
                                                    new NDList(y), trainer.forward(new NDList(x)));
                            collector.backward(loss);
                            last = loss.getFloat();
                        }
                        trainer.step();
                    }
                    first = step == 0 ? last : first;
                }
            }
        }
        return new double[] {first, last};
    }

    @Test
    public void enginesGiveTheSameOutputsForOneFile() throws Exception {
        try (NDManager pytorch = newManager("PyTorch");
                NDManager mxnet = newManager("MXNet")) {
            NDArray input = pytorch.randomNormal(IMAGES);
            Hypernetwork trained = initialized(pytorch);
            Hypernetwork loaded = convHypernetwork();
            load(loaded, mxnet, save(trained));
            NDArray expected = forward(trained, input);
            NDArray actual = forward(loaded, mxnet.create(input.toFloatArray(), IMAGES));
            Assert.assertEquals(actual.toFloatArray(), expected.toFloatArray(), 1e-5f);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void generatedWeightsTakeNoMemoryNoStateAndNoPlaceInTheFile(String engine)
            throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = initialized(manager);
            Block plain = convNet();
            plain.initialize(manager, DataType.FLOAT32, IMAGES);
            long generated = 0;
            for (var parameter : network.getGeneratedParameters()) {
                Parameter inMain = network.getMainNetwork().getParameters().get(parameter.name());
                Assert.assertEquals(inMain.getArray().size(), 1);
                Assert.assertEquals(inMain.getShape(), parameter.shape());
                Assert.assertFalse(inMain.requiresGradient());
                Assert.assertFalse(network.getParameters().values().contains(inMain));
                generated += parameter.shape().size();
            }
            Assert.assertEquals(generated, 8 * 8 * 9 + 8 * 16 * 9 + 16 * 16 * 9);
            // what the plain file has less: the kernels; what it has more: embeddings, generator
            long learned = 4L * (ParameterReport.of(network).getLearned() - plainLearned(plain));
            long difference = save(network).length - save(plain).length;
            Assert.assertTrue(Math.abs(difference - learned) < 2000, difference + ", " + learned);
            Assert.assertTrue(learned < -4 * generated / 2, "saves over half: " + learned);
        }
    }

    private static long plainLearned(Block plain) {
        return ParameterReport.of(plain).getLearned();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aMaterializedNetworkGivesEqualOutputsAndLoadsWithDjlAlone(String engine)
            throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = initialized(manager);
            NDArray input = manager.randomNormal(IMAGES);
            float[] expected = forward(network, input).toFloatArray();
            Block plain = network.materialize();
            Assert.assertEquals(forward(plain, input).toFloatArray(), expected, 1e-6f);
            Assert.assertEquals(
                    ParameterReport.of(plain).getLearned(), learnedOfPlainTwin(manager));

            SequentialBlock djl = convNet();
            load(djl, manager, save(plain));
            Assert.assertEquals(forward(djl, input).toFloatArray(), expected, 1e-6f);

            IllegalStateException spent =
                    Assert.expectThrows(IllegalStateException.class, () -> forward(network, input));
            Assert.assertTrue(spent.getMessage().contains("materialize"), spent.getMessage());
        }
    }

    private static long learnedOfPlainTwin(NDManager manager) {
        Block plain = convNet();
        plain.initialize(manager, DataType.FLOAT32, IMAGES);
        return plainLearned(plain);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void generatedWeightsAreFoundByName(String engine) {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = initialized(manager);
            NDList weights = network.getGeneratedWeights(manager);
            Assert.assertEquals(weights.size(), 3);
            Assert.assertEquals(weights.get("04Conv2d_weight").getShape(), new Shape(16, 8, 3, 3));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aUsersInitializerForATypeReachesTheMainNetworkAlone(String engine) {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            model.setBlock(convHypernetwork());
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()})
                            .optInitializer(new ConstantInitializer(7), Parameter.Type.WEIGHT)
                            .optInitializer(new ConstantInitializer(3), Parameter.Type.BIAS);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(IMAGES);
                var parameters = model.getBlock().getParameters();
                Assert.assertEquals(
                        parameters.get("01MainNetwork_08Linear_weight").getArray().max().getFloat(),
                        7f);
                Assert.assertEquals(
                        parameters.get("01MainNetwork_08Linear_bias").getArray().min().getFloat(),
                        3f);
                // the generator's own initial values are of neither type
                Assert.assertEquals(
                        parameters.get("02Generator_output_bias").getArray().abs().max().getFloat(),
                        0f);
                Assert.assertTrue(
                        parameters.get("02Generator_output_weight").getArray().max().getFloat()
                                < 2);
            }
        }
    }

    @Test
    public void aTrainedMainNetworkKeepsItsOtherParameters() {
        try (NDManager manager = newManager("PyTorch")) {
            SequentialBlock trained = convNet();
            trained.initialize(manager, DataType.FLOAT32, IMAGES);
            float[] linear =
                    trained.getParameters().get("08Linear_weight").getArray().toFloatArray();
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(trained)
                            .addGenerator(kernels(), ParameterSelector.kernels(KERNEL))
                            .build();
            network.initialize(manager, DataType.FLOAT32, IMAGES);
            Assert.assertEquals(
                    trained.getParameters().get("08Linear_weight").getArray().toFloatArray(),
                    linear);
            Assert.assertEquals(
                    trained.getParameters().get("01Conv2d_weight").getArray().size(), 1);
        }
    }

    @Test
    public void badSettingsAreRefusedInOneSentence() {
        refused("main network", () -> Hypernetwork.builder().build());
        refused("generator", () -> Hypernetwork.builder().setMainNetwork(convolution(8)).build());
        refused(
                "01Conv2d_weight (8, 8, 3, 3)",
                () -> initialize(kernels(), ParameterSelector.named("no such name")));
        refused("running statistic", () -> initialize(chunks(8), p -> true));
        String message =
                refused(
                        "01Conv2d_weight",
                        () ->
                                initialize(
                                        KernelGenerator.builder()
                                                .setEmbeddingSize(4)
                                                .setKernelShape(KERNEL)
                                                .build(),
                                        ParameterSelector.kernels(KERNEL)));
        Assert.assertTrue(message.contains("(8, 8, 3, 3)"), message);
        Assert.assertTrue(message.contains("multiple of 16"), message);
    }

    private static void initialize(WeightGenerator generator, ParameterSelector selector) {
        try (NDManager manager = newManager("PyTorch")) {
            Hypernetwork.builder()
                    .setMainNetwork(convNet())
                    .addGenerator(generator, selector)
                    .build()
                    .initialize(manager, DataType.FLOAT32, IMAGES);
        }
    }

    private static String refused(String part, Assert.ThrowingRunnable work) {
        String message = Assert.expectThrows(IllegalArgumentException.class, work).getMessage();
        Assert.assertTrue(message.contains(part), message);
        return message;
    }

    @Test
    public void aFileOfOtherSettingsIsRefused() throws Exception {
        try (NDManager manager = newManager("PyTorch")) {
            byte[] bytes = save(initialized(manager));
            Hypernetwork other =
                    Hypernetwork.builder()
                            .setMainNetwork(convNet())
                            .addGenerator(
                                    KernelGenerator.builder()
                                            .setEmbeddingSize(6)
                                            .setKernelShape(KERNEL)
                                            .optBasicSize(8, 8)
                                            .build(),
                                    ParameterSelector.kernels(KERNEL))
                            .build();
            String message =
                    Assert.expectThrows(
                                    MalformedModelException.class,
                                    () -> load(other, manager, bytes))
                            .getMessage();
            Assert.assertTrue(message.contains("embedding size 5"), message);
            Assert.assertTrue(message.contains("embedding size 6"), message);
        }
    }

    @Test
    public void usingItTooEarlySaysWhatToDo() {
        try (NDManager manager = newManager("PyTorch")) {
            Hypernetwork network = convHypernetwork();
            for (Assert.ThrowingRunnable early :
                    List.<Assert.ThrowingRunnable>of(
                            () -> forward(network, manager.ones(IMAGES)),
                            () -> network.getGeneratedWeights(manager),
                            network::materialize,
                            () -> save(network))) {
                String message =
                        Assert.expectThrows(IllegalStateException.class, early).getMessage();
                Assert.assertTrue(message.contains("initialize"), message);
            }
        }
    }

    @Test
    public void savesThroughModel() throws Exception {
        Path folder = Files.createTempDirectory("model");
        try (Model model = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            Hypernetwork network = convHypernetwork();
            model.setBlock(network);
            network.initialize(model.getNDManager(), DataType.FLOAT32, IMAGES);
            model.save(folder, "net");
            try (Model loaded = Model.newInstance("net", Device.cpu(), "PyTorch")) {
                loaded.setBlock(convHypernetwork());
                loaded.load(folder, "net");
                Block plain = ((Hypernetwork) loaded.getBlock()).materialize();
                loaded.setBlock(plain);
                loaded.save(folder, "plain");
                loaded.setBlock(convNet());
                loaded.load(folder, "plain");
                loaded.setBlock(convHypernetwork());
                loaded.load(folder, "net");
                // training goes on after a load, generated parameters still left out
                try (Trainer trainer =
                        loaded.newTrainer(
                                new DefaultTrainingConfig(Loss.l2Loss())
                                        .optDevices(new Device[] {Device.cpu()}))) {
                    trainer.initialize(IMAGES);
                    Assert.assertEquals(
                            ParameterReport.of(loaded.getBlock()).getGenerated(),
                            ParameterReport.of(network).getGenerated());
                }
            }
        }
    }
}
