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
package io.github.hypernet.text.handwriting;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Random;

/** The density of where the pen goes: what holds for any such density, and for extreme outputs. */
public class MixtureDensityTest {

    private static final int MIXTURES = 3;

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theDensityIntegratesToOne(String engine) {
        MixtureDensity density = new MixtureDensity(MIXTURES);
        int side = 400;
        float width = 16;
        float cell = width / side;
        float[] outputs = {
            0.7f, // pen
            0.3f,
            -0.5f,
            1, // weights
            -1,
            0.5f,
            2, // means of x
            1,
            0,
            -1.5f, // means of y
            -0.5f,
            0.1f,
            -1, // deviations of x
            0.2f,
            -0.7f,
            -0.3f, // deviations of y
            0.9f,
            -1.1f,
            0 // correlations
        };
        float[] points = new float[2 * side * side * 3];
        for (int i = 0; i < 2 * side * side; ++i) {
            points[3 * i] = (i % side + 0.5f) * cell - width / 2;
            points[3 * i + 1] = (i / side % side + 0.5f) * cell - width / 2;
            points[3 * i + 2] = i / (side * side);
        }
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NDArray grid = manager.create(points, new Shape(2, side * side, 3));
            NDArray same = manager.create(outputs).reshape(1, 1, -1).broadcast(2, side * side, 19);
            NDArray loss = density.negativeLogLikelihood(same, grid);
            float[] sums = loss.neg().exp().sum(new int[] {1}).mul(cell * cell).toFloatArray();
            Assert.assertEquals(sums[0] + sums[1], 1, 1e-3);
            Assert.assertEquals(sums[1], 1 / (1 + Math.exp(-0.7)), 1e-3, "the pen is lifted");
        }
    }

    /** Ten thousand outputs of any size up to far beyond what a network gives. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void extremeOutputsGiveFiniteLossesAndGradients(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        MixtureDensity density = new MixtureDensity(MIXTURES);
        int cases = 10_000;
        int units = density.getUnits();
        Random random = new Random(5);
        float[] outputs = new float[cases * units];
        float[] labels = new float[cases * 4];
        for (int i = 0; i < cases; ++i) {
            for (int j = 0; j < units; ++j) {
                outputs[i * units + j] = anyNumber(random, 6);
            }
            labels[4 * i] = anyNumber(random, 5);
            labels[4 * i + 1] = anyNumber(random, 5);
            labels[4 * i + 2] = random.nextInt(2);
            labels[4 * i + 3] = 1;
        }
        try (NDManager manager = engine.newBaseManager()) {
            NDArray predictions = manager.create(outputs, new Shape(cases, 1, units));
            predictions.setRequiresGradient(true);
            NDArray points = manager.create(labels, new Shape(cases, 1, 4));
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray loss = density.negativeLogLikelihood(predictions, points);
                assertFinite(loss.toFloatArray(), "loss");
                collector.backward(loss.sum());
            }
            assertFinite(predictions.getGradient().toFloatArray(), "gradient");
        }
    }

    /** Zero, or a number of any magnitude up to a power of ten. */
    private static float anyNumber(Random random, int power) {
        if (random.nextInt(20) == 0) {
            return 0;
        }
        double size = Math.pow(10, (random.nextDouble() * 2 - 1) * power);
        return (float) (random.nextBoolean() ? size : -size);
    }

    private static void assertFinite(float[] values, String what) {
        for (int i = 0; i < values.length; ++i) {
            Assert.assertTrue(Float.isFinite(values[i]), what + " " + i + ": " + values[i]);
        }
    }

    /** Within the range of deviations and correlations the loss is that of exact arithmetic. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void narrowWideAndFlatGaussiansAreExact(String engine) {
        double[] deviations = {1e-4, 1, 1e4};
        double[] correlations = {-1 + 1e-6, 0, 0.999, 1 - 1e-6};
        MixtureDensity density = new MixtureDensity(1);
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            for (double sigma : deviations) {
                for (double rho : correlations) {
                    float logSigma = (float) Math.log(sigma);
                    float raw = (float) (Math.log((1 + rho) / (1 - rho)) / 2);
                    float[] outputs = {0, 0, 0, 0, logSigma, logSigma, raw};
                    float dx = (float) (0.3 * sigma);
                    float dy = (float) (-0.2 * sigma);
                    float actual =
                            density.negativeLogLikelihood(
                                            manager.create(outputs, new Shape(1, 7)),
                                            manager.create(
                                                    new float[] {dx, dy, 0}, new Shape(1, 3)))
                                    .getFloat();
                    double exact = exact(dx, dy, Math.exp(logSigma), raw);
                    Assert.assertEquals(
                            actual / exact, 1, 1e-5, "deviation " + sigma + ", rho " + rho);
                }
            }
        }
    }

    private static double exact(double dx, double dy, double sigma, double raw) {
        double rho = Math.tanh(raw);
        double x = dx / sigma;
        double y = dy / sigma;
        double rest = 1 - rho * rho;
        double density =
                Math.exp(-(x * x + y * y - 2 * rho * x * y) / (2 * rest))
                        / (2 * Math.PI * sigma * sigma * Math.sqrt(rest));
        double log =
                density > 0
                        ? Math.log(density)
                        : -(x * x + y * y - 2 * rho * x * y) / (2 * rest)
                                - Math.log(2 * Math.PI * sigma * sigma)
                                - Math.log(rest) / 2;
        return -log + Math.log(2);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void pointsOfNoWeightDoNotCount(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            float[] points = {0.1f, 0.2f, 0, 1, -0.3f, 0.4f, 1, 1, 9, 9, 1, 0};
            NDArray labels = manager.create(points, new Shape(1, 3, 4));
            NDArray outputs = manager.randomNormal(new Shape(1, 3, 13));
            NDList all = new NDList(outputs);
            NDList two = new NDList(outputs.get(":, :2"));
            NDList counted = new NDList(labels.get(":, :2"));
            float expected = new MixtureDensityLoss().evaluate(counted, two).getFloat();
            float actual = new MixtureDensityLoss().evaluate(new NDList(labels), all).getFloat();
            Assert.assertEquals(actual, expected, 1e-5);
            Assert.assertEquals(
                    new NegativeLogLikelihood().evaluate(new NDList(labels), all).getFloat(),
                    expected,
                    1e-5);
        }
    }

    @Test
    public void outputsThatAreNoDensityAreRefused() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            NDList labels = new NDList(manager.zeros(new Shape(1, 1, 4)));
            NDList outputs = new NDList(manager.zeros(new Shape(1, 1, 120)));
            IllegalArgumentException e =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () -> new MixtureDensityLoss().evaluate(labels, outputs));
            Assert.assertTrue(e.getMessage().contains("got 120"), e.getMessage());
        }
        Assert.assertThrows(IllegalArgumentException.class, () -> new MixtureDensity(0));
    }
}
