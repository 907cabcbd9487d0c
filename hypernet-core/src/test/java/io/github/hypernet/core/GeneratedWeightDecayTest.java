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
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.training.optimizer.Adam;

import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** L2 regularization of generated weights. */
public class GeneratedWeightDecayTest {

    private static final Shape INPUT = new Shape(8, 5);

    private static Hypernetwork network() {
        return Hypernetwork.builder()
                .setMainNetwork(Linear.builder().setUnits(3).build())
                .addGenerator(
                        LinearGenerator.builder().setEmbeddingSize(4).setChunkSize(6).build(),
                        ParameterSelector.weights())
                .build();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void valueAndGradientAreThoseOfTheSumOfSquares(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            Hypernetwork network = network();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            NDArray embeddings = network.getParameters().get("embeddings").getArray();
            GeneratedWeightDecay decay = new GeneratedWeightDecay(network, 0.5f);
            NDList prediction = new NDList(manager.ones(new Shape(8, 3)));

            double expected = halfSquares(network, manager);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray value = decay.evaluate(new NDList(), prediction);
                Assert.assertEquals(value.getFloat(), expected, 1e-5 * expected);
                collector.backward(value);
            }
            float[] gradient = embeddings.getGradient().toFloatArray();

            float[] values = embeddings.toFloatArray();
            float step = 1e-2f;
            values[3] += step;
            embeddings.set(values);
            double up = halfSquares(network, manager);
            values[3] -= 2 * step;
            embeddings.set(values);
            double down = halfSquares(network, manager);
            Assert.assertEquals(gradient[3], (up - down) / (2 * step), 1e-3);
        }
    }

    private static double halfSquares(Hypernetwork network, NDManager manager) {
        double sum = 0;
        for (float value : network.getGeneratedWeights(manager).get("weight").toFloatArray()) {
            sum += (double) value * value;
        }
        return sum / 2;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void shrinksWeightsUnderDjlsTrainerWithoutLeak(String engineName) throws Exception {
        Engine.getEngine(engineName).setRandomSeed(1);
        try (Model model = Model.newInstance("net", Device.cpu(), engineName)) {
            Hypernetwork network = network();
            model.setBlock(network);
            Loss loss =
                    new SimpleCompositeLoss()
                            .addLoss(Loss.softmaxCrossEntropyLoss())
                            .addLoss(new GeneratedWeightDecay(network, 1f));
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(loss)
                            .optDevices(new Device[] {Device.cpu()})
                            .optOptimizer(Adam.builder().build())
                            .addTrainingListeners(new EvaluatorTrainingListener());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(INPUT);
                NDManager manager = model.getNDManager();
                ArrayDataset dataset =
                        new ArrayDataset.Builder()
                                .setData(manager.randomNormal(new Shape(64, 5)))
                                .optLabels(manager.zeros(new Shape(64)))
                                .setSampling(8, false)
                                .build();
                double before = halfSquares(network, manager);
                int live = 0;
                int step = 0;
                for (int epoch = 0; epoch < 10; ++epoch) {
                    for (Batch batch : trainer.iterateDataset(dataset)) {
                        EasyTrain.trainBatch(trainer, batch);
                        trainer.step();
                        batch.close();
                        live = ++step == 3 ? manager.getManagedArrays().size() : live;
                    }
                }
                Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
                Assert.assertTrue(halfSquares(network, manager) < 0.5 * before);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingStepGeneratesOnce(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            CountingGenerator generator = new CountingGenerator();
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(Linear.builder().setUnits(2).build())
                            .addGenerator(generator, ParameterSelector.weights())
                            .build();
            network.initialize(manager, DataType.FLOAT32, new Shape(8, 4));
            GeneratedWeightDecay decay = new GeneratedWeightDecay(network, 0.5f);

            float[] both = gradient(network, manager, true, decay);
            Assert.assertEquals(generator.getRuns(), 1);
            float[] network1 = gradient(network, manager, true, null);
            Assert.assertEquals(generator.getRuns(), 2);
            float[] decay1 = gradient(network, manager, false, decay);
            Assert.assertEquals(generator.getRuns(), 3, "the weights of a closed batch");
            for (int i = 0; i < both.length; ++i) {
                Assert.assertEquals(both[i], network1[i] + decay1[i], 1e-5);
            }
        }
    }

    /** Returns the embeddings' gradient in a batch, of the outputs, of the penalty, or of both. */
    private static float[] gradient(
            Hypernetwork network, NDManager manager, boolean outputs, GeneratedWeightDecay decay) {
        NDArray embeddings = network.getParameters().get("embeddings").getArray();
        try (NDManager batch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.zeroGradients();
            NDArray input = batch.arange(32f).div(32).reshape(8, 4);
            NDArray loss = batch.zeros(new Shape());
            if (outputs) {
                ParameterStore store = new ParameterStore(batch, false);
                loss = loss.add(network.forward(store, new NDList(input), true).head().sum());
            }
            if (decay != null) {
                loss = loss.add(decay.evaluate(new NDList(), new NDList(input)));
            }
            collector.backward(loss);
            return embeddings.getGradient().toFloatArray();
        }
    }

    @Test
    public void aNegativeCoefficientIsRefused() {
        for (float wrong : new float[] {-1f, Float.NaN}) {
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> new GeneratedWeightDecay(network(), wrong));
        }
    }
}
