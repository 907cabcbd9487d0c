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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** L2 regularization of learned weights. */
public class LearnedWeightDecayTest {

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void valueAndGradientAreThoseOfTheSelectedWeights(String engine) {
        SequentialBlock block =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(4).build())
                        .add(Activation::relu)
                        .add(Linear.builder().setUnits(2).build());
        // before there are parameters
        LearnedWeightDecay decay =
                new LearnedWeightDecay(block, ParameterSelector.weights(), 0.25f);
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            model.setBlock(block);
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()});
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 3));
                int live = 0;
                for (int step = 0; step < 3; ++step) {
                    try (NDManager manager = trainer.getManager().newSubManager()) {
                        NDArray prediction = manager.ones(new Shape(1, 2));
                        float value;
                        try (GradientCollector collector = trainer.newGradientCollector()) {
                            NDArray term = decay.evaluate(null, new NDList(prediction));
                            // what the backward pass needs is not Java's garbage
                            System.gc();
                            for (int i = 0; i < 100; ++i) {
                                manager.create(7f);
                            }
                            collector.backward(term);
                            value = term.getFloat();
                        }
                        Assert.assertEquals(value, check(block), 1e-5);
                        block.getParameters()
                                .values()
                                .forEach(
                                        p -> {
                                            try (NDArray g = p.getArray().getGradient()) {
                                                g.subi(g); // one engine adds gradients up
                                            }
                                        });
                    }
                    int now = model.getNDManager().getManagedArrays().size();
                    Assert.assertTrue(step == 0 || now == live, "live arrays: " + now);
                    live = now;
                }
            }
        }
    }

    /** Checks the gradients, 2 * 0.25 * w, and returns 0.25 * sum(w^2). */
    private static double check(SequentialBlock block) {
        double sum = 0;
        for (String name : new String[] {"01Linear_weight", "03Linear_weight"}) {
            NDArray array = block.getParameters().get(name).getArray();
            float[] values = array.toFloatArray();
            try (NDArray gradient = array.getGradient()) {
                float[] gradients = gradient.toFloatArray();
                for (int i = 0; i < values.length; ++i) {
                    Assert.assertEquals(gradients[i], 0.5 * values[i], 1e-5);
                    sum += 0.25 * values[i] * values[i];
                }
            }
        }
        return sum;
    }

    @Test
    public void badSettingsAreRefused() {
        SequentialBlock block = new SequentialBlock();
        Assert.expectThrows(
                IllegalArgumentException.class,
                () -> new LearnedWeightDecay(block, ParameterSelector.weights(), -1));
        try (Model model = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            NDArray prediction = model.getNDManager().ones(new Shape(1));
            LearnedWeightDecay decay = new LearnedWeightDecay(block, p -> true, 1);
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> decay.evaluate(null, new NDList(prediction)));
        }
    }
}
