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
import java.util.Locale;
import java.util.regex.Pattern;

/** The matrix of accuracies after each task on each task. */
public class TaskMatrixTest {

    private static final double NONE = Double.NaN;
    private static final double[][] THREE = {
        {1, NONE, NONE},
        {0.5, 0.984, NONE},
        {0.25, 0.75, 0.9},
    };

    private static boolean isWritten(String svg, String text) {
        return svg.contains(">" + text + "</text>");
    }

    private static long count(String svg, String text) {
        return Pattern.compile(Pattern.quote(text)).matcher(svg).results().count();
    }

    @Test
    public void theNumbersAndTheMeansOverTheTasksSoFarAreWritten() {
        String svg = new TaskMatrix().add("a < b", THREE).toSvg();
        for (String text :
                new String[] {
                    "a &lt; b",
                    "task",
                    "after task",
                    "mean",
                    "0",
                    "1",
                    "2", // titles and axes
                    "100.0",
                    "50.0",
                    "98.4",
                    "25.0",
                    "75.0",
                    "90.0", // cells
                    "74.2",
                    "63.3" // means
                }) {
            Assert.assertTrue(isWritten(svg, text), text + " in " + svg);
        }
        Assert.assertFalse(svg.contains("NaN"), svg);
        Assert.assertEquals(count(svg, "<rect"), 1 + 9 + 3, "ground, cells, means");
        Assert.assertEquals(count(svg, "#f2f2f2"), 3, "cells that were not measured");
    }

    @Test
    public void whatWasMeasuredBeforeItsTrainingIsInNoMean() {
        String svg = new TaskMatrix().add("m", new double[][] {{0.8, 0.1}, {NONE, 0.7}}).toSvg();
        Assert.assertEquals(count(svg, ">80.0<"), 2, "the cell and the mean");
        Assert.assertEquals(count(svg, ">10.0<"), 1);
        Assert.assertEquals(count(svg, ">70.0<"), 2, "the cell and the mean");
        String unknown = new TaskMatrix().add("m", new double[][] {{NONE}}).toSvg();
        Assert.assertEquals(count(unknown, "#f2f2f2"), 2, "the cell and the mean");
    }

    @Test
    public void modelsStandSideBySideAsFarAsThereIsRoom() {
        BufferedImage one = new TaskMatrix().add("m", THREE).toImage();
        TaskMatrix three = new TaskMatrix().add("m", THREE).add("n", THREE).add("o", THREE);
        Assert.assertEquals(three.toImage().getHeight(), one.getHeight());
        Assert.assertTrue(three.toImage().getWidth() > 2.9 * one.getWidth());

        double[][] ten = new double[10][10];
        BufferedImage large = new TaskMatrix().add("m", ten).toImage();
        BufferedImage two = new TaskMatrix().add("m", ten).add("n", ten).toImage();
        Assert.assertEquals(two.getWidth(), large.getWidth());
        Assert.assertTrue(two.getHeight() > 1.9 * large.getHeight());
    }

    @Test
    public void aLongTitleIsNotCutOff() {
        int narrow = new TaskMatrix().add("m", THREE).toImage().getWidth();
        String title = "a model of a long name ".repeat(5);
        Assert.assertTrue(
                new TaskMatrix().add(title, THREE).toImage().getWidth() > narrow + 200, title);
    }

    @Test
    public void aTrainingThatIsNotOverHasFewerRows() {
        double[][] begun = {{1, NONE, NONE}};
        int height = new TaskMatrix().add("m", begun).toImage().getHeight();
        Assert.assertTrue(height < new TaskMatrix().add("m", THREE).toImage().getHeight());
    }

    @Test
    public void thePictureKeepsItsValuesAndIsTheSameInEveryLocale() {
        double[][] values = {{0.123}};
        TaskMatrix matrix = new TaskMatrix().add("m", values);
        String expected = matrix.toSvg();
        values[0][0] = 0.9;
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("fa"));
            Assert.assertEquals(matrix.toSvg(), expected);
        } finally {
            Locale.setDefault(before);
        }
        Assert.assertTrue(isWritten(expected, "12.3"), expected);
    }

    @DataProvider
    public static Object[][] bad() {
        return new Object[][] {
            {new double[][] {}, ".*from 1 to as many rows, got 0 rows and 0 columns"},
            {new double[][] {{}}, ".*from 1 to as many rows, got 1 rows and 0 columns"},
            {new double[][] {{1}, {1}}, ".*from 1 to as many rows, got 2 rows and 1 columns"},
            {new double[][] {{1, 1}, {1}}, ".*\"m\" must have the length of .* 2, got 1 in row 1"},
            {
                new double[][] {{1, NONE}, {98, 1}},
                ".*\"m\" on task 0 after task 1 must be from 0 to 1.*got 98.0"
            },
            {new double[][] {{-0.1}}, ".*must be from 0 to 1, or NaN.*got -0.1"},
        };
    }

    @Test(dataProvider = "bad")
    public void aBadMatrixIsRefused(double[][] accuracy, String message) {
        TaskMatrix matrix = new TaskMatrix();
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class, () -> matrix.add("m", accuracy));
        Assert.assertTrue(e.getMessage().matches(message), e.getMessage());
    }
}
