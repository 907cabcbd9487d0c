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

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.util.RandomUtils;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

public class SineTasksTest {

    private static final int BATCHES = 3;

    /** Returns all numbers of a pass, a batch each: queries, support sets, labels. */
    private static List<float[]> read(OptionalLong seed, NDManager manager) {
        List<float[]> read = new ArrayList<>();
        for (Batch batch : new SineTasks(4, BATCHES, 5, 7, seed).getData(manager)) {
            try (batch) {
                Assert.assertEquals(batch.getData().get(0).getShape(), new Shape(4, 7, 1));
                Assert.assertEquals(batch.getData().get(1).getShape(), new Shape(4, 5, 2));
                Assert.assertEquals(batch.getLabels().head().getShape(), new Shape(4, 7, 1));
                read.add(batch.getData().get(0).toFloatArray());
                read.add(batch.getData().get(1).toFloatArray());
                read.add(batch.getLabels().head().toFloatArray());
            }
        }
        Assert.assertEquals(read.size(), 3 * BATCHES);
        return read;
    }

    private static void assertSame(List<float[]> actual, List<float[]> expected, boolean same) {
        for (int i = 0; i < expected.size(); ++i) {
            if (same) {
                Assert.assertEquals(actual.get(i), expected.get(i));
            } else {
                Assert.assertNotEquals(actual.get(i), expected.get(i));
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSeedOfItsOwnGivesTheSameTasks(String engine) {
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            RandomUtils.RANDOM.setSeed(7);
            int next = RandomUtils.nextInt();
            RandomUtils.RANDOM.setSeed(7);
            List<float[]> first = read(OptionalLong.of(1), manager);
            assertSame(read(OptionalLong.of(1), manager), first, true);
            Assert.assertEquals(RandomUtils.nextInt(), next); // nothing was drawn
            assertSame(read(OptionalLong.of(2), manager), first, false);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void otherwiseTasksFollowFromTheRandomNumbersOfDjl(String engine) {
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            RandomUtils.RANDOM.setSeed(7);
            List<float[]> first = read(OptionalLong.empty(), manager);
            assertSame(read(OptionalLong.empty(), manager), first, false);
            RandomUtils.RANDOM.setSeed(7);
            assertSame(read(OptionalLong.empty(), manager), first, true);
        }
    }

    /** Three points tell amplitude and phase: y = a sin x + b cos x. */
    @Test
    public void supportSetAndQueriesAreOfOneSine() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            List<float[]> numbers = read(OptionalLong.of(5), manager);
            float[] queries = numbers.get(0);
            float[] support = numbers.get(1);
            float[] labels = numbers.get(2);
            for (int task = 0; task < 4; ++task) {
                double[] fit = fit(support, 10 * task);
                Assert.assertTrue(fit[2] < 1e-3, "the points are of no sine");
                double amplitude = Math.hypot(fit[0], fit[1]);
                Assert.assertTrue(amplitude > 0.099 && amplitude < 5.001);
                for (int i = 7 * task; i < 7 * (task + 1); ++i) {
                    double x = queries[i];
                    Assert.assertTrue(Math.abs(x) <= 5);
                    double y = fit[0] * Math.sin(x) + fit[1] * Math.cos(x);
                    Assert.assertEquals(labels[i], y, 1e-3);
                }
            }
        }
    }

    /** Fits a sine to five points by least squares: its two factors, and the largest error. */
    private static double[] fit(float[] support, int first) {
        double ss = 0;
        double sc = 0;
        double cc = 0;
        double sy = 0;
        double cy = 0;
        for (int i = first; i < first + 10; i += 2) {
            double sin = Math.sin(support[i]);
            double cos = Math.cos(support[i]);
            ss += sin * sin;
            sc += sin * cos;
            cc += cos * cos;
            sy += sin * support[i + 1];
            cy += cos * support[i + 1];
        }
        double determinant = ss * cc - sc * sc;
        double a = (sy * cc - cy * sc) / determinant;
        double b = (cy * ss - sy * sc) / determinant;
        double error = 0;
        for (int i = first; i < first + 10; i += 2) {
            double y = a * Math.sin(support[i]) + b * Math.cos(support[i]);
            error = Math.max(error, Math.abs(y - support[i + 1]));
        }
        return new double[] {a, b, error};
    }
}
