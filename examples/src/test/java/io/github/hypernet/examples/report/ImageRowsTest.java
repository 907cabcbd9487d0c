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
package io.github.hypernet.examples.report;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Rows of small images with labels. */
public class ImageRowsTest {

    private static final int ZOOM = 42; // of images of 2 x 2
    private static final float[] IMAGE = {0, 1, 0.5f, 1};

    @Test
    public void labelsAreWrittenAndNeighborsOfOneGrayAreOneRectangle() {
        String svg = new ImageRows(2, 2).add("a path", new float[][] {IMAGE, {1, 1, 0, 0}}).toSvg();
        Assert.assertTrue(svg.contains(">a path</text>"), svg);
        long rectangles = Pattern.compile("<rect").matcher(svg).results().count();
        Assert.assertEquals(rectangles, 1 + 4 + 2, svg);
    }

    @Test
    public void smallImagesAreDrawnLargeAndAllHaveRoom() {
        BufferedImage one = rows("m", 1, IMAGE).toImage();
        BufferedImage five = rows("m", 5, IMAGE).toImage();
        Assert.assertTrue(five.getWidth() - one.getWidth() >= 4 * 2 * ZOOM);
        Assert.assertEquals(five.getHeight(), one.getHeight());
        BufferedImage two = rows("m", 1, IMAGE).add("m", new float[][] {IMAGE}).toImage();
        Assert.assertTrue(two.getHeight() - one.getHeight() >= 2 * ZOOM);
        Assert.assertTrue(
                rows("a much longer label", 1, IMAGE).toImage().getWidth() > one.getWidth() + 50);

        int digits = new ImageRows(28, 28).add("m", new float[1][784]).toImage().getHeight();
        int large = new ImageRows(200, 200).add("m", new float[1][40_000]).toImage().getHeight();
        Assert.assertEquals(large - digits, 200 - 3 * 28, "28 pixels threefold, 200 as they are");
    }

    private static ImageRows rows(String label, int images, float[] image) {
        float[][] row = new float[images][];
        Arrays.fill(row, image);
        return new ImageRows(2, 2).add(label, row);
    }

    @Test
    public void pixelsAreGrayAndWhatIsBeyondIsBlackOrWhite() {
        BufferedImage inside = rows("m", 1, new float[] {0, 1, 0.5f, 0.2f}).toImage();
        BufferedImage beyond = rows("m", 1, new float[] {-3, 7, 0.5f, 0.2f}).toImage();
        for (int y = 0; y < inside.getHeight(); ++y) {
            for (int x = 0; x < inside.getWidth(); ++x) {
                Assert.assertEquals(beyond.getRGB(x, y), inside.getRGB(x, y));
            }
        }
        // from the right border: the gap, then the lower right pixel
        int x = inside.getWidth() - 16 - 3 - ZOOM / 2;
        int y = inside.getHeight() - 16 - ZOOM / 2;
        Assert.assertEquals(inside.getRGB(x, y) & 0xffffff, 0x333333);
        Assert.assertEquals(inside.getRGB(x - ZOOM, y) & 0xffffff, 0x808080);
        Assert.assertEquals(inside.getRGB(x, y - ZOOM) & 0xffffff, 0xffffff);
        Assert.assertEquals(inside.getRGB(x - ZOOM, y - ZOOM) & 0xffffff, 0);
    }

    @Test
    public void thePictureKeepsItsValues() {
        float[] image = IMAGE.clone();
        ImageRows rows = rows("m", 1, image);
        String expected = rows.toSvg();
        image[0] = 1;
        Assert.assertEquals(rows.toSvg(), expected);
    }

    @DataProvider
    public static Object[][] bad() {
        return new Object[][] {
            {new float[][] {}, "The row \"m\" must have an image"},
            {new float[][] {IMAGE, {1}}, "Image 1 of the row \"m\" must have 2 x 2 values, got 1"},
            {
                new float[][] {{0, 0, 0, Float.NaN}},
                "Image 0 of the row \"m\" must be of numbers, got NaN in line 1, column 1"
            },
        };
    }

    @Test(dataProvider = "bad")
    public void badImagesAreRefused(float[][] images, String message) {
        ImageRows rows = new ImageRows(2, 2);
        IllegalArgumentException e =
                Assert.expectThrows(IllegalArgumentException.class, () -> rows.add("m", images));
        Assert.assertEquals(e.getMessage(), message);
    }

    @Test(
            expectedExceptions = IllegalArgumentException.class,
            expectedExceptionsMessageRegExp = ".*must be positive, got 0 and 28")
    public void imagesWithoutAHeightAreRefused() {
        new ImageRows(0, 28);
    }
}
