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
package io.github.hypernet.vision;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;

/** Pictures of kernels. */
public class KernelPictureTest {

    @Test
    public void showsEveryWeightOfKernelsSideBySide() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Shape shape = new Shape(4, 2, 3, 3);
            var ramp = manager.arange((float) shape.size()).reshape(shape).sub(36);
            BufferedImage one = new KernelPicture().add("learned", ramp).toImage();
            BufferedImage two =
                    new KernelPicture().add("learned", ramp).add("generated", ramp).toImage();
            Assert.assertTrue(two.getWidth() > 1.8 * one.getWidth());
            Assert.assertEquals(two.getHeight(), one.getHeight());
            Set<Integer> greys = new HashSet<>();
            for (int y = 0; y < one.getHeight(); ++y) {
                for (int x = 0; x < one.getWidth(); ++x) {
                    greys.add(one.getRGB(x, y) & 0xff);
                }
            }
            // 72 weights from -36 to 35: as many greys, from black; title and borders add some
            Assert.assertTrue(greys.size() >= 72 && greys.contains(0), "" + greys.size());
        }
    }

    @Test
    public void tilesHaveBordersBetweenThem() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            var kernel = manager.ones(new Shape(32, 48, 3, 3));
            BufferedImage whole = new KernelPicture().add("plain", kernel).toImage();
            BufferedImage tiled = new KernelPicture().add("tiles", kernel, 16).toImage();
            Assert.assertEquals(lines(whole, true), 0);
            Assert.assertEquals(lines(tiled, true), 2);
            Assert.assertEquals(lines(tiled, false), 1);
        }
    }

    /** Counts the colored lines that a row, or a column, through the middle of a tile meets. */
    private static int lines(BufferedImage image, boolean row) {
        int length = row ? image.getWidth() : image.getHeight();
        int across = (row ? image.getHeight() : image.getWidth()) / 4;
        int lines = 0;
        boolean inside = false;
        for (int i = 0; i < length; ++i) {
            int color = row ? image.getRGB(i, across) : image.getRGB(across, i);
            boolean colored = (color >> 16 & 0xff) != (color & 0xff);
            lines += colored && !inside ? 1 : 0;
            inside = colored;
        }
        return lines;
    }

    @Test
    public void rowsAreBelowEachOtherAndTitlesHaveRoom() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            var kernel = manager.ones(new Shape(4, 4, 3, 3));
            BufferedImage one = new KernelPicture().add("a", kernel).toImage();
            BufferedImage two =
                    new KernelPicture().add("a", kernel).addRow().add("b", kernel).toImage();
            Assert.assertTrue(two.getHeight() > 1.9 * one.getHeight());
            Assert.assertEquals(two.getWidth(), one.getWidth());
            BufferedImage titled =
                    new KernelPicture().add("a long title ".repeat(20), kernel).toImage();
            Assert.assertTrue(titled.getWidth() > 1000);
        }
    }

    @Test
    public void wrongKernelsAndTilesAreRefused() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> new KernelPicture().add("matrix", manager.ones(new Shape(3, 3))));
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () -> new KernelPicture().add("k", manager.ones(new Shape(1, 1, 3, 3)), 0));
        }
    }
}
