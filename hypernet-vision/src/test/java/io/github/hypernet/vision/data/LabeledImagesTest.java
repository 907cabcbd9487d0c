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
package io.github.hypernet.vision.data;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;

/** Sets of images, their splits and datasets; the digits of the library. */
public class LabeledImagesTest {

    /** The pixels of each image are its label. */
    private static LabeledImages numbered(int count) {
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * 4];
        for (int i = 0; i < pixels.length; ++i) {
            labels[i / 4] = (byte) (i / 4);
            pixels[i] = (byte) (i / 4);
        }
        return new LabeledImages(new Shape(1, 2, 2), 100, pixels, labels);
    }

    private static List<Float> labels(LabeledImages images, String engine) throws Exception {
        List<Float> all = new ArrayList<>();
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            for (Batch batch :
                    images.toDataset(manager).setSampling(7, false).build().getData(manager)) {
                float[] labels = batch.getLabels().head().toFloatArray();
                float[] pixels = batch.getData().head().toFloatArray();
                for (int i = 0; i < labels.length; ++i) {
                    all.add(labels[i]);
                    Assert.assertEquals(pixels[4 * i + 3], labels[i] / 100, 1e-6f);
                }
                batch.close();
            }
        }
        return all;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSplitHoldsEachImageOnceAndDependsOnTheSeed(String engine) throws Exception {
        LabeledImages images = numbered(100);
        LabeledImages[] parts = images.split(30, 1);
        Assert.assertEquals(parts[0].size(), 70);
        Assert.assertEquals(parts[1].size(), 30);
        List<Float> all = labels(parts[0], engine);
        all.addAll(labels(parts[1], engine));
        Assert.assertEquals(all.stream().distinct().count(), 100);
        Assert.assertEquals(labels(images.split(30, 1)[1], engine), labels(parts[1], engine));
        Assert.assertNotEquals(labels(images.split(30, 2)[1], engine), labels(parts[1], engine));
    }

    @Test
    public void wrongCountsAreRefused() {
        Assert.expectThrows(
                IllegalArgumentException.class,
                () -> new LabeledImages(new Shape(1, 2, 2), 255, new byte[7], new byte[2]));
        Assert.expectThrows(IllegalArgumentException.class, () -> numbered(10).split(10, 1));
    }

    @Test
    public void theLibraryShipsTheRealDigits() throws Exception {
        LabeledImages digits = DigitImages.load();
        Assert.assertEquals(digits.size(), 1797);
        Assert.assertEquals(digits.getImageShape(), new Shape(1, 8, 8));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Batch all =
                    digits.toDataset(manager)
                            .setSampling(1797, false)
                            .build()
                            .getData(manager)
                            .iterator()
                            .next();
            float[] labels = all.getLabels().head().toFloatArray();
            Assert.assertEquals(
                    new float[] {labels[0], labels[1], labels[2]}, new float[] {0, 1, 2});
            // the first row of the first image: 0 0 5 13 9 1 0 0, of 16
            Assert.assertEquals(all.getData().head().toFloatArray()[3], 13 / 16f);
            Assert.assertEquals(all.getData().head().max().getFloat(), 1f);
        }
    }
}
