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
package io.github.hypernet.core.training.optimizer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** Nesterov's momentum, step by step. */
public class NesterovSgdTest {

    private static final float[] GRADIENTS = {1, -2, 0.5f, 4};

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void stepsAreThoseOfTheEquation(String engine) {
        Tracker rate = step -> 0.1f / step;
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NesterovSgd optimizer =
                    NesterovSgd.builder().setLearningRateTracker(rate).optMomentum(0.5f).build();
            NDArray weight = manager.create(new float[] {1, 10});
            weight.setRequiresGradient(true);
            double[] expected = {1, 10};
            double[] velocity = {0, 0};
            int live = 0;
            for (int step = 1; step <= GRADIENTS.length; ++step) {
                float g = GRADIENTS[step - 1];
                try (NDArray gradient = manager.create(new float[] {g, 2 * g})) {
                    optimizer.update("w", weight, gradient);
                    // the gradient belongs to the trainer and stays as it is
                    Assert.assertEquals(gradient.toFloatArray(), new float[] {g, 2 * g});
                }
                for (int i = 0; i < 2; ++i) {
                    double gradient = g * (i + 1);
                    velocity[i] = 0.5 * velocity[i] + gradient;
                    expected[i] -= 0.1 / step * (gradient + 0.5 * velocity[i]);
                    Assert.assertEquals(weight.toFloatArray()[i], expected[i], 1e-5);
                }
                int now = manager.getManagedArrays().size();
                Assert.assertTrue(step == 1 || now == live, "live arrays: " + now);
                live = now;
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theOptionsOfAllOptimizersHold(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NesterovSgd optimizer =
                    NesterovSgd.builder()
                            .setLearningRateTracker(Tracker.fixed(1))
                            .optMomentum(0)
                            .setRescaleGrad(0.5f)
                            .optClipGrad(3)
                            .optWeightDecays(0.1f)
                            .build();
            NDArray weight = manager.create(new float[] {10, 10});
            optimizer.update("w", weight, manager.create(new float[] {2, 100}));
            // 10 - (1 + 1) and 10 - (3 + 1)
            Assert.assertEquals(weight.toFloatArray(), new float[] {8, 6}, 1e-5f);
        }
    }

    @Test
    public void badSettingsAreRefused() {
        Assert.expectThrows(
                IllegalArgumentException.class, () -> NesterovSgd.builder().optMomentum(1));
        Assert.expectThrows(IllegalArgumentException.class, () -> NesterovSgd.builder().build());
    }
}
