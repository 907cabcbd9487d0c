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
package io.github.hypernet.core.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.training.internal.DjlTrainer;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gradients that are written to. */
public class GradientsTest {

    /** What was written stays, whatever else the memory of Java is used for. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradientsThatWereSetStay(String engine) throws InterruptedException {
        Device[] devices = {Device.cpu()};
        try (Model model = Model.newInstance("model", Device.cpu(), engine)) {
            model.setBlock(Linear.builder().setUnits(64).build());
            try (Trainer trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(Loss.l2Loss()).optDevices(devices))) {
                trainer.initialize(new Shape(1, 64));
                Gradients gradients =
                        new Gradients(
                                DjlTrainer.parameterStore(trainer),
                                model.getBlock().getParameters().values(),
                                devices);
                try (NDManager manager = model.getNDManager().newSubManager()) {
                    backward(trainer, manager, Float.NaN);
                    try (NDScope scope = new NDScope()) {
                        scope.suppressNotUsedWarning();
                        gradients.clear();
                    }
                    useMemory();
                    Assert.assertEquals(gradients.globalNorm().toFloatArray(), new float[] {0});
                    backward(trainer, manager, 3);
                    try (NDScope scope = new NDScope()) {
                        scope.suppressNotUsedWarning();
                        gradients.set(gradients.addTo(gradients.addTo(null)));
                    }
                    useMemory();
                    for (NDArray gradient : gradients.on(Device.cpu())) {
                        for (float value : gradient.toFloatArray()) {
                            Assert.assertEquals(value, 6f);
                        }
                    }
                }
            }
        }
    }

    private static void backward(Trainer trainer, NDManager manager, float factor) {
        NDList ones = new NDList(manager.ones(new Shape(1, 64)));
        try (GradientCollector collector = trainer.newGradientCollector()) {
            collector.backward(trainer.forward(ones).head().mul(factor).sum());
        }
    }

    /** Frees buffers that are out of use, and takes their place. */
    private static void useMemory() throws InterruptedException {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 5; ++i) {
            System.gc();
            Thread.sleep(20);
        }
        for (int i = 0; i < 500; ++i) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 64 * 4);
            while (buffer.hasRemaining()) {
                buffer.put((byte) 1);
            }
            buffers.add(buffer);
        }
        Assert.assertEquals(buffers.size(), 500);
    }
}
