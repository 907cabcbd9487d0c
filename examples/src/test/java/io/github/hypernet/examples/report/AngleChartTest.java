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

import io.github.hypernet.examples.report.AngleChart.Point;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.List;

/** The chart of the accuracy over the angle. */
public class AngleChartTest {

    private static final int BLUE = 0x1f77b4;
    private static final int ORANGE = 0xd95f02;
    private static final int GRAY = 0x808080;

    private static BufferedImage image(boolean... trained) {
        return chart(trained).toImage();
    }

    private static AngleChart chart(boolean... trained) {
        return new AngleChart()
                .add(
                        "hyper",
                        List.of(
                                new Point(0, 0.9, trained[0]),
                                new Point(120, 0.8, trained[1]),
                                new Point(240, 0.85, trained[2])));
    }

    private static int count(BufferedImage image, int color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); ++y) {
            for (int x = 0; x < image.getWidth(); ++x) {
                count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
            }
        }
        return count;
    }

    private static void assertSame(BufferedImage actual, BufferedImage expected) {
        Assert.assertEquals(actual.getWidth(), expected.getWidth());
        Assert.assertEquals(actual.getHeight(), expected.getHeight());
        for (int y = 0; y < expected.getHeight(); ++y) {
            for (int x = 0; x < expected.getWidth(); ++x) {
                Assert.assertEquals(actual.getRGB(x, y), expected.getRGB(x, y));
            }
        }
    }

    @Test
    public void trainedAnglesAreFilledAndOthersOpen() {
        int filled = count(image(true, true, true), BLUE);
        int mixed = count(image(true, false, true), BLUE);
        int open = count(image(false, false, false), BLUE);
        Assert.assertTrue(filled > mixed && mixed > open, filled + ", " + mixed + ", " + open);
    }

    @Test
    public void theLegendExplainsTheMarkersThatAreThere() {
        int filled = count(image(true, true, true), GRAY);
        int open = count(image(false, false, false), GRAY);
        Assert.assertTrue(count(image(true, false, true), GRAY) > Math.max(filled, open));
    }

    @Test
    public void eachModelHasALineOfItsOwnColorInAnyOrderOfItsPoints() {
        Point[] points = {
            new Point(0, 0.7, true), new Point(90, 0.6, false), new Point(360, 0.5, true)
        };
        AngleChart ordered = chart(true, false, true).add("raw", List.of(points));
        AngleChart shuffled =
                chart(true, false, true).add("raw", List.of(points[2], points[0], points[1]));
        BufferedImage image = ordered.toImage();
        Assert.assertTrue(count(image, BLUE) > 100);
        Assert.assertTrue(count(image, ORANGE) > 100);
        assertSame(shuffled.toImage(), image);
        Assert.assertEquals(image.getWidth(), 800);
        Assert.assertTrue(image.getHeight() > image(true, false, true).getHeight());
    }

    @DataProvider
    public static Object[][] bad() {
        return new Object[][] {
            {-1, 0.5, "The angle must be from 0 to 360 degrees, got -1.0"},
            {361, 0.5, "The angle must be from 0 to 360 degrees, got 361.0"},
            {Double.NaN, 0.5, "The angle must be from 0 to 360 degrees, got NaN"},
            {0, 88, "The accuracy must be from 0 to 1, got 88.0"},
            {0, Double.NaN, "The accuracy must be from 0 to 1, got NaN"},
        };
    }

    @Test(dataProvider = "bad")
    public void badPointsAreRefused(double degrees, double accuracy, String message) {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class, () -> new Point(degrees, accuracy, true));
        Assert.assertEquals(e.getMessage(), message);
    }

    @Test(
            expectedExceptions = IllegalArgumentException.class,
            expectedExceptionsMessageRegExp = "The model \"hyper\" must have a point")
    public void aModelWithoutPointsIsRefused() {
        new AngleChart().add("hyper", List.of());
    }

    @Test(
            expectedExceptions = IllegalArgumentException.class,
            expectedExceptionsMessageRegExp = "The model \"hyper\" was added before")
    public void aModelIsAddedOnce() {
        chart(true, true, true).add("hyper", List.of(new Point(0, 1, true)));
    }
}
