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

import java.awt.Color;
import java.util.Locale;

/** Writes SVG. A line can be drawn while one watches. */
public final class SvgCanvas implements Canvas {

    private final StringBuilder svg = new StringBuilder();

    /**
     * Begins a picture that shows a rectangle of the plane; its size is up to the viewer.
     *
     * @param left where the rectangle begins
     * @param top where the rectangle begins
     * @param width the rectangle's width
     * @param height the rectangle's height
     */
    public SvgCanvas(float left, float top, float width, float height) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s %s %s %s\""
                                + " fill=\"none\" stroke-linecap=\"round\""
                                + " stroke-linejoin=\"round\">\n",
                        number(left),
                        number(top),
                        number(width),
                        number(height)));
        rectangle(left, top, width, height, Color.WHITE);
    }

    /** {@inheritDoc} */
    @Override
    public void beginGroup() {
        svg.append("<g>\n");
    }

    /** {@inheritDoc} */
    @Override
    public void beginGroup(String title) {
        svg.append("<g><title>").append(escape(title)).append("</title>\n");
    }

    /** {@inheritDoc} */
    @Override
    public void endGroup() {
        svg.append("</g>\n");
    }

    /** {@inheritDoc} */
    @Override
    public void polyline(float[][] points, Color color, float width) {
        appendPolyline(points, color, width);
        svg.append("/>\n");
    }

    /**
     * Draws a line that is not there at first, and then drawn at an even speed.
     *
     * @param points the points (x, y), at least one
     * @param color the color
     * @param width how broad the line is
     * @param begin when it begins, in seconds
     * @param duration how long it takes, in seconds
     */
    public void animatedPolyline(
            float[][] points, Color color, float width, float begin, float duration) {
        boolean dot = points.length == 1; // which has no length to be drawn along
        String time = number(begin) + "s";
        appendPolyline(points, color, width);
        svg.append(dot ? ">" : " pathLength=\"1\" stroke-dasharray=\"1\">");
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<set attributeName=\"visibility\" to=\"hidden\" end=\"%s\"/>",
                        time));
        if (!dot) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<animate attributeName=\"stroke-dashoffset\" from=\"1\" to=\"0\""
                                    + " begin=\"%s\" dur=\"%ss\"/>",
                            time,
                            number(duration)));
        }
        svg.append("</polyline>\n");
    }

    private void appendPolyline(float[][] points, Color color, float width) {
        svg.append("<polyline points=\"");
        for (float[] point : points) {
            svg.append(number(point[0])).append(',').append(number(point[1])).append(' ');
        }
        if (points.length == 1) {
            // of a single point nothing would be seen
            svg.append(number(points[0][0])).append(',').append(number(points[0][1])).append(' ');
        }
        svg.setLength(svg.length() - 1);
        svg.append("\" stroke=\"").append(hex(color));
        svg.append("\" stroke-width=\"").append(number(width)).append('"');
    }

    /** {@inheritDoc} */
    @Override
    public void rectangle(float x, float y, float width, float height, Color color) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n",
                        number(x),
                        number(y),
                        number(width),
                        number(height),
                        hex(color)));
    }

    /** {@inheritDoc} */
    @Override
    public void text(float x, float y, float size, Color color, String text) {
        append(x, y, size, color, "sans-serif", text);
    }

    /** {@inheritDoc} */
    @Override
    public void centeredText(float x, float y, float size, Color color, String text) {
        append(x, y, size, color, "monospace\" text-anchor=\"middle", text);
    }

    private void append(float x, float y, float size, Color color, String font, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%s\" y=\"%s\" font-family=\"%s\" font-size=\"%s\""
                                + " fill=\"%s\">%s</text>\n",
                        number(x),
                        number(y),
                        font,
                        number(size),
                        hex(color),
                        escape(text)));
    }

    /** Escapes text; what XML has no place for, such as most control characters, is U+FFFD. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        character -> {
                            switch (character) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                default ->
                                        escaped.appendCodePoint(
                                                isXml(character) ? character : 0xfffd);
                            }
                        });
        return escaped.toString();
    }

    /** Tells whether XML 1.0 may have a character (section 2.2, Char). */
    private static boolean isXml(int character) {
        return character >= 0x20 && character < 0xd800
                || character >= 0xe000 && character < 0xfffe
                || character >= 0x10000
                || character == '\t'
                || character == '\n'
                || character == '\r';
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
    }

    private static String number(float value) {
        String text = Float.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Returns the document. */
    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
