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
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that records by default, as all but one do on PyTorch, keeps generated weights; one that
 * collects gradients is given new ones.
 */
public class RecordingTest {

    private static final Shape INPUT = new Shape(5, 4);

    private static Hypernetwork newNetwork(CountingGenerator generator, NDManager manager) {
        Hypernetwork network =
                Hypernetwork.builder()
                        .setMainNetwork(Linear.builder().setUnits(2).optBias(false).build())
                        .addGenerator(generator, ParameterSelector.weights())
                        .build();
        network.initialize(manager, DataType.FLOAT32, INPUT);
        return network;
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    private static NDArray evaluate(Hypernetwork network, NDManager batch) {
        NDArray input = batch.arange(20f).reshape(INPUT);
        return network.forward(new ParameterStore(batch, false), new NDList(input), false).head();
    }

    private static void onAnotherThread(Callable<Void> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(work).get();
        } finally {
            thread.shutdown();
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void weightsThatAreTrainedHereAreKeptOnAnyThread(String engine) throws Exception {
        try (NDManager manager = newManager(engine)) {
            CountingGenerator generator = new CountingGenerator();
            Hypernetwork network = newNetwork(generator, manager);
            for (int thread = 0; thread < 3; ++thread) {
                onAnotherThread(
                        () -> {
                            for (int i = 0; i < 4; ++i) {
                                try (NDManager batch = manager.newSubManager()) {
                                    evaluate(network, batch);
                                }
                            }
                            return null;
                        });
            }
            Assert.assertEquals(generator.getRuns(), 1);
            int live = manager.getManagedArrays().size();
            try (NDManager batch = manager.newSubManager()) {
                evaluate(network, batch);
            }
            Assert.assertEquals(generator.getRuns(), 1);
            Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradientsFlowInEvaluationModeOnAnyThread(String engine) throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = newNetwork(new CountingGenerator(), manager);
            NDArray rows = network.getParameters().get("02Generator_rows").getArray();
            onAnotherThread(
                    () -> {
                        for (int i = 0; i < 2; ++i) {
                            // kept by now
                            evaluate(network, manager);
                            try (GradientCollector collector =
                                    Engine.getEngine(engine).newGradientCollector()) {
                                NDArray output = evaluate(network, manager);
                                collector.backward(output.square().sum());
                            }
                            Assert.assertTrue(rows.getGradient().abs().sum().getFloat() > 0);
                            rows.set(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
                        }
                        return null;
                    });
        }
    }
}
