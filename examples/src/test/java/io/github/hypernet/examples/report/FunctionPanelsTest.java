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

import io.github.hypernet.examples.report.FunctionPanels.Panel;
import io.github.hypernet.examples.report.FunctionPanels.Values;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The picture of what models make of functions. */
public class FunctionPanelsTest {

    private static final double[] X = {-1, 0, 1};
    private static final Values POINTS = new Values(X, new double[] {1, 0, 1});

    private static Panel panel(String... models) {
        Map<String, Values> lines = new LinkedHashMap<>();
        for (String model : models) {
            lines.put(model, new Values(X, new double[] {0.5, lines.size(), 0.7}));
        }
        return new Panel(POINTS, new Values(X, X), lines);
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

    @Test
    public void eachPanelHasPointsTruthAndALineAModel() {
        BufferedImage one = new FunctionPanels().add(panel("hyper")).toImage();
        BufferedImage two =
                new FunctionPanels().add(panel("hyper", "plain")).add(panel("hyper")).toImage();
        Assert.assertEquals(two.getWidth(), 2 * one.getWidth());
        Assert.assertTrue(two.getHeight() > one.getHeight(), "a line more in the legend");
        int blue = 0x1f77b4;
        Assert.assertTrue(count(one, blue) > 100);
        Assert.assertTrue(count(two, blue) > 2 * count(one, blue) * 3 / 4);
        int orange = 0xd95f02;
        Assert.assertEquals(count(one, orange), 0);
        Assert.assertTrue(count(two, orange) > 100);
        Assert.assertTrue(count(one, 0x808080) > 100, "the truth");
    }

    @Test
    public void whatHasNoValueForEachPlaceIsRefused() {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class, () -> new Values(X, new double[2]));
        Assert.assertEquals(
                e.getMessage(), "There must be a value for each place, got 3 places and 2 values");
        Assert.expectThrows(IllegalArgumentException.class, () -> new FunctionPanels().toImage());
    }
}
