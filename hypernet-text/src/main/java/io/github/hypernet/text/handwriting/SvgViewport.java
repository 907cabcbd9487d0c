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

import java.awt.geom.AffineTransform;
import java.util.List;

/** Where an SVG element inside of another one lies: its place, its size and its viewBox. */
final class SvgViewport {

    private SvgViewport() {}

    /**
     * Returns what maps the units inside of an element svg to those around it.
     *
     * @throws IllegalArgumentException if an attribute is none, or depends on what is around
     */
    static AffineTransform of(XmlFile xml) {
        AffineTransform transform =
                AffineTransform.getTranslateInstance(length(xml, "x", 0), length(xml, "y", 0));
        if (xml.attribute("viewBox") == null) {
            return transform;
        }
        List<Double> box = SvgNumbers.list(xml.attribute("viewBox"));
        double width = length(xml, "width", Double.NaN);
        double height = length(xml, "height", Double.NaN);
        if (box.size() != 4 || !(box.get(2) > 0 && box.get(3) > 0 && width > 0 && height > 0)) {
            throw new IllegalArgumentException(
                    "a viewBox is read as four numbers, with a width and a height in units");
        }
        double scaleX = width / box.get(2);
        double scaleY = height / box.get(3);
        String aspect = xml.attribute("preserveAspectRatio");
        if (aspect == null || aspect.strip().startsWith("xMidYMid") && !aspect.contains("slice")) {
            double scale = Math.min(scaleX, scaleY);
            transform.translate(
                    (width - scale * box.get(2)) / 2, (height - scale * box.get(3)) / 2);
            scaleX = scale;
            scaleY = scale;
        } else if (!aspect.strip().equals("none")) {
            throw new IllegalArgumentException(
                    "preserveAspectRatio is read as xMidYMid or none, not " + Quoted.of(aspect));
        }
        transform.scale(scaleX, scaleY);
        transform.translate(-box.get(0), -box.get(1));
        return transform;
    }

    /**
     * Returns a length, in px; or a default if it is not set.
     *
     * @throws IllegalArgumentException if it is none
     */
    static double length(XmlFile xml, String attribute, double missing) {
        String text = xml.attribute(attribute);
        List<Double> numbers = text == null ? List.of(missing) : SvgNumbers.lengths(text);
        if (numbers.size() != 1) {
            throw new IllegalArgumentException(attribute + " is no length: " + Quoted.of(text));
        }
        return numbers.get(0);
    }
}
