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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

public class FineTunedNetworkTest {

    private static final float[] QUERIES = {0.5f, -1, 2, 3, -2, 1};
    private static final float[] SUPPORT = {1, 2, -2, 1, 0.5f, -1, 3, 1};
    private static final int STEPS = 3;
    private static final double RATE = 0.05;

    private static NDList input(NDManager manager) {
        return new NDList(
                manager.create(QUERIES, new Shape(2, 3, 1)),
                manager.create(SUPPORT, new Shape(2, 2, 2)));
    }

    private static Block newNetwork() {
        return new SequentialBlock().add(Linear.builder().setUnits(1).build());
    }

    /** Takes the steps of a line y = w x + b on the two points of a task. */
    private static double[] descend(double w, double b, int task) {
        for (int step = 0; step < STEPS; ++step) {
            double ofW = 0;
            double ofB = 0;
            for (int i = 4 * task; i < 4 * (task + 1); i += 2) {
                double error = w * SUPPORT[i] + b - SUPPORT[i + 1];
                ofW += error * SUPPORT[i]; // 2 / K is 1
                ofB += error;
            }
            w -= RATE * ofW;
            b -= RATE * ofB;
        }
        return new double[] {w, b};
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void eachTaskIsAnsweredByItsOwnCopy(String engine) {
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            NDList input = input(manager);
            Block network = newNetwork();
            FineTunedNetwork tuned = new FineTunedNetwork(network, STEPS, (float) RATE);
            tuned.initialize(manager, DataType.FLOAT32, input.getShapes());
            ParameterStore store = new ParameterStore(manager, false);
            float w = network.getParameters().valueAt(0).getArray().toFloatArray()[0];
            float b = network.getParameters().valueAt(1).getArray().toFloatArray()[0];
            for (int again = 0; again < 2; ++again) {
                float[] y = tuned.forward(store, input, false).head().toFloatArray();
                for (int i = 0; i < QUERIES.length; ++i) {
                    double[] line = descend(w, b, i / 3);
                    Assert.assertEquals(y[i], line[0] * QUERIES[i] + line[1], 1e-5);
                }
            }
            Assert.assertEquals(network.getParameters().valueAt(0).getArray().toFloatArray()[0], w);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void inTrainingSupportSetsDoNotCount(String engine) {
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            NDList input = input(manager);
            Block network = newNetwork();
            FineTunedNetwork tuned = new FineTunedNetwork(network, STEPS, (float) RATE);
            tuned.initialize(manager, DataType.FLOAT32, input.getShapes());
            ParameterStore store = new ParameterStore(manager, false);
            Parameter weight = network.getParameters().valueAt(0);
            weight.getArray().setRequiresGradient(true);
            float w = weight.getArray().toFloatArray()[0];
            float sum = 0;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDList output = tuned.forward(store, input, true);
                Assert.assertEquals(output.head().getShape(), new Shape(2, 3, 1));
                float[] y = output.head().toFloatArray();
                for (int i = 0; i < QUERIES.length; ++i) {
                    Assert.assertEquals(y[i], w * QUERIES[i], 1e-5);
                    sum += QUERIES[i];
                }
                collector.backward(output.head().sum());
            }
            Assert.assertEquals(weight.getArray().getGradient().toFloatArray()[0], sum, 1e-5);
        }
    }

    @Test
    public void itsSizeIsThatOfItsQueries() {
        FineTunedNetwork tuned = new FineTunedNetwork(newNetwork(), STEPS, (float) RATE);
        Shape[] inputs = {new Shape(-1, 3, 1), new Shape(-1, 2, 2)};
        Assert.assertEquals(tuned.getOutputShapes(inputs), new Shape[] {new Shape(-1, 3, 1)});
    }
}
