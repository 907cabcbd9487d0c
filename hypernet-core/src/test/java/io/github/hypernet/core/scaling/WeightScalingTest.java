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
package io.github.hypernet.core.scaling;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The maps from a hyper state to scaling vectors and a bias. */
public class WeightScalingTest {

    private static final Shape STATE = new Shape(3, 5);

    private static WeightScaling.Builder builder() {
        return WeightScaling.builder().setHyperSize(5).setEmbeddingSize(2).setStateSize(4);
    }

    private static NDList forward(WeightScaling scaling, NDManager manager) {
        NDArray state = manager.arange(15f).reshape(STATE).sin();
        return scaling.forward(new ParameterStore(manager, false), new NDList(state), false);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void startsWithScalesOfATenthAndNoBias(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
            WeightScaling scaling = builder().optGates(3).build();
            scaling.initialize(manager, DataType.FLOAT32, STATE);
            NDList outputs = forward(scaling, manager);
            for (int i = 0; i < 3; ++i) {
                Assert.assertEquals(outputs.get(i).getShape(), new Shape(3, 3, 4));
                float[] expected = new float[36];
                Arrays.fill(expected, i < 2 ? 0.1f : 0);
                Assert.assertEquals(outputs.get(i).toFloatArray(), expected, 1e-6f);
            }
        }
    }

    @Test
    public void loadsOnlyWithTheSettingsThatItWasSavedWith() throws Exception {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            WeightScaling saved = builder().build();
            saved.initialize(manager, DataType.FLOAT32, STATE);
            byte[] file = save(saved);
            WeightScaling same = builder().build();
            load(same, manager, file);
            Assert.assertEquals(save(same), file);
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class,
                            () -> load(builder().optGates(2).build(), manager, file));
            String name = "WeightScaling(hyper size 5, embedding size 2, state size 4, gates ";
            Assert.assertTrue(e.getMessage().contains("saved with " + name + "1)"), e.getMessage());
            Assert.assertTrue(e.getMessage().contains("this model has " + name + "2)"));
        }
    }

    private static byte[] save(WeightScaling scaling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scaling.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void load(WeightScaling scaling, NDManager manager, byte[] file)
            throws IOException, MalformedModelException {
        scaling.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(file)));
    }

    @Test
    public void sizesArePositive() {
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> builder().setStateSize(0).build())
                        .getMessage();
        Assert.assertEquals(message, "The state size must be positive, got 0");
    }
}
