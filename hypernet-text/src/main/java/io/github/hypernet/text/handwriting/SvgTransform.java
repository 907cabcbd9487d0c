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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Transforms as SVG's attribute and CSS's property write them. */
final class SvgTransform {

    private static final Pattern FUNCTION =
            Pattern.compile("[\\s,]*([a-zA-Z0-9]+)\\s*\\(([^()]*)\\)[\\s,]*");

    private SvgTransform() {}

    /**
     * Reads a list of transforms; the last one is applied first.
     *
     * @throws IllegalArgumentException if it is none, or one is not of the plane
     */
    static AffineTransform of(String text) {
        AffineTransform transform = new AffineTransform();
        if (text.isBlank() || text.strip().equals("none")) {
            return transform;
        }
        Matcher function = FUNCTION.matcher(text);
        int place = 0;
        while (place < text.length()) {
            if (!function.region(place, text.length()).lookingAt()) {
                throw new IllegalArgumentException(
                        "it is no list of transforms: " + Quoted.of(text));
            }
            List<Double> numbers = SvgNumbers.lengths(function.group(2));
            AffineTransform next = function(function.group(1), numbers);
            if (next == null) {
                throw new IllegalArgumentException(
                        "the transform " + Quoted.of(function.group().strip()) + " is not known");
            }
            transform.concatenate(next);
            place = function.end();
        }
        return transform;
    }

    /** Returns a transform; null if there is none of this name with so many numbers. */
    private static AffineTransform function(String name, List<Double> numbers) {
        double[] n = numbers.stream().mapToDouble(d -> d).toArray();
        return switch (name + n.length) {
            case "matrix6" -> new AffineTransform(n);
            case "translate1", "translateX1" -> AffineTransform.getTranslateInstance(n[0], 0);
            case "translate2" -> AffineTransform.getTranslateInstance(n[0], n[1]);
            case "translateY1" -> AffineTransform.getTranslateInstance(0, n[0]);
            case "scale1" -> AffineTransform.getScaleInstance(n[0], n[0]);
            case "scale2" -> AffineTransform.getScaleInstance(n[0], n[1]);
            case "scaleX1" -> AffineTransform.getScaleInstance(n[0], 1);
            case "scaleY1" -> AffineTransform.getScaleInstance(1, n[0]);
            case "rotate1" -> AffineTransform.getRotateInstance(Math.toRadians(n[0]));
            case "rotate3" -> AffineTransform.getRotateInstance(Math.toRadians(n[0]), n[1], n[2]);
            case "skew1", "skewX1" -> shear(n[0], 0);
            case "skew2" -> shear(n[0], n[1]);
            case "skewY1" -> shear(0, n[0]);
            default -> null;
        };
    }

    private static AffineTransform shear(double x, double y) {
        return AffineTransform.getShearInstance(
                Math.tan(Math.toRadians(x)), Math.tan(Math.toRadians(y)));
    }
}
