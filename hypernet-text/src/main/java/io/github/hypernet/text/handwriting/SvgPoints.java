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

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The points of SVG's elements of straight lines: polyline, polygon and line. */
final class SvgPoints {

    private SvgPoints() {}

    /**
     * Reads the points of the element that begins here.
     *
     * @return x, y of each, of a polygon the first once more at its end; empty if it has none, and
     *     is not drawn
     */
    static double[] of(XmlFile xml) throws IOException {
        try {
            return xml.element().equals("line") ? line(xml) : points(xml);
        } catch (IllegalArgumentException e) {
            throw xml.error("points of the element " + xml.element() + ": " + e.getMessage());
        }
    }

    private static double[] line(XmlFile xml) {
        double[] points = new double[4];
        String[] names = {"x1", "y1", "x2", "y2"};
        for (int i = 0; i < points.length; ++i) {
            points[i] = SvgViewport.length(xml, names[i], 0);
        }
        return points;
    }

    private static double[] points(XmlFile xml) {
        String text = xml.attribute("points");
        List<Double> numbers = SvgNumbers.list(text == null ? "" : text);
        if (numbers.size() % 2 != 0) {
            throw new IllegalArgumentException("they are not pairs x,y: " + Quoted.of(text));
        }
        double[] points = numbers.stream().mapToDouble(number -> number).toArray();
        for (double number : points) {
            if (!Float.isFinite((float) number)) {
                throw new IllegalArgumentException("they lie too far away");
            }
        }
        if (xml.element().equals("polygon") && points.length > 2) {
            int end = points.length;
            points = Arrays.copyOf(points, end + 2);
            points[end] = points[0];
            points[end + 1] = points[1];
        }
        return points;
    }
}
