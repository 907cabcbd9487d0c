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
package io.github.hypernet.core.episode;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The means of the classes in support sets. */
public class ClassMeansTest {

    private static final Shape SHAPE = new Shape(2, 4, 3);
    private static final float[] LABELS = {1, 0, 1, -1, 0, 0, 0, 1};

    // [E, N, S] by hand
    private static final double[][][] SHARES = {
        {{0, 1, 0, 0}, {.5, 0, .5, 0}}, {{1 / 3., 1 / 3., 1 / 3., 0}, {0, 0, 0, 1}}
    };

    private static float[] features() {
        float[] values = new float[(int) SHAPE.size()];
        for (int i = 0; i < values.length; ++i) {
            values[i] = (float) Math.sin(1 + 7 * i);
        }
        return values;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theyAreThoseByHandWithTheirGradient(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray features = manager.create(features(), SHAPE);
            features.setRequiresGradient(true);
            NDArray labels = manager.create(LABELS, new Shape(2, 4));
            float[] actual;
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray means = ClassMeans.of(features, labels);
                Assert.assertEquals(means.getShape(), new Shape(2, 2, 3));
                NDArray weights = manager.arange(0f, 12f).reshape(2, 2, 3);
                collector.backward(means.mul(weights).sum());
                actual = means.toFloatArray();
            }
            float[] gradient = features.getGradient().toFloatArray();
            for (int e = 0; e < 2; ++e) {
                for (int f = 0; f < 3; ++f) {
                    for (int n = 0; n < 2; ++n) {
                        double mean = 0;
                        for (int s = 0; s < 4; ++s) {
                            mean += SHARES[e][n][s] * features()[(e * 4 + s) * 3 + f];
                        }
                        Assert.assertEquals(actual[(e * 2 + n) * 3 + f], mean, 1e-6);
                    }
                    for (int s = 0; s < 4; ++s) {
                        double expected = 0;
                        for (int n = 0; n < 2; ++n) {
                            expected += SHARES[e][n][s] * ((e * 2 + n) * 3 + f);
                        }
                        Assert.assertEquals(gradient[(e * 4 + s) * 3 + f], expected, 1e-5);
                    }
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theOrderOfTheSupportSetDoesNotMatterAndThatOfClassesOrdersThem(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray features = manager.create(features(), SHAPE);
            NDArray labels = manager.create(LABELS, new Shape(2, 4));
            float[] expected = ClassMeans.of(features, labels).toFloatArray();
            float[] reversed = ClassMeans.of(features.flip(1), labels.flip(1)).toFloatArray();
            Assert.assertEquals(reversed, expected, 1e-6f);
            float[] exchanged = LABELS.clone();
            for (int i = 0; i < exchanged.length; ++i) {
                exchanged[i] = exchanged[i] < 0 ? -1 : 1 - exchanged[i];
            }
            NDArray swapped = ClassMeans.of(features, manager.create(exchanged, new Shape(2, 4)));
            Assert.assertEquals(swapped.flip(1).toFloatArray(), expected, 1e-6f);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void labelsMayBeWholeNumbers(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray features = manager.create(features(), SHAPE);
            NDArray labels = manager.create(LABELS, new Shape(2, 4));
            float[] expected = ClassMeans.of(features, labels).toFloatArray();
            NDArray whole = labels.toType(DataType.INT64, false);
            Assert.assertEquals(ClassMeans.of(features, whole).toFloatArray(), expected);
        }
    }

    /** A block that wraps this one may free its intermediate arrays before the backward pass. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theGradientOutlivesAScope(String engine) throws Exception {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray features = manager.create(features(), SHAPE);
            features.setRequiresGradient(true);
            NDArray labels = manager.create(LABELS, new Shape(2, 4));
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray means;
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    means = ClassMeans.of(features, labels);
                    NDScope.unregister(means);
                }
                for (int i = 0; i < 5; ++i) {
                    System.gc(); // a buffer without an array is freed
                    Thread.sleep(10);
                }
                for (int i = 0; i < 1000; ++i) {
                    manager.zeros(new Shape(2, 2, 4)); // would take its memory
                    manager.create(new float[16]);
                }
                collector.backward(means.sum());
            }
            float[] gradient = features.getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; ++i) {
                int s = i / 3 % 4;
                double[][] shares = SHARES[i / 12];
                Assert.assertEquals(gradient[i], shares[0][s] + shares[1][s], 1e-6);
            }
        }
    }

    @Test
    public void whatHasNoMeanIsRefused() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray features = manager.ones(new Shape(1, 3, 2));
            refused(features, manager.create(new float[] {0, 2, 2}), "(1, 3, 2)", "(3)");
            refused(features, row(manager, 0, 2, 2), "episode 0", "no item of class 1");
            refused(features, row(manager, 0, .5f, 1), "got 0.5");
            refused(features, row(manager, 0, -2, 1), "got -2");
            refused(features, row(manager, -1, -1, -1), "no item");
        }
    }

    private static NDArray row(NDManager manager, float... labels) {
        return manager.create(labels, new Shape(1, labels.length));
    }

    private static void refused(NDArray features, NDArray labels, String... words) {
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> ClassMeans.of(features, labels))
                        .getMessage();
        for (String word : words) {
            Assert.assertTrue(message.contains(word), message);
        }
    }
}
