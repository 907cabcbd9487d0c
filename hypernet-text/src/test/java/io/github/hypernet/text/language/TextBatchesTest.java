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
package io.github.hypernet.text.language;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** A text cut into rows and windows. */
public class TextBatchesTest {

    private static NDManager manager(String engine) {
        return NDManager.newBaseManager(Device.cpu(), engine);
    }

    /** The ids 1, 2, 3, ...: a symbol tells its place, and none is that of padding. */
    private static int[] count(int symbols) {
        return IntStream.rangeClosed(1, symbols).toArray();
    }

    private static void assertBatch(Batch batch, Shape shape, int[] data, float[] labels) {
        NDArray ids = batch.getData().singletonOrThrow();
        NDArray next = batch.getLabels().singletonOrThrow();
        Assert.assertEquals(ids.getShape(), shape);
        Assert.assertEquals(next.getShape(), shape);
        Assert.assertEquals(ids.getDataType(), DataType.INT32);
        Assert.assertEquals(next.getDataType(), DataType.FLOAT32);
        Assert.assertEquals(ids.toIntArray(), data);
        Assert.assertEquals(next.toFloatArray(), labels);
    }

    private static String refusal(Assert.ThrowingRunnable call) {
        return Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void rowsReadOnFromWindowToWindow(String engine) {
        // 9 predictions in 2 rows of 4; the last prediction does not fill a row
        TextBatches batches = TextBatches.ofFullRows(count(10), 2, 3);
        Assert.assertEquals(batches.getBatchCount(), 2);
        Assert.assertEquals(batches.getPredictionCount(), 8);
        try (NDManager manager = manager(engine)) {
            Iterator<Batch> iterator = batches.getData(manager).iterator();
            try (Batch first = iterator.next()) {
                assertBatch(
                        first,
                        new Shape(2, 3),
                        new int[] {1, 2, 3, 5, 6, 7},
                        new float[] {2, 3, 4, 6, 7, 8});
                Assert.assertEquals(first.getSize(), 6);
                Assert.assertEquals(first.getProgress(), 1);
                Assert.assertEquals(first.getProgressTotal(), 2);
            }
            try (Batch last = iterator.next()) {
                assertBatch(last, new Shape(2, 1), new int[] {4, 8}, new float[] {5, 9});
                Assert.assertEquals(last.getSize(), 2);
                Assert.assertEquals(last.getProgress(), 2);
            }
            Assert.assertFalse(iterator.hasNext());
            Assert.assertThrows(NoSuchElementException.class, iterator::next);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void cellsPastTheEndArePadding(String engine) {
        // 9 predictions in 4 rows of 3: the last row has none
        TextBatches batches = TextBatches.ofAll(count(10), 4, 2);
        try (NDManager manager = manager(engine)) {
            Iterator<Batch> iterator = batches.getData(manager).iterator();
            try (Batch batch = iterator.next()) {
                assertBatch(
                        batch,
                        new Shape(4, 2),
                        new int[] {1, 2, 4, 5, 7, 8, 0, 0},
                        new float[] {2, 3, 5, 6, 8, 9, -1, -1});
                Assert.assertEquals(batch.getSize(), 6);
            }
            try (Batch batch = iterator.next()) {
                assertBatch(
                        batch,
                        new Shape(4, 1),
                        new int[] {3, 6, 9, 0},
                        new float[] {4, 7, 10, TextBatches.PADDING});
                Assert.assertEquals(batch.getSize(), 3);
            }
        }
    }

    @Test
    public void anEvaluationHasEveryPredictionOnce() {
        try (NDManager manager = manager("PyTorch")) {
            for (int symbols = 2; symbols < 20; ++symbols) {
                for (int batchSize = 1; batchSize < symbols; ++batchSize) {
                    for (int length = 1; length < 8; length += 3) {
                        TextBatches all = TextBatches.ofAll(count(symbols), batchSize, length);
                        Assert.assertEquals(predictions(all, manager), count(symbols - 1));
                        Assert.assertEquals(all.getPredictionCount(), symbols - 1);
                    }
                }
            }
        }
    }

    @Test
    public void trainingLeavesOutFewerPredictionsThanRows() {
        try (NDManager manager = manager("PyTorch")) {
            for (int symbols = 2; symbols < 20; ++symbols) {
                for (int batchSize = 1; batchSize < symbols; ++batchSize) {
                    TextBatches full = TextBatches.ofFullRows(count(symbols), batchSize, 3);
                    int kept = (symbols - 1) / batchSize * batchSize;
                    Assert.assertEquals(predictions(full, manager), count(kept));
                    Assert.assertEquals(full.getPredictionCount(), kept);
                }
            }
        }
    }

    /** The sorted ids that something follows; checks counts and sizes on the way. */
    private static int[] predictions(TextBatches batches, NDManager manager) {
        IntStream.Builder found = IntStream.builder();
        int count = 0;
        for (Batch batch : batches.getData(manager)) {
            try (batch) {
                int[] data = batch.getData().head().toIntArray();
                float[] labels = batch.getLabels().head().toFloatArray();
                int size = 0;
                for (int i = 0; i < data.length; ++i) {
                    if (labels[i] != TextBatches.PADDING) {
                        Assert.assertEquals(labels[i], data[i] + 1f);
                        found.add(data[i]);
                        ++size;
                    }
                }
                Assert.assertEquals(batch.getSize(), size);
                ++count;
            }
        }
        Assert.assertEquals(batches.getBatchCount(), count);
        return found.build().sorted().toArray();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchSplitsByRows(String engine) {
        Device[] devices = {Device.cpu(), Device.cpu()};
        try (NDManager manager = manager(engine);
                Batch batch =
                        TextBatches.ofFullRows(count(10), 3, 2)
                                .getData(manager)
                                .iterator()
                                .next()) {
            Batch[] pieces = batch.split(devices, false);
            assertBatch(
                    pieces[0], new Shape(2, 2), new int[] {1, 2, 4, 5}, new float[] {2, 3, 5, 6});
            assertBatch(pieces[1], new Shape(1, 2), new int[] {7, 8}, new float[] {8, 9});
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void labelsFitTheLossOfDjl(String engine) {
        try (NDManager manager = manager(engine);
                Batch batch =
                        TextBatches.ofFullRows(new int[] {0, 1, 2, 0, 1, 2, 0}, 2, 3)
                                .getData(manager)
                                .iterator()
                                .next()) {
            NDArray labels = batch.getLabels().head().reshape(-1);
            // the right symbol has odds of e^3 against each of the two others
            NDArray scores = labels.oneHot(3).mul(3);
            scores.setRequiresGradient(true);
            double right = Math.exp(3) / (Math.exp(3) + 2);
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray loss =
                        Loss.softmaxCrossEntropyLoss()
                                .evaluate(new NDList(labels), new NDList(scores));
                Assert.assertEquals(loss.getFloat(), -Math.log(right), 1e-5);
                collector.backward(loss);
            }
            float[] gradient = scores.getGradient().toFloatArray();
            float[] hot = labels.oneHot(3).toFloatArray();
            for (int i = 0; i < gradient.length; ++i) {
                double expected = (hot[i] > 0 ? right - 1 : (1 - right) / 2) / 6;
                Assert.assertEquals(gradient[i], expected, 1e-5);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void everyPassBeginsAtTheBeginAndClosedBatchesAreFreed(String engine) {
        try (NDManager manager = manager(engine)) {
            Iterable<Batch> data = TextBatches.ofAll(count(100), 2, 5).getData(manager);
            for (int pass = 0; pass < 2; ++pass) {
                Batch batch = data.iterator().next();
                NDArray ids = batch.getData().head();
                Assert.assertEquals(Arrays.copyOf(ids.toIntArray(), 5), new int[] {1, 2, 3, 4, 5});
                batch.close();
                Assert.assertTrue(ids.isReleased());
            }
        }
    }

    @Test
    public void aTextShorterThanABatchIsRefused() {
        Assert.assertEquals(
                refusal(() -> TextBatches.ofFullRows(count(128), 128, 100)),
                "A text of 128 symbol(s) is too short for 128 rows, which take 129 at least: use a"
                        + " batch size of at most 127");
        Assert.assertTrue(
                refusal(() -> TextBatches.ofAll(count(1), 1, 1)).contains("use a longer text"));
        Assert.assertTrue(refusal(() -> TextBatches.ofAll(new int[0], 1, 1)).contains("0 symbol"));
    }

    @Test
    public void numbersThatAreNotPositiveAreRefused() {
        Assert.assertTrue(
                refusal(() -> TextBatches.ofFullRows(count(9), 0, 5)).contains("0 and 5"));
        Assert.assertTrue(refusal(() -> TextBatches.ofAll(count(9), 2, -1)).contains("-1"));
    }
}
