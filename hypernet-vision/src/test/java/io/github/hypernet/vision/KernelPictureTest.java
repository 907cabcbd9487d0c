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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import javax.xml.parsers.DocumentBuilderFactory;

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
    public void basicKernelsHaveBordersBetweenThem() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            var kernel = manager.ones(new Shape(32, 48, 3, 3));
            BufferedImage whole = new KernelPicture().add("plain", kernel).toImage();
            BufferedImage grid = new KernelPicture().add("grid", kernel, 16).toImage();
            Assert.assertEquals(lines(whole, true), 0);
            Assert.assertEquals(lines(grid, true), 2);
            Assert.assertEquals(lines(grid, false), 1);
        }
    }

    /**
     * Counts the colored lines that a row, or a column, through the middle of a basic kernel meets.
     */
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
    public void comesAsSvgToo() throws Exception {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            var kernel = manager.arange(72f).reshape(4, 2, 3, 3);
            String svg = new KernelPicture().add("a", kernel, 1).add("b <c>", kernel).toSvg();
            NodeList rectangles = parse(svg).getElementsByTagName("rect");
            // the ground, two kernels, and the lines between basic kernels of one channel
            Assert.assertEquals(rectangles.getLength(), 1 + 2 * 72 + 4);
            Element last = (Element) rectangles.item(rectangles.getLength() - 1);
            Assert.assertEquals(last.getAttribute("fill"), "#ffffff"); // the largest weight
            NodeList titles = parse(svg).getElementsByTagName("text");
            Assert.assertEquals(titles.item(1).getTextContent(), "b <c>");
        }
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    public void wrongKernelsAndBasicSizesAreRefused() {
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
