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
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A hypernetwork inside a hypernetwork; one that is cleared; one whose file is damaged. */
public class NestedHypernetworkTest {

    private static final Shape INPUT = new Shape(2, 6);

    private static Hypernetwork inner() {
        return Hypernetwork.builder()
                .setMainNetwork(Linear.builder().setUnits(3).build())
                .addGenerator(generator(), ParameterSelector.weights())
                .build();
    }

    private static Hypernetwork outer(ParameterSelector selector) {
        return Hypernetwork.builder()
                .setMainNetwork(new SequentialBlock().add(inner()))
                .addGenerator(generator(), selector)
                .build();
    }

    private static LinearGenerator generator() {
        return LinearGenerator.builder().setEmbeddingSize(2).setChunkSize(6).build();
    }

    private static NDManager newManager(String engine) {
        return Engine.getEngine(engine).newBaseManager(Device.cpu());
    }

    private static float[] outputs(Hypernetwork network, NDManager manager) {
        ParameterStore store = new ParameterStore(manager, false);
        return network.forward(store, new NDList(manager.ones(INPUT)), false).head().toFloatArray();
    }

    private static byte[] save(Hypernetwork network) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        network.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void load(Hypernetwork network, NDManager manager, byte[] bytes)
            throws IOException, MalformedModelException {
        network.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void whatTheInnerOneIsMadeOfCanBeGenerated(String engine) throws Exception {
        for (String what :
                new String[] {
                    ".*embeddings", ".*Generator.*", ".*_bias", ".*dings|.*Generator.*"
                }) {
            try (NDManager manager = newManager(engine)) {
                Hypernetwork network = outer(ParameterSelector.matching(what));
                network.initialize(manager, DataType.FLOAT32, INPUT);
                float[] expected = outputs(network, manager);
                Hypernetwork loaded = outer(ParameterSelector.matching(what));
                load(loaded, manager, save(network));
                Assert.assertEquals(outputs(loaded, manager), expected, what);
                network.materialize();
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void whatTheInnerOneGeneratesIsRefused(String engine) {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = outer(ParameterSelector.weights());
            Assert.assertThrows(
                    IllegalArgumentException.class,
                    () -> network.initialize(manager, DataType.FLOAT32, INPUT));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aClearedOneIsInitializedAndLoadedAgain(String engine) throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = inner();
            SequentialBlock parent = new SequentialBlock().add(network);
            parent.initialize(manager, DataType.FLOAT32, INPUT);
            float[] expected = outputs(network, manager);
            byte[] bytes = save(network);
            parent.clear();
            parent.clear();
            parent.initialize(manager, DataType.FLOAT32, new Shape(2, 6));
            outputs(network, manager);
            network.clear();
            network.clear();
            load(network, manager, bytes);
            Assert.assertEquals(outputs(network, manager), expected);
            network.clear();
            network.initialize(manager, DataType.FLOAT32, new Shape(2, 9));
            Assert.assertEquals(network.getGeneratedParameters().get(0).shape(), new Shape(3, 9));
        }
    }

    /** Of what is damaged in the head, up to the first value, nothing is more than an exception. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aDamagedHeadIsRefused(String engine) throws Exception {
        try (NDManager manager = newManager(engine)) {
            Hypernetwork network = inner();
            network.initialize(manager, DataType.FLOAT32, INPUT);
            byte[] bytes = save(network);
            // the version, a shape of two dimensions, a generated parameter's head
            int head = 1 + 4 + 4 + 16 + 4 + 4 + 4 + 4;
            for (int at = 0; at < head; ++at) {
                byte[] damaged = bytes.clone();
                damaged[at] = 127;
                try {
                    load(inner(), manager, damaged);
                } catch (MalformedModelException | IOException e) {
                    Assert.assertNotNull(e);
                }
            }
            for (int at : new int[] {1, 5}) {
                byte[] damaged = bytes.clone();
                damaged[at] = -1;
                Assert.assertThrows(
                        MalformedModelException.class, () -> load(inner(), manager, damaged));
            }
        }
    }
}
