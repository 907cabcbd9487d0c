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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.util.RandomUtils;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drawings as batches. */
public class StrokeBatchesTest {

    private static final Drawing SHORT =
            Drawing.of(
                    List.of(
                            new StrokePoint(50, 60, false),
                            new StrokePoint(2, 4, true),
                            new StrokePoint(-6, 8, true)));
    private static final Drawing SHORTER =
            Drawing.of(List.of(new StrokePoint(1, 1, true), new StrokePoint(10, 0, true)));
    private static final Drawing DOT = Drawing.of(List.of(new StrokePoint(3, 3, true)));

    /** Drawings whose lengths are those of a skewed distribution, up to 400 points. */
    static List<Drawing> ofManyLengths(int count) {
        Random random = new Random(9);
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < count; ++i) {
            int size = 2 + (int) Math.min(400, Math.exp(3.5 + 0.8 * random.nextGaussian()));
            List<StrokePoint> points = new ArrayList<>();
            for (int j = 0; j < size; ++j) {
                points.add(new StrokePoint(random.nextInt(9) - 4, i, j == size - 1));
            }
            drawings.add(Drawing.of(points));
        }
        return drawings;
    }

    /** Returns the share of the cells of an epoch's batches that hold no point. */
    static double padding(List<Drawing> drawings, int batchSize) {
        long cells = 0;
        long points = 0;
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            StrokeBatches batches = StrokeBatches.forTraining(drawings, 1, batchSize, 0.1f);
            for (Batch batch : batches.getData(manager)) {
                try (batch) {
                    Shape shape = batch.getData().head().getShape();
                    cells += shape.get(0) * shape.get(1);
                    points += batch.getSize();
                }
            }
        }
        return 1 - (double) points / cells;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchHoldsEachPointAndTheNextOne(String engine) {
        StrokeBatches batches = StrokeBatches.forEvaluation(List.of(SHORTER, DOT, SHORT), 2, 3);
        Assert.assertEquals(batches.getBatchCount(), 1);
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            Batch batch = batches.getData(manager).iterator().next();
            Assert.assertEquals(batch.getSize(), 3);
            Assert.assertEquals(batch.getData().head().getShape(), new Shape(2, 2, 3));
            float[] data = {0, 0, 0, 1, 2, 1, 0, 0, 1, 0, 0, 0};
            Assert.assertEquals(batch.getData().head().toFloatArray(), data);
            // two drawings, three points: so the weighted sum over the points is their mean, twice
            float w = 2 / 3f;
            float[] labels = {1, 2, 1, w, -3, 4, 1, w, 5, 0, 1, w, 0, 0, 0, 0};
            Assert.assertEquals(batch.getLabels().head().toFloatArray(), labels, 1e-6f);
        }
    }

    @Test
    public void thereIsLittlePadding() {
        Assert.assertTrue(padding(ofManyLengths(3000), 32) < 0.15);
        Assert.assertTrue(padding(ofManyLengths(3000), 64) < 0.15);
        StrokeBatches batches = StrokeBatches.forTraining(ofManyLengths(3000), 1, 32, 0.1f);
        Assert.assertEquals(batches.getPadding(), padding(ofManyLengths(3000), 32), 0.01);
    }

    @Test
    public void epochsHoldAllDrawingsInRandomOrderAndSize() {
        List<Drawing> drawings = ofManyLengths(100);
        StrokeBatches batches = StrokeBatches.forTraining(drawings, 1, 8, 0.1f);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            List<Float> first = numbers(batches, manager, 1);
            Assert.assertEquals(numbers(batches, manager, 1), first, "the same seed");
            List<Float> second = numbers(batches, manager, 2);
            Assert.assertNotEquals(second, first, "another seed");
            Assert.assertEquals(second.size(), 100);
            // dy of drawing i is i, at most a tenth more or less
            List<Float> sorted = second.stream().sorted().toList();
            for (int i = 0; i < 100; ++i) {
                Assert.assertEquals(sorted.get(i), i, 0.1 * 100);
            }
            double sum = sorted.stream().mapToDouble(dy -> dy).sum();
            Assert.assertEquals(sum, 4950, 0.03 * 4950);
            Assert.assertTrue(second.stream().anyMatch(dy -> dy != Math.rint(dy)), "scaled");
        }
    }

    /** Returns dy of each drawing, in the order of an epoch. */
    private static List<Float> numbers(StrokeBatches batches, NDManager manager, int seed) {
        RandomUtils.RANDOM.setSeed(seed);
        List<Float> numbers = new ArrayList<>();
        for (Batch batch : batches.getData(manager)) {
            try (batch) {
                for (float dy : batch.getLabels().head().get(":, 0, 1").toFloatArray()) {
                    numbers.add(dy);
                }
            }
        }
        return numbers;
    }

    @Test
    public void whatMakesNoBatchesIsRefused() {
        Assert.assertThrows(
                IllegalArgumentException.class,
                () -> StrokeBatches.forEvaluation(List.of(DOT), 1, 8));
        Assert.assertThrows(
                IllegalArgumentException.class,
                () -> StrokeBatches.forEvaluation(List.of(SHORT), 1, 0));
        Assert.assertThrows(
                IllegalArgumentException.class,
                () -> StrokeBatches.forTraining(List.of(SHORT), 1, 8, 1));
        Assert.assertThrows(
                IllegalArgumentException.class, () -> DrawingStatistics.of(List.of(DOT)));
    }

    @Test
    public void offsetsAreMeasuredWithoutTheFirst() {
        DrawingStatistics statistics = DrawingStatistics.of(List.of(SHORT, SHORTER, DOT));
        double[] offsets = {2, 4, -6, 8, 10, 0};
        double mean = 3;
        double squares = 0;
        for (double offset : offsets) {
            squares += (offset - mean) * (offset - mean);
        }
        Assert.assertEquals(statistics.deviation(), Math.sqrt(squares / 6), 1e-5);
        Assert.assertEquals(statistics.length(), 2);
    }
}
