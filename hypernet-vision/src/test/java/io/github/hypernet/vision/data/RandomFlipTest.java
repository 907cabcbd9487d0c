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

/** Mirrored images. */
public class RandomFlipTest {

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void halfOfTheImagesAreMirroredAndASeedRepeatsWhich(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            NDArray images = manager.arange(400 * 12f).reshape(400, 2, 2, 3);
            int[] mirrored = new int[2];
            float[][] drawn = new float[2][];
            for (int round = 0; round < 2; ++round) {
                engine.setRandomSeed(4);
                NDArray flipped = new RandomFlip().transform(images);
                Assert.assertEquals(flipped.getShape(), images.getShape());
                drawn[round] = flipped.toFloatArray();
                for (int i = 0; i < 400; ++i) {
                    float[] image = Arrays.copyOfRange(drawn[round], 12 * i, 12 * i + 12);
                    float[] expected = new float[12];
                    boolean mirror = image[0] > image[2];
                    for (int p = 0; p < 12; ++p) {
                        expected[p] = 12 * i + (mirror ? p / 3 * 3 + 2 - p % 3 : p);
                    }
                    Assert.assertEquals(image, expected);
                    mirrored[round] += mirror ? 1 : 0;
                }
            }
            Assert.assertEquals(drawn[0], drawn[1]);
            Assert.assertTrue(mirrored[0] > 150 && mirrored[0] < 250, "" + mirrored[0]);
            NDArray one = manager.arange(3f).reshape(1, 1, 3);
            Assert.assertEquals(new RandomFlip().transform(one).getShape(), one.getShape());
        }
    }

    @Test
    public void aMatrixIsRefused() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> new RandomFlip().transform(manager.ones(new Shape(3, 3))));
        }
    }
}
