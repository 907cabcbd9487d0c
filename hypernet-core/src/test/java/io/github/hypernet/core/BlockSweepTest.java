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
import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.basicmodelzoo.cv.classification.AlexNet;
import ai.djl.basicmodelzoo.cv.classification.GoogLeNet;
import ai.djl.basicmodelzoo.cv.classification.LeNet;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.NiN;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.SqueezeNet;
import ai.djl.basicmodelzoo.cv.classification.VGG;
import ai.djl.basicmodelzoo.tabular.TabNet;
import ai.djl.engine.Engine;
import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv1dTranspose;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.GhostBatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every block of DJL as a main network, all its parameters generated: it trains, is saved, loads
 * into a fresh one, and once materialized is a plain network that loads with DJL alone.
 */
public class BlockSweepTest {

    private static final Shape IMAGES = new Shape(2, 1, 28, 28);
    private static final Shape ROWS = new Shape(2, 6);
    private static final Shape STEPS = new Shape(2, 3, 4);

    /**
     * What cannot be done with the plain block either: DJL gives a lone slope no initial value and
     * has no such operation for PyTorch; transposed convolutions are missing in PyTorch, and have
     * the kernel's axes the wrong way round in MXNet; a collection of linear layers adds its bias
     * in place, which MXNet does not record.
     */
    private static final Set<String> IMPOSSIBLE =
            Set.of(
                    "PyTorch Prelu",
                    "MXNet Prelu",
                    "PyTorch Conv1dTranspose",
                    "MXNet Conv1dTranspose",
                    "PyTorch Conv2dTranspose",
                    "MXNet Conv2dTranspose",
                    "MXNet LinearCollection");

    private record Case(Supplier<Block> block, Shape input) {}

