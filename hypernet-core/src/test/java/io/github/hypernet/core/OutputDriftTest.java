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
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Holds the weights of earlier tasks in place. */
public class OutputDriftTest {

    private static Hypernetwork net(int tasks) {
        return Hypernetwork.builder()
                .setMainNetwork(
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(5).build())
                                .add(Activation::tanh)
                                .add(Linear.builder().setUnits(2).build()))
                .optCondition(Condition.tasks(tasks, 3))
                .addGenerator(
                        LinearGenerator.builder().setEmbeddingSize(6).setChunkSize(8).build(),
                        parameter -> true)
                .build();
    }

    private static double distance(NDList now, NDList before) {
        double sum = 0;
        for (int i = 0; i < now.size(); ++i) {
            sum += now.get(i).sub(before.get(i)).square().sum().getFloat();
        }
        return sum;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void isTheSquaredDistanceOfTheHeldWeights(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Hypernetwork net = net(3);
            net.initialize(manager, DataType.FLOAT32, new Shape(2, 4), new Shape(2));
            OutputDrift drift =
                    OutputDrift.builder()
                            .setHypernetwork(net)
                            .setCoefficient(0.5f)
                            .optSampled(0)
                            .build();
            NDArray x = manager.ones(new Shape(2, 4));
            NDArray labels = manager.zeros(new Shape(2));
            NDArray prediction = manager.ones(new Shape(2, 2));
            Assert.assertEquals(evaluate(drift, labels, prediction), 0, 0);
            NDArray ids = manager.create(new int[] {0, 1});
            NDList before = net.getGeneratedWeights(manager, ids);
            drift.hold(ids);
            Assert.assertEquals(evaluate(drift, labels, prediction), 0, 1e-9);
            net.getParameters().get("embeddings").getArray().muli(1.5f);
            double expected = 0.5 / 2 * distance(net.getGeneratedWeights(manager, ids), before);
            Assert.assertTrue(expected > 0.01);
            Assert.assertEquals(evaluate(drift, labels, prediction), expected, 1e-4 * expected);

            // in training it is that of the pass, and the held tasks' own vectors stay
            for (Parameter parameter : net.getParameters().values()) {
                if (parameter.requiresGradient()) {
                    parameter.getArray().setRequiresGradient(true);
                }
            }
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray y =
                        net.forward(
                                        new ParameterStore(manager, false),
                                        new NDList(x, manager.create(new int[] {2, 2})),
                                        true)
                                .head();
                NDArray term = drift.evaluate(new NDList(labels), new NDList(y));
                Assert.assertEquals(term.getFloat(), expected, 1e-4 * expected);
                collector.backward(term);
            }
            double[] sums = new double[2];
            net.getParameters()
                    .forEach(
                            pair -> {
                                if (pair.getValue().requiresGradient()) {
                                    double sum =
                                            pair.getValue()
                                                    .getArray()
                                                    .getGradient()
                                                    .abs()
                                                    .sum()
                                                    .getFloat();
                                    sums[pair.getKey().contains("task") ? 0 : 1] += sum;
                                }
                            });
            Assert.assertEquals(sums[0], 0, 0, "gradient of the tasks' vectors");
            Assert.assertTrue(sums[1] > 0.01, "gradient of embeddings and generator");
        }
    }

    private static double evaluate(OutputDrift drift, NDArray labels, NDArray prediction) {
        return drift.evaluate(new NDList(labels), new NDList(prediction)).getFloat();
    }

    /** Two tasks in order; a run that is stopped at any step goes on with the same bits. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingResumesExactly(String engine) throws Exception {
        double[] whole = train(engine, 0, 0.3f);
        for (int stop : new int[] {2, 4, 6}) {
            Assert.assertEquals(train(engine, stop, 0.3f), whole, "stopped after " + stop);
        }
        double[] free = train(engine, 0, 0);
        Assert.assertTrue(
                whole[0] < 0.7 * free[0], "drift of the first task " + whole[0] + " " + free[0]);
    }

    /** Each part of a batch has a pass of its own, and so a term; together they are one. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void eachPassHasATermOfItsOwn(String engine) throws Exception {
        double[] whole = run(engine, newFolder(), 100, 0.3f, DESCENT, 1);
        double[] parts = run(engine, newFolder(), 100, 0.3f, DESCENT, 2);
        Assert.assertTrue(whole[0] > 0);
        Assert.assertEquals(parts[0], whole[0], 1e-3 * whole[0]);
        Assert.assertEquals(parts[1], whole[1], 1e-4 * whole[1]);
    }

    private static final Supplier<Optimizer> ADAM =
            () -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.05f)).build();

    private static final Supplier<Optimizer> DESCENT =
            () -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.3f)).build();

    private static Path newFolder() throws IOException {
        return Files.createTempDirectory("drift").resolve("run");
    }

    private static double[] train(String engine, int stop, float coefficient) throws Exception {
        Path folder = newFolder();
        if (stop > 0) {
            run(engine, folder, stop, coefficient, ADAM, 1);
        }
        return run(engine, folder, 100, coefficient, ADAM, 1);
    }

    /** Returns the drift of the first task over the second, and the sum of squares of all. */
    private static double[] run(
            String engine,
            Path path,
            long steps,
            float coefficient,
            Supplier<Optimizer> optimizer,
            int microBatches)
            throws Exception {
        try (Model model = Model.newInstance("net", Device.cpu(), engine);
                RunFolder folder =
                        Files.exists(path) ? RunFolder.open(path) : RunFolder.create(path)) {
            Hypernetwork net = net(2);
            model.setBlock(net);
            NDManager manager = model.getNDManager();
            Engine.getEngine(engine).setRandomSeed(1);
            net.initialize(manager, DataType.FLOAT32, new Shape(8, 4), new Shape(8));
            OutputDrift drift =
                    OutputDrift.builder().setHypernetwork(net).setCoefficient(coefficient).build();
            TrainingLoop.builder()
                    .setModel(model)
                    .setConfig(
                            new DefaultTrainingConfig(
                                            new SimpleCompositeLoss()
                                                    .addLoss(Loss.softmaxCrossEntropyLoss())
                                                    .addLoss(drift))
                                    .optDevices(new Device[] {Device.cpu()})
                                    .optOptimizer(optimizer.get()))
                    .setInputShapes(new Shape(8, 4), new Shape(8))
                    .setTrainingTasks(List.of(task(manager, 0), task(manager, 1)))
                    .optRunFolder(folder)
                    .optResume(true)
                    .optMaxSteps(steps)
                    .optMicroBatches(microBatches)
                    .optRestoreBest(false)
                    .addObserver(
                            new TrainingObserver() {
                                @Override
                                public void onTask(int task) throws IOException {
                                    if (task == 1) {
                                        drift.hold(manager.create(new int[] {0}));
                                    }
                                }
                            })
                    .build()
                    .fit();
            NDList state = drift.getState();
            if (state.isEmpty()) {
                return new double[0];
            }
            NDList now = net.getGeneratedWeights(manager, manager.create(new int[] {0}));
            NDList flat = new NDList();
            now.forEach(array -> flat.add(array.reshape(1, -1)));
            NDArray weights = ai.djl.ndarray.NDArrays.concat(flat, 1);
            double moved = weights.sub(state.get(1)).square().sum().getFloat();
            double sum = 0;
            for (Parameter parameter : net.getParameters().values()) {
                sum += parameter.getArray().square().sum().getFloat();
            }
            return new double[] {moved, sum};
        }
    }

    private static ArrayDataset task(NDManager manager, int task) {
        Random random = new Random(task);
        float[] x = new float[32 * 4];
        float[] labels = new float[32];
        int[] ids = new int[32];
        for (int i = 0; i < 32; ++i) {
            for (int k = 0; k < 4; ++k) {
                x[4 * i + k] = (float) random.nextGaussian();
            }
            labels[i] = x[4 * i + task] > 0 == (task == 0) ? 1 : 0;
            ids[i] = task;
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(x, new Shape(32, 4)), manager.create(ids))
                .optLabels(manager.create(labels))
                .setSampling(8, false)
                .build();
    }
}
