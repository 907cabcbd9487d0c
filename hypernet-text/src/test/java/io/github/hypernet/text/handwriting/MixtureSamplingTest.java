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
package io.github.hypernet.text.handwriting;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Random;

/** How points are drawn from a density. */
public class MixtureSamplingTest {

    private static final int DRAWS = 40_000;
    // two Gaussians far apart, a quarter and three quarters
    private static final float[] OUTPUTS = {
        (float) Math.log(0.3 / 0.7), // the pen is lifted in 30 %
        0,
        (float) Math.log(3), // weights
        -100,
        100, // means of x
        0,
        50, // means of y
        0,
        (float) Math.log(2), // deviations of x
        (float) Math.log(0.5),
        0, // deviations of y
        0,
        (float) (Math.log(1.8 / 0.2) / 2) // correlations 0 and 0.8
    };

    /** What was drawn from the second Gaussian, and how often. */
    private record Moments(
            double share, double lifted, double meanX, double sdX, double sdY, double rho) {}

    private static Moments moments(float bias, float temperature) {
        MixtureSampling sampling = new MixtureSampling(1, bias, temperature, 0);
        Random random = new Random(11);
        int count = 0;
        int lifted = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < DRAWS; ++i) {
            StrokePoint point = sampling.draw(OUTPUTS, random);
            lifted += point.lifted() ? 1 : 0;
            if (point.dx() > 0) {
                ++count;
                double dx = point.dx() - 100;
                double dy = point.dy() - 50;
                x += dx;
                y += dy;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        double sdX = Math.sqrt(xx / count - x * x / count / count);
        double sdY = Math.sqrt(yy / count - y * y / count / count);
        double covariance = xy / count - x * y / count / count;
        return new Moments(
                (double) count / DRAWS,
                (double) lifted / DRAWS,
                x / count + 100,
                sdX,
                sdY,
                covariance / sdX / sdY);
    }

    @Test
    public void pointsAreDrawnByTheDensity() {
        Moments moments = moments(0, 1);
        Assert.assertEquals(moments.share, 0.75, 0.01);
        Assert.assertEquals(moments.lifted, 0.3, 0.01);
        Assert.assertEquals(moments.meanX, 100, 0.05);
        Assert.assertEquals(moments.sdX, 2, 0.04);
        Assert.assertEquals(moments.sdY, 1, 0.02);
        Assert.assertEquals(moments.rho, 0.8, 0.01);
    }

    @Test
    public void biasMakesItNeater() {
        Moments moments = moments(1, 1);
        Assert.assertEquals(moments.share, 9 / 10.0, 0.01); // weights to the power 1 + bias
        Assert.assertEquals(moments.sdX, 2 / Math.E, 0.02);
        Assert.assertEquals(moments.lifted, 0.3, 0.01);
    }

    @Test
    public void temperatureMakesItMoreVaried() {
        Moments moments = moments(0, 0.5f);
        Assert.assertEquals(moments.share, 9 / 10.0, 0.01); // weights to the power 1 / temperature
        Assert.assertEquals(moments.lifted, 0.09 / 0.58, 0.01);
        Assert.assertEquals(moments.sdX, 2 * Math.sqrt(0.5), 0.03);
        Moments best = moments(0, 0);
        Assert.assertEquals(best.share, 1.0);
        Assert.assertEquals(best.lifted, 0.0);
        Assert.assertEquals(best.sdX, 0, 1e-6);
    }

    @Test
    public void settingsOutOfTheirRangeAreRefused() {
        assertRefused(0, 0, 1, "The length must be positive, got 0");
        assertRefused(1, -1, 1, "The bias must be at least 0, got -1.0");
        assertRefused(1, Float.NaN, 1, "The bias must be at least 0, got NaN");
        assertRefused(1, 0, -0.5f, "The temperature must be at least 0, got -0.5");
    }

    private static void assertRefused(int length, float bias, float temperature, String sentence) {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class,
                        () -> new MixtureSampling(length, bias, temperature, 1));
        Assert.assertEquals(e.getMessage(), sentence);
    }
}
