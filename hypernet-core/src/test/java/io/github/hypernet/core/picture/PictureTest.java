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
package io.github.hypernet.core.picture;

import org.testng.Assert;
import org.testng.annotations.Test;
import org.w3c.dom.Document;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import javax.xml.parsers.DocumentBuilderFactory;

/** What is drawn once comes as pixels and as SVG. */
public class PictureTest {

    private static final String TEXT = "1 < 2 && 3 > 2 ]]> \u0000\u001b\ud800\uffff \ud83d\ude00";

    private static Picture picture() {
        return new Picture() {
            @Override
            protected int width() {
                return 80;
            }

            @Override
            protected int height() {
                return 40;
            }

            @Override
            protected void draw(Canvas canvas) {
                canvas.beginGroup(TEXT);
                canvas.rectangle(10, 20, 5.5f, 6, ColorScale.AREA.of(1));
                canvas.text(1, 12, 9, Color.GRAY, TEXT);
                canvas.endGroup();
                canvas.beginGroup();
                canvas.centeredText(60, 30, 16, Color.BLACK, "W");
                canvas.endGroup();
            }
        };
    }

    @Test
    public void theSvgIsWellFormedWhateverTheText() throws Exception {
        Document svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        picture().toSvg().getBytes(StandardCharsets.UTF_8)));
        String readable =
                "1 < 2 && 3 > 2 ]]> \ufffd\ufffd\ufffd\ufffd \ud83d\ude00"; // XML has no others
        Assert.assertEquals(svg.getElementsByTagName("title").item(0).getTextContent(), readable);
        Assert.assertEquals(svg.getElementsByTagName("text").item(0).getTextContent(), readable);
        Assert.assertEquals(svg.getElementsByTagName("g").getLength(), 2);
    }

    @Test
    public void theSvgIsTheSameInEveryLocale() {
        String expected = picture().toSvg();
        Assert.assertTrue(expected.contains("x=\"10\" y=\"20\" width=\"5.5\""), expected);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("fa"));
            Assert.assertEquals(picture().toSvg(), expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    public void centeredTextLiesAroundItsMiddle() {
        BufferedImage image = picture().toImage();
        int left = image.getWidth();
        int right = 0;
        for (int x = 45; x < image.getWidth(); ++x) {
            for (int y = 15; y < image.getHeight(); ++y) {
                if (image.getRGB(x, y) != Color.WHITE.getRGB()) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        Assert.assertEquals((left + right + 1) / 2.0, 60, 1.5);
    }

    @Test
    public void aColorScaleGoesFromLightToDark() {
        Assert.assertEquals(ColorScale.AREA.of(0), Color.WHITE);
        Assert.assertEquals(ColorScale.AREA.of(1), new Color(40, 80, 170));
        Assert.assertEquals(ColorScale.AREA.of(0.5f), new Color(148, 168, 213));
        Assert.assertEquals(ColorScale.LINE.of(0), new Color(205, 210, 215));
        Assert.assertEquals(ColorScale.LINE.of(1), new Color(10, 20, 110));
    }
}
