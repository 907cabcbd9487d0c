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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Padding and random crops of whole batches. */
public class RandomCropTest {

    private static final int PADDING = 2;
    private static final int SIDE = 5;

    /** Shifts an image by hand, zeros coming in. */
    private static float[] shift(float[] image, int channels, int down, int right) {
        float[] shifted = new float[image.length];
        for (int i = 0; i < image.length; ++i) {
            int y = i / SIDE % SIDE + down;
            int x = i % SIDE + right;
            if (y >= 0 && y < SIDE && x >= 0 && x < SIDE) {
                shifted[i] = image[i / (SIDE * SIDE) * SIDE * SIDE + y * SIDE + x];
            }
        }
        Assert.assertEquals(image.length, channels * SIDE * SIDE);
        return shifted;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void everyImageIsMovedByItself(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        engine.setRandomSeed(3);
        try (NDManager manager = engine.newBaseManager()) {
            int batch = 400;
            int channels = 3;
            Shape shape = new Shape(batch, channels, SIDE, SIDE);
            NDArray images = manager.arange((float) shape.size()).add(1).reshape(shape);
            NDArray cropped = new RandomCrop(PADDING).transform(images);
            Assert.assertEquals(cropped.getShape(), shape);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < batch; ++i) {
                float[] before = images.get(i).toFloatArray();
                float[] after = cropped.get(i).toFloatArray();
                int found = -1;
                for (int place = 0; place < 25 && found < 0; ++place) {
                    int down = place / 5 - PADDING;
                    int right = place % 5 - PADDING;
                    if (Arrays.equals(after, shift(before, channels, down, right))) {
                        found = place;
                    }
                }
                Assert.assertTrue(found >= 0, "image " + i + " is no shifted copy");
                seen.add(found);
            }
            Assert.assertEquals(seen.size(), 25, "all places occur");
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSeedRepeatsThePlacesAndASingleImageWorks(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            NDArray image = manager.arange(25f).add(1).reshape(1, SIDE, SIDE);
            float[][] drawn = new float[2][];
            for (int i = 0; i < 2; ++i) {
                engine.setRandomSeed(11);
                NDArray cropped = new RandomCrop(PADDING).transform(image);
                Assert.assertEquals(cropped.getShape(), image.getShape());
                drawn[i] = cropped.toFloatArray();
            }
            Assert.assertEquals(drawn[0], drawn[1]);
        }
    }

    @Test
    public void wrongInputIsRefused() {
        Assert.expectThrows(IllegalArgumentException.class, () -> new RandomCrop(-1));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> new RandomCrop(1).transform(manager.ones(new Shape(3, 3))));
        }
    }
}
