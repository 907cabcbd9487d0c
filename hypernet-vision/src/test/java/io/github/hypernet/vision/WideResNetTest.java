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
package io.github.hypernet.vision;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.List;

/** Wide residual networks, plain and with generated kernels. */
public class WideResNetTest {

    private static final int CLASSES = 3;
    // of 16 channels, for the sake of PyTorch's convolutions
    private static final Shape IMAGES = new Shape(6, 16, 9, 8);
    // what no hypernetwork generates in WRN-40-1: conv1 + shortcuts + batch norm + linear
    private static final int OTHERS_40_1 =
            432 + (16 * 32 + 32 * 64) + 2 * (13 * 16 + 12 * 32 + 12 * 64) + 650;

    private static WideResNet.Builder small() {
        return WideResNet.builder().setDepth(10).setWidth(1).setClasses(CLASSES);
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    private static NDArray forward(Block block, NDArray images) {
        ParameterStore store = new ParameterStore(images.getManager(), false);
        return block.forward(store, new NDList(images), false).singletonOrThrow();
    }

    /** Files hold these names: a net of other names would not load them. */
    @Test
    public void parametersHaveTheNamesThatFilesHold() {
        try (NDManager manager = newManager("PyTorch")) {
            Hypernetwork hyper = small().buildHyper(4);
            hyper.initialize(manager, DataType.FLOAT32, IMAGES);
            Assert.assertEquals(
                    hyper.getGeneratedParameters().stream().map(ParameterSpec::name).toList(),
                    List.of(
                            "02Group_01Residual_01Sum_01Branch_03Conv2d_weight",
                            "02Group_01Residual_01Sum_01Branch_06Conv2d_weight",
                            "03Group_01Residual_03Sum_01Branch_01Conv2d_weight",
                            "03Group_01Residual_03Sum_01Branch_04Conv2d_weight",
                            "04Group_01Residual_03Sum_01Branch_01Conv2d_weight",
                            "04Group_01Residual_03Sum_01Branch_04Conv2d_weight"));
            List<String> plain = hyper.getMainNetwork().getParameters().keys();
            Assert.assertTrue(
                    plain.contains("03Group_01Residual_03Sum_02Shortcut_01Conv2d_weight"),
                    plain.toString());
        }
    }

    @DataProvider
    public Object[][] paperNets() {
        // the sums, part by part: conv1 + kernels + shortcuts + batch norm + linear
        int kernels1 = 9 * (12 * 16 * 16 + 16 * 32 + 11 * 32 * 32 + 32 * 64 + 11 * 64 * 64);
        int kernels2 =
                9 * (16 * 32 + 11 * 32 * 32 + 32 * 64 + 11 * 64 * 64 + 64 * 128 + 11 * 128 * 128);
        int shortcuts2 = 16 * 32 + 32 * 64 + 64 * 128;
        int others2 = 432 + shortcuts2 + 2 * (16 + 12 * 32 + 12 * 64 + 12 * 128) + 1290;
        return new Object[][] {{1, kernels1, OTHERS_40_1, 242}, {2, kernels2, others2, 966}};
    }

    @Test(dataProvider = "paperNets")
    public void countsAreThoseOfThePaper(int width, int kernels, int others, int embeddings) {
        WideResNet.Builder builder =
                WideResNet.builder().setDepth(40).setWidth(width).setClasses(10);
        try (NDManager manager = newManager("PyTorch")) {
            Block plain = builder.build();
            plain.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            ParameterReport report = ParameterReport.of(plain);
            Assert.assertEquals(report.getLearned(), kernels + others);
            Assert.assertEquals(report.getLearned(), width == 1 ? 563_930 : 2_243_546);

            Hypernetwork hyper = builder.buildHyper(64);
            hyper.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            report = ParameterReport.of(hyper);
            int generator = 64 * 65 * 16 + 9 * 16 * 65;
            Assert.assertEquals(report.getLearned(), others + generator + 64 * embeddings);
            Assert.assertEquals(report.getLearned(), width == 1 ? 97_770 : 155_626);
            Assert.assertEquals(report.getGenerated(), kernels);
            Assert.assertEquals(hyper.getGeneratedParameters().size(), 36);
            Assert.assertEquals(
                    hyper.getParameters().get("embeddings").getArray().getShape(),
                    new Shape(embeddings, 64));
        }
    }

    @Test
    public void smallerBasicKernelsTakeMoreEmbeddings() {
        WideResNet.Builder builder =
                WideResNet.builder().setDepth(40).setWidth(1).setClasses(10).optBasicSize(8);
        try (NDManager manager = newManager("PyTorch")) {
            Hypernetwork hyper = builder.buildHyper(64);
            hyper.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
            int generator = 64 * 65 * 8 + 9 * 8 * 65;
            Assert.assertEquals(
                    hyper.getParameters().get("embeddings").getArray().getShape(),
                    new Shape(4 * 242, 64));
            Assert.assertEquals(
                    ParameterReport.of(hyper).getLearned(), OTHERS_40_1 + generator + 64 * 4 * 242);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void bothNetsBehaveLikeBlocks(String engine) throws Exception {
        BlockContract.check(engine, () -> small().build(), IMAGES);
        BlockContract.check(engine, () -> small().setDepth(16).buildHyper(8), IMAGES);
        BlockContract.check(engine, () -> small().optBasicSize(4).buildHyper(8), IMAGES);
    }

    @Test
    public void dropoutActsInTrainingOnly() {
        try (NDManager manager = newManager("PyTorch")) {
            Block block = small().optDropRate(0.5f).build();
            block.initialize(manager, DataType.FLOAT32, IMAGES);
            NDArray images = manager.randomNormal(IMAGES);
            Assert.assertEquals(
                    forward(block, images).toFloatArray(), forward(block, images).toFloatArray());
            ParameterStore store = new ParameterStore(manager, false);
            float[][] scores = new float[2][];
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                for (int i = 0; i < 2; ++i) {
                    scores[i] =
                            block.forward(store, new NDList(images), true).head().toFloatArray();
                }
                Assert.assertNotNull(collector);
            }
            Assert.assertNotEquals(scores[0], scores[1]);
        }
    }

    /** WRN-10-1 by the paper's text, in blocks of DJL alone. */
    private static SequentialBlock djlNetwork() {
        return new SequentialBlock()
                .add(convolution(3, 16, 1))
                .add(
                        new SequentialBlock()
                                .add(
                                        new SequentialBlock()
                                                .add(
                                                        sum(
                                                                branch(true, 16, 1),
                                                                Blocks.identityBlock()))))
                .add(new SequentialBlock().add(changing(32)))
                .add(new SequentialBlock().add(changing(64)))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Pool.globalAvgPool2dBlock())
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    private static SequentialBlock changing(int filters) {
        return new SequentialBlock()
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(
                        sum(
                                branch(false, filters, 2),
                                new SequentialBlock().add(convolution(1, filters, 2))));
    }

    private static SequentialBlock branch(boolean preActivation, int filters, int stride) {
        SequentialBlock branch = new SequentialBlock();
        if (preActivation) {
            branch.add(BatchNorm.builder().build()).add(Activation.reluBlock());
        }
        return branch.add(convolution(3, filters, stride))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(convolution(3, filters, 1));
    }

    private static ParallelBlock sum(Block left, Block right) {
        return new ParallelBlock(
                list -> new NDList(list.get(0).head().add(list.get(1).head())),
                List.of(left, right));
    }

    private static Conv2d convolution(int window, int filters, int stride) {
        return Conv2d.builder()
                .setKernelShape(new Shape(window, window))
                .optPadding(new Shape(window / 2, window / 2))
                .optStride(new Shape(stride, stride))
                .setFilters(filters)
                .optBias(false)
                .build();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainedHyperNetMaterializesIntoANetworkOfDjlAlone(String engine) throws Exception {
        Engine.getEngine(engine).setRandomSeed(5);
        try (TemporaryFolder folder = new TemporaryFolder();
                Model model = Model.newInstance("hyper", Device.cpu(), engine);
                Model djl = Model.newInstance("hyper", Device.cpu(), engine)) {
            Hypernetwork hyper = small().buildHyper(8);
            model.setBlock(hyper);
            double[] losses = train(model, 30);
            Assert.assertTrue(losses[1] < 0.6 * losses[0], losses[0] + " -> " + losses[1]);

            NDArray images = model.getNDManager().randomNormal(IMAGES);
            float[] expected = forward(hyper, images).toFloatArray();
            Block plain = hyper.materialize();
            Assert.assertEquals(forward(plain, images).toFloatArray(), expected, 1e-5f);

            model.setBlock(plain);
            model.save(folder.getPath(), "hyper");
            djl.setBlock(djlNetwork());
            djl.load(folder.getPath(), "hyper");
            Assert.assertEquals(forward(djl.getBlock(), images).toFloatArray(), expected, 1e-5f);
        }
    }

    /** Trains on images of three brightnesses; returns the first and the last loss. */
    private static double[] train(Model model, int steps) {
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optDevices(new Device[] {Device.cpu()})
                        .optOptimizer(
                                Optimizer.adam()
                                        .optLearningRateTracker(Tracker.fixed(3e-3f))
                                        .build());
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(IMAGES);
            NDManager manager = trainer.getManager();
            NDArray labels = manager.arange(6f).mod(CLASSES);
            NDArray images =
                    manager.randomNormal(IMAGES).add(labels.sub(1).mul(2).reshape(-1, 1, 1, 1));
            double[] losses = new double[2];
            for (int step = 0; step < steps; ++step) {
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList scores = trainer.forward(new NDList(images));
                    NDArray loss = trainer.getLoss().evaluate(new NDList(labels), scores);
                    collector.backward(loss);
                    losses[step == 0 ? 0 : 1] = loss.getFloat();
                }
                trainer.step();
            }
            return losses;
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void basicKernelsAreNumberedRowByRow(String engine) {
        try (NDManager manager = newManager(engine)) {
            // 32 -> 48 channels: 2 rows of input channels, 3 columns of output channels
            KernelGenerator generator =
                    KernelGenerator.builder()
                            .setEmbeddingSize(5)
                            .setKernelShape(new Shape(3, 3))
                            .build();
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(
                                    new SequentialBlock()
                                            .add(convolution(1, 32, 1))
                                            .add(convolution(3, 48, 1)))
                            .addGenerator(generator, ParameterSelector.kernels(new Shape(3, 3)))
                            .build();
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 16, 4, 4));
            NDArray embeddings = network.getParameters().get("embeddings").getArray();
            Assert.assertEquals(embeddings.getShape(), new Shape(6, 5));
            NDArray kernel = network.getGeneratedWeights(manager).get("02Conv2d_weight");
            Assert.assertEquals(kernel.getShape(), new Shape(48, 32, 3, 3));
            ParameterStore store = new ParameterStore(manager, false);
            for (int chunk = 0; chunk < 6; ++chunk) {
                NDArray z = embeddings.get(chunk + ":" + (chunk + 1));
                NDArray basic = generator.forward(store, new NDList(z), false).head();
                basic = basic.reshape(16, 16, 9).transpose(1, 0, 2); // [N_out, N_in, S]
                int row = chunk / 3 * 16;
                int column = chunk % 3 * 16;
                NDArray part =
                        kernel.get(
                                String.format("%d:%d,%d:%d", column, column + 16, row, row + 16));
                Assert.assertEquals(part.toFloatArray(), basic.toFloatArray(), 1e-6f);
            }
        }
    }

    @Test
    public void badSettingsAreRefusedInOneSentence() {
        refused("6N + 4", "got 12", () -> small().setDepth(12).build());
        refused("6N + 4", "got 4", () -> small().setDepth(4).build());
        refused("width", "got 0", () -> small().setWidth(0).build());
        refused("classes", "got 0", () -> small().setClasses(0).build());
        refused("drop rate", "got 1.0", () -> small().optDropRate(1).build());
        refused("basic size", "got 32", () -> small().optBasicSize(32).buildHyper(8));
        refused("basic size", "got 0", () -> small().optBasicSize(0).buildHyper(8));
        refused("embedding size", "got 0", () -> small().buildHyper(0));
    }

    private static void refused(String name, String value, Assert.ThrowingRunnable work) {
        String message = Assert.expectThrows(IllegalArgumentException.class, work).getMessage();
        Assert.assertTrue(message.contains(name) && message.contains(value), message);
    }
}
