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
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Evaluations generate weights once, and again when anything that they are made from changes. */
public class WeightCacheTest {

    private static final Shape INPUT = new Shape(5, 4);

    private final List<CountingGenerator> generators = new ArrayList<>();

    private Hypernetwork newNetwork() {
        CountingGenerator generator = new CountingGenerator();
        generators.add(generator);
        return Hypernetwork.builder()
                .setMainNetwork(Linear.builder().setUnits(2).optBias(false).build())
                .addGenerator(generator, ParameterSelector.weights())
                .build();
    }

    private int runs() {
        return generators.get(generators.size() - 1).getRuns();
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    private static NDArray parameter(Hypernetwork network, String name) {
        return network.getParameters().get(name).getArray();
    }

    private static float[] evaluate(Hypernetwork network, NDManager manager) {
        try (NDManager batch = manager.newSubManager()) {
            ParameterStore store = new ParameterStore(batch, false);
            NDArray input = batch.arange(20f).reshape(INPUT);
            return network.forward(store, new NDList(input), false).head().toFloatArray();
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void severalEvaluationsGenerateOnce(String engine) {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = newNetwork();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            float[] first = evaluate(network, manager);
            int live = manager.getManagedArrays().size();
            for (int i = 0; i < 5; ++i) {
                Assert.assertEquals(evaluate(network, manager), first);
            }
            Assert.assertEquals(runs(), 1);
            Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aValueWrittenByHandIsSeen(String engine) {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = newNetwork();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            float[] first = evaluate(network, manager);
            int live = manager.getManagedArrays().size();
            for (String name : new String[] {"embeddings", "02Generator_rows"}) {
                NDArray array = parameter(network, name);
                float[] values = array.toFloatArray();
                values[values.length - 1] *= 2;
                array.set(values);
                float[] changed = evaluate(network, manager);
                Assert.assertNotEquals(changed, first, name);
                first = changed;
            }
            Assert.assertEquals(runs(), 3);
            Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aLoadIsSeen(String engine) throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork other = newNetwork();
            other.initialize(manager, DataType.FLOAT32, INPUT);
            parameter(other, "02Generator_rows").set(new float[12]);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            other.saveParameters(new DataOutputStream(bytes));

            Hypernetwork network = newNetwork();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            Assert.assertNotEquals(evaluate(network, manager), new float[10]);
            network.loadParameters(
                    manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            Assert.assertEquals(evaluate(network, manager), new float[10]);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainersStepIsSeenWheneverItEvaluates(String engine) {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Hypernetwork network = newNetwork();
            model.setBlock(network);
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(INPUT);
                NDManager manager = trainer.getManager();
                float[] last = new float[0];
                for (int step = 0; step < 3; ++step) {
                    NDArray input = manager.arange(20f).reshape(INPUT);
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDArray output = trainer.forward(new NDList(input)).head();
                        collector.backward(output.square().sum());
                    }
                    // between backward and the step, too
                    trainer.evaluate(new NDList(input));
                    int before = runs();
                    trainer.step();
                    float[] now = trainer.evaluate(new NDList(input)).head().toFloatArray();
                    trainer.evaluate(new NDList(input));
                    Assert.assertEquals(runs(), before + 1);
                    Assert.assertNotEquals(now, last);
                    last = now;
                }
                float[] weights = network.getGeneratedWeights(manager).get("weight").toFloatArray();
                NDArray weight = manager.create(weights, new Shape(2, 4));
                NDArray input = manager.arange(20f).reshape(INPUT);
                Assert.assertEquals(
                        last, Linear.linear(input, weight).head().toFloatArray(), 1e-4f);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradientsFlowInEvaluationModeToo(String engineName) {
        try (NDManager manager = newManager(engineName)) {
            Hypernetwork network = newNetwork();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            evaluate(network, manager); // weights are kept by now
            NDArray rows = parameter(network, "02Generator_rows");
            rows.setRequiresGradient(true);
            for (int i = 0; i < 2; ++i) {
                try (GradientCollector collector =
                        Engine.getEngine(engineName).newGradientCollector()) {
                    ParameterStore store = new ParameterStore(manager, false);
                    NDArray input = manager.arange(20f).reshape(INPUT);
                    NDArray output = network.forward(store, new NDList(input), false).head();
                    collector.backward(output.square().sum());
                }
                Assert.assertTrue(rows.getGradient().abs().sum().getFloat() > 0);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void threadsShareTheWeights(String engine) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = newNetwork();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            // as after a load for inference
            network.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(false));
            float[] expected = evaluate(network, manager);
            for (int round = 0; round < 3; ++round) {
                List<Callable<float[]>> work = new ArrayList<>();
                for (int i = 0; i < 8; ++i) {
                    work.add(() -> evaluate(network, manager));
                }
                for (Future<float[]> future : threads.invokeAll(work)) {
                    Assert.assertEquals(future.get(), expected);
                }
                Assert.assertEquals(runs(), round + 1);
                NDArray rows = parameter(network, "02Generator_rows");
                rows.muli(2);
                for (int i = 0; i < expected.length; ++i) {
                    expected[i] *= 2;
                }
            }
        } finally {
            threads.shutdown();
        }
    }
}
