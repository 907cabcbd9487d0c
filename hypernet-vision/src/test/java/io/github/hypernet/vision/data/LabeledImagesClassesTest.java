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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

public class LabeledImagesClassesTest {

    private static final LabeledImages IMAGES =
            new LabeledImages(
                    new Shape(1, 1, 2),
                    200,
                    new byte[] {0, 1, 2, 3, 4, 5, 6, (byte) 200},
                    new byte[] {7, 3, 5, 7});

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void someClassesKeepTheirOrderAndGetNewLabels(String engine) {
        LabeledImages picked = IMAGES.ofClasses(5, 7);
        Assert.assertEquals(picked.size(), 3);
        Assert.assertEquals(picked.getMaximum(), 200);
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            NDArray labels = picked.toLabels(manager);
            Assert.assertEquals(labels.toFloatArray(), new float[] {1, 0, 1});
            NDArray pixels = picked.toPixels(manager);
            Assert.assertEquals(pixels.getShape(), new Shape(3, 1, 1, 2));
            Assert.assertEquals(
                    pixels.toType(DataType.FLOAT32, false).toFloatArray(),
                    new float[] {0, 1, 4, 5, 6, 200});
        }
        Assert.assertEquals(IMAGES.countClasses(8)[7], 2, "the labels of all images stay");
    }

    @Test
    public void classesWithoutImagesAreRefused() {
        Assert.expectThrows(IllegalArgumentException.class, () -> IMAGES.ofClasses(1, 2));
    }
}