    private static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("Linear", new Case(() -> Linear.builder().setUnits(3).build(), ROWS));
        cases.put("Prelu", new Case(Prelu::new, ROWS));
        cases.put("TrainableWordEmbedding", new Case(BlockSweepTest::words, new Shape(2)));
        cases.put("WordEmbeddingInside", new Case(() -> wordsInside(), new Shape(2)));
        cases.put("BatchNorm", new Case(() -> BatchNorm.builder().build(), ROWS));
        cases.put("GhostBatchNorm", new Case(() -> GhostBatchNorm.builder().build(), ROWS));
        cases.put("LayerNorm", new Case(() -> LayerNorm.builder().build(), ROWS));
        cases.put("Conv1d", new Case(BlockSweepTest::conv1d, STEPS));
        cases.put("Conv1dTranspose", new Case(BlockSweepTest::conv1dTranspose, STEPS));
        cases.put("Conv2d", new Case(BlockSweepTest::conv2d, IMAGES));
        cases.put("Conv2dTranspose", new Case(BlockSweepTest::conv2dTranspose, IMAGES));
        cases.put("Conv3d", new Case(BlockSweepTest::conv3d, new Shape(2, 1, 3, 4, 4)));
        cases.put("RNN", new Case(BlockSweepTest::rnn, STEPS));
        cases.put("LSTM", new Case(BlockSweepTest::lstm, STEPS));
        cases.put("GRU", new Case(BlockSweepTest::gru, STEPS));
        cases.put("FeedForward", new Case(BlockSweepTest::feedForward, STEPS));
        cases.put("Transformer", new Case(BlockSweepTest::transformer, STEPS));
        cases.put("Attention", new Case(BlockSweepTest::attention, STEPS));
        cases.put("LinearCollection", new Case(BlockSweepTest::linearCollection, STEPS));
        cases.put("Multiplication", new Case(BlockSweepTest::multiplication, ROWS));
        cases.put("Pooled", new Case(BlockSweepTest::pooled, IMAGES));
        cases.put("TabNet", new Case(BlockSweepTest::tabNet, new Shape(4, 6)));
        cases.put("Nest", new Case(BlockSweepTest::nest, ROWS));
        cases.put("Mlp", new Case(() -> new Mlp(6, 3, new int[] {5}), ROWS));
        cases.put("LeNet", new Case(() -> LeNet.builder().build(), IMAGES));
        cases.put("ResNetV1", new Case(BlockSweepTest::resNet, new Shape(2, 3, 32, 32)));
        return cases;
    }

    private static Map<String, Case> largeCases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        Shape images = new Shape(1, 3, 64, 64);
        cases.put("MobileNetV1", new Case(() -> MobileNetV1.builder().build(), images));
        cases.put("MobileNetV2", new Case(() -> MobileNetV2.builder().build(), images));
        cases.put("SqueezeNet", new Case(() -> SqueezeNet.squeezenet(10), images));
        cases.put("VGG", new Case(BlockSweepTest::vgg, new Shape(1, 3, 32, 32)));
        cases.put("AlexNet", new Case(() -> AlexNet.builder().build(), new Shape(1, 1, 224, 224)));
        cases.put(
                "GoogLeNet", new Case(() -> GoogLeNet.builder().build(), new Shape(1, 1, 96, 96)));
        cases.put("NiN", new Case(() -> NiN.builder().build(), new Shape(1, 3, 224, 224)));
        return cases;
    }

    private static Block words() {
        return TrainableWordEmbedding.builder()
                .setEmbeddingSize(4)
                .setVocabulary(new DefaultVocabulary(List.of("a", "b", "c")))
                .build();
    }

    private static Block wordsInside() {
        return new SequentialBlock().add(words()).add(Linear.builder().setUnits(3).build());
    }

    private static Block conv1d() {
        return Conv1d.builder().setKernelShape(new Shape(2)).setFilters(2).build();
    }

    private static Block conv1dTranspose() {
        return Conv1dTranspose.builder().setKernelShape(new Shape(2)).setFilters(2).build();
    }

    private static Block conv2d() {
        return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(2).build();
    }

    private static Block conv2dTranspose() {
        return Conv2dTranspose.builder().setKernelShape(new Shape(3, 3)).setFilters(2).build();
    }

    private static Block conv3d() {
        return Conv3d.builder().setKernelShape(new Shape(2, 2, 2)).setFilters(2).build();
    }

    private static Block rnn() {
        return RNN.builder()
                .setActivation(RNN.Activation.TANH)
                .setStateSize(3)
                .setNumLayers(1)
                .build();
    }

    private static Block lstm() {
        return LSTM.builder().setStateSize(3).setNumLayers(1).build();
    }

    private static Block gru() {
        return GRU.builder().setStateSize(3).setNumLayers(1).build();
    }

    private static Block feedForward() {
        return new PointwiseFeedForwardBlock(List.of(5), 4, x -> x);
    }

    private static Block transformer() {
        return new TransformerEncoderBlock(4, 2, 5, 0.1f, x -> x);
    }

    private static Block attention() {
        return new SequentialBlock()
                .add(
                        ScaledDotProductAttentionBlock.builder()
                                .setEmbeddingSize(4)
                                .setHeadCount(2)
                                .build());
    }

    private static Block linearCollection() {
        return LinearCollection.builder().setUnits(3).build();
    }

    private static Block multiplication() {
        return Multiplication.builder().setUnits(3).build();
    }

    private static Block pooled() {
        return new SequentialBlock()
                .add(conv2d())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Pool.globalAvgPool2dBlock());
    }

    private static Block tabNet() {
        return TabNet.builder().setInputDim(6).setOutDim(3).optNumD(4).optNumA(4).build();
    }

    private static Block vgg() {
        return VGG.builder().setNumLayers(11).setOutSize(10).build();
    }

    private static Block nest() {
        ParallelBlock sides =
                new ParallelBlock(
                        outputs -> new NDList(outputs.get(0).head().add(outputs.get(1).head())));
        sides.add(Linear.builder().setUnits(4).build());
        sides.add(new SequentialBlock().add(x -> x).add(Linear.builder().setUnits(4).build()));
        return new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(sides)
                .add(Dropout.builder().build());
    }

    private static Block resNet() {
        return new SequentialBlock()
                .add(
                        ResNetV1.builder()
                                .setNumLayers(18)
                                .setOutSize(3)
                                .setImageShape(new Shape(3, 32, 32))
                                .build());
    }

    @DataProvider(name = "small")
    public static Object[][] small() {
        return rows(cases());
    }

    @DataProvider(name = "large")
    public static Object[][] large() {
        return rows(largeCases());
    }

    private static Object[][] rows(Map<String, Case> cases) {
        List<Object[]> rows = new ArrayList<>();
        for (Object[] engine : Engines.engines()) {
            cases.keySet().forEach(name -> rows.add(new Object[] {engine[0], name}));
        }
        return rows.toArray(Object[][]::new);
    }

    @Test(dataProvider = "small")
    public void aBlockOfDjlIsAMainNetwork(String engine, String name) throws Exception {
        check(engine, name, cases().get(name));
    }

    @Test(dataProvider = "large", groups = "slow")
    public void aLargeNetworkIsAMainNetwork(String engine, String name) throws Exception {
        check(engine, name, largeCases().get(name));
    }

    private void check(String engine, String name, Case example) throws Exception {
        if (IMPOSSIBLE.contains(engine + " " + name)) {
            try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
                Block plain = example.block().get();
                Assert.assertThrows(
                        RuntimeException.class,
                        () -> {
                            plain.initialize(manager, DataType.FLOAT32, example.input());
                            train(engine, plain, manager, example.input());
                        });
            }
            return;
        }
        try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
            Hypernetwork network = hypernetwork(example);
            network.initialize(manager, DataType.FLOAT32, example.input());
            train(engine, network, manager, example.input());
            float[] untrained = outputs(network, manager, example.input());
            update(network);
            float[] expected = outputs(network, manager, example.input());

            Assert.assertFalse(Arrays.equals(expected, untrained), "a step changes the outputs");

            Hypernetwork loaded = hypernetwork(example);
            load(loaded, manager, save(network));
            Assert.assertEquals(outputs(loaded, manager, example.input()), expected);
            Block plain = loaded.materialize();
            Assert.assertEquals(outputs(plain, manager, example.input()), expected, 1e-4f);
            Block plainLoaded = example.block().get();
            load(plainLoaded, manager, save(plain));
            Assert.assertEquals(outputs(plainLoaded, manager, example.input()), expected, 1e-4f);

            network.clear();
            network.initialize(manager, DataType.FLOAT32, example.input());
            load(network, manager, save(network));
            Assert.assertEquals(outputs(network, manager, example.input()).length, expected.length);
        }
    }

    /** Goes forward and backward once. */
    private static void train(String engine, Block block, NDManager manager, Shape input) {
        try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDArray output = block.forward(store, input(manager, input), true).head();
            collector.backward(output.square().sum());
        }
    }

    /** Does an optimizer's step: of plain gradient descent, by a size that any net feels. */
    private static void update(Block block) {
        for (Parameter parameter : block.getParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray gradient = parameter.getArray().getGradient();
                NDArray length = gradient.norm().add(1e-6f);
                parameter.getArray().subi(gradient.div(length).mul(0.1f));
            }
        }
    }

    private static Hypernetwork hypernetwork(Case example) {
        LinearGenerator generator =
                LinearGenerator.builder().setEmbeddingSize(2).setChunkSize(4096).build();
        return Hypernetwork.builder()
                .setMainNetwork(example.block().get())
                .addGenerator(
                        generator,
                        p ->
                                p.type() != Parameter.Type.RUNNING_MEAN
                                        && p.type() != Parameter.Type.RUNNING_VAR)
                .build();
    }

    private static float[] outputs(Block block, NDManager manager, Shape input) {
        try (NDManager batch = manager.newSubManager()) {
            return block.forward(new ParameterStore(batch, false), input(batch, input), false)
                    .head()
                    .toFloatArray();
        }
    }

    /** Numbers from 0 to 1, all different; ids where the shape is that of words. */
    private static NDList input(NDManager manager, Shape shape) {
        boolean isIds = shape.dimension() == 1;
        return new NDList(
                isIds
                        ? manager.ones(shape, DataType.INT32)
                        : manager.linspace(0, 1, (int) shape.size()).reshape(shape));
    }

    private static byte[] save(Block block) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void load(Block block, NDManager manager, byte[] bytes) throws Exception {
        block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
