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
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which items an episode holds, and where. */
public class EpisodeDatasetTest {

    private static final int CLASSES = 7;
    private static final int ITEMS = 6;
    private static final int WAYS = 3;
    private static final int SHOTS = 2;
    private static final int QUERIES = 4;

    /** Items are (number from 1 on, class). */
    private static EpisodeDataset.Builder builder(NDManager manager) {
        float[] items = new float[CLASSES * ITEMS * 2];
        int[] labels = new int[CLASSES * ITEMS];
        for (int i = 0; i < labels.length; ++i) {
            labels[i] = i % CLASSES;
            items[2 * i] = i + 1;
            items[2 * i + 1] = labels[i];
        }
        return EpisodeDataset.builder()
                .setData(manager.create(items, new Shape(labels.length, 2)), labels)
                .setWays(WAYS)
                .setShots(SHOTS)
                .setQueries(QUERIES)
                .setEpisodes(5)
                .setBatches(8);
    }

    /** Returns all numbers of an epoch: queries, support, labels of both, batch after batch. */
    private static List<float[]> epoch(EpisodeDataset dataset, NDManager manager) {
        List<float[]> numbers = new ArrayList<>();
        for (Batch batch : dataset.getData(manager)) {
            try (batch) {
                batch.getData().forEach(array -> numbers.add(array.toFloatArray()));
                numbers.add(batch.getLabels().singletonOrThrow().toFloatArray());
            }
        }
        return numbers;
    }

    private static void assertSame(List<float[]> actual, List<float[]> expected) {
        Assert.assertEquals(actual.size(), expected.size());
        for (int i = 0; i < actual.size(); ++i) {
            Assert.assertEquals(actual.get(i), expected.get(i));
        }
    }

    private static boolean differ(List<float[]> one, List<float[]> other) {
        return !Arrays.equals(one.get(0), other.get(0));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchHasTheShapesThatAreSaid(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            EpisodeDataset dataset = builder(manager).build();
            int batches = 0;
            for (Batch batch : dataset.getData(manager)) {
                try (batch) {
                    Assert.assertEquals(batch.getData().getShapes(), dataset.getInputShapes());
                    Assert.assertEquals(batch.getData().get(0).getShape(), new Shape(5, 12, 2));
                    Assert.assertEquals(batch.getData().get(1).getShape(), new Shape(5, 6, 2));
                    Assert.assertEquals(batch.getData().get(2).getShape(), new Shape(5, 6));
                    NDArray labels = batch.getLabels().singletonOrThrow();
                    Assert.assertEquals(labels.getShape(), new Shape(5, 12));
                    Assert.assertEquals(labels.getDataType(), DataType.FLOAT32);
                    Assert.assertEquals(batch.getSize(), 5);
                    Assert.assertEquals(batch.getProgress(), ++batches);
                    Assert.assertEquals(batch.getProgressTotal(), 8);
                }
            }
            Assert.assertEquals(batches, 8);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void noItemAndNoClassComesTwiceInAnEpisode(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            List<float[]> epoch = epoch(builder(manager).optSeed(1).build(), manager);
            for (int batch = 0; batch < 8; ++batch) {
                for (int episode = 0; episode < 5; ++episode) {
                    Set<Float> items = new HashSet<>();
                    float[] classes = {-1, -1, -1};
                    int[] places = {0, 1};
                    for (int place : places) { // queries and support
                        float[] data = epoch.get(4 * batch + place);
                        float[] labels = epoch.get(4 * batch + (place == 0 ? 3 : 2));
                        int count = WAYS * (place == 0 ? QUERIES : SHOTS);
                        for (int i = episode * count; i < (episode + 1) * count; ++i) {
                            Assert.assertTrue(items.add(data[2 * i]), "item " + data[2 * i]);
                            int label = (int) labels[i];
                            if (classes[label] < 0) {
                                classes[label] = data[2 * i + 1];
                            }
                            Assert.assertEquals(data[2 * i + 1], classes[label]);
                        }
                    }
                    Assert.assertEquals(items.size(), WAYS * (SHOTS + QUERIES));
                    Assert.assertTrue(
                            classes[0] != classes[1]
                                    && classes[0] != classes[2]
                                    && classes[1] != classes[2]);
                }
            }
        }
    }

    @Test
    public void aSeedOfItsOwnMakesTheSameEpisodesOnBothEnginesAndDrawsNothingElse() {
        try (NDManager torch = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                NDManager mxnet = NDManager.newBaseManager(Device.cpu(), "MXNet")) {
            EpisodeDataset dataset = builder(torch).optSeed(7).build();
            List<float[]> expected = epoch(dataset, torch);
            Assert.assertFalse(differ(expected, epoch(dataset, torch)));
            assertSame(epoch(builder(mxnet).optSeed(7).build(), mxnet), expected);
            Assert.assertTrue(differ(epoch(builder(torch).optSeed(8).build(), torch), expected));
            EpisodeDataset seeded = builder(torch).build();
            Engine.getEngine("PyTorch").setRandomSeed(3);
            List<float[]> drawn = epoch(seeded, torch);
            Engine.getEngine("PyTorch").setRandomSeed(3);
            epoch(dataset, torch);
            assertSame(epoch(seeded, torch), drawn);
            Assert.assertTrue(differ(epoch(seeded, torch), drawn), "the next epoch");
        }
    }

    @Test
    public void allClassesAndItemsComeAsOften() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            EpisodeDataset dataset = builder(manager).setBatches(400).optSeed(2).build();
            int[] counts = new int[CLASSES * ITEMS];
            for (Batch batch : dataset.getData(manager)) {
                try (batch) {
                    float[] support = batch.getData().get(1).toFloatArray();
                    for (int i = 0; i < support.length; i += 2) {
                        ++counts[(int) support[i] - 1];
                    }
                }
            }
            int drawn = 400 * 5 * WAYS * SHOTS;
            double expected = (double) drawn / counts.length;
            for (int count : counts) {
                Assert.assertEquals(count, expected, 5 * Math.sqrt(expected));
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void unequalShotsLeaveEmptyPlaces(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            EpisodeDataset dataset =
                    builder(manager).optShots(1, 3).setQueries(3).optSeed(4).build();
            int[] shotCounts = new int[4];
            for (Batch batch : dataset.getData(manager)) {
                try (batch) {
                    float[] support = batch.getData().get(1).toFloatArray();
                    float[] labels = batch.getData().get(2).toFloatArray();
                    Assert.assertEquals(labels.length, 5 * WAYS * 3);
                    for (int begin = 0; begin < labels.length; begin += 3) {
                        int shots = 0;
                        for (int i = begin; i < begin + 3; ++i) {
                            boolean empty = labels[i] == -1;
                            Assert.assertEquals(support[2 * i] == 0, empty);
                            Assert.assertTrue(empty || labels[i] == begin / 3 % WAYS);
                            Assert.assertTrue(empty || shots == i - begin, "empty places last");
                            shots += empty ? 0 : 1;
                        }
                        ++shotCounts[shots];
                    }
                }
            }
            Assert.assertEquals(shotCounts[0], 0);
            for (int shots = 1; shots <= 3; ++shots) {
                Assert.assertEquals(shotCounts[shots], 40, 20, "classes with " + shots);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchSplitsByEpisodes(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            EpisodeDataset dataset = builder(manager).optSeed(5).build();
            try (Batch batch = dataset.getData(manager).iterator().next()) {
                Batch[] parts = batch.split(new Device[] {Device.cpu(), Device.cpu()}, false);
                Assert.assertEquals(parts[0].getData().get(0).getShape(), new Shape(3, 12, 2));
                Assert.assertEquals(parts[1].getData().get(2).getShape(), new Shape(2, 6));
                Assert.assertEquals(parts[1].getLabels().head().getShape(), new Shape(2, 12));
            }
        }
    }

    @Test
    public void itemsOfAnyShapeAndTypeAreMadeFloats() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray bytes = manager.arange(0, 4 * 2 * 3).toType(DataType.UINT8, false);
            NDArray images = bytes.reshape(4, 1, 2, 3);
            EpisodeDataset dataset =
                    EpisodeDataset.builder()
                            .setData(images, new int[] {9, 9, 4, 4})
                            .setWays(2)
                            .setShots(1)
                            .setQueries(1)
                            .setEpisodes(1)
                            .setBatches(1)
                            .build();
            images.close();
            try (Batch batch = dataset.getData(manager).iterator().next()) {
                NDArray query = batch.getData().head();
                Assert.assertEquals(query.getShape(), new Shape(1, 2, 1, 2, 3));
                float[] values = query.toFloatArray();
                Assert.assertEquals(values[5], values[0] + 5);
            }
        }
    }

    private static void refused(UnaryOperator<EpisodeDataset.Builder> change, String... words) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            String message =
                    Assert.expectThrows(
                                    IllegalArgumentException.class,
                                    () -> change.apply(builder(manager)).build())
                            .getMessage();
            for (String word : words) {
                Assert.assertTrue(message.contains(word), message);
            }
        }
    }

    @Test
    public void whatCannotBeDrawnIsRefusedInOneSentence() {
        refused(builder -> builder.setWays(8), "8 classes", "only 7", "fewer ways");
        refused(builder -> builder.setShots(3), "class 0 has 6 items", "3 shots and 4 queries");
        refused(
                builder -> builder.optShots(1, 5).optClassNames(List.of("Latin/a", "Latin/b")),
                "class Latin/a has 6 items",
                "5 shots");
        refused(builder -> builder.setWays(0), "ways", "got 0");
        refused(builder -> builder.setShots(0), "shots", "got 0");
        refused(builder -> builder.optShots(2, 1), "at least the least, 2", "got 1");
        refused(builder -> builder.setQueries(-1), "queries", "got -1");
        refused(builder -> builder.setEpisodes(0), "setEpisodes", "got 0");
        refused(builder -> builder.setBatches(0), "setBatches", "got 0");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray data = manager.ones(new Shape(3, 2));
            refused(builder -> builder.setData(data, new int[2]), "2 labels", "(3, 2)");
            refused(builder -> builder.setData(data, new int[] {0, -2, 0}), "got -2 in row 1");
        }
        Assert.expectThrows(IllegalArgumentException.class, () -> EpisodeDataset.builder().build());
    }
}
