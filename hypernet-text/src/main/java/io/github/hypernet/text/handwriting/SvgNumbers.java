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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as SVG writes them: a sign or a second point begins a new one, as in {@code 10-20}. */
final class SvgNumbers {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]*");
    private static final Pattern UNIT = Pattern.compile("[a-zA-Z%]*");
    private static final Map<String, Double> UNITS = // in px, and degrees
            Map.of(
                    "", 1.0,
                    "px", 1.0,
                    "in", 96.0,
                    "cm", 96 / 2.54,
                    "mm", 96 / 25.4,
                    "pt", 96 / 72.0,
                    "pc", 16.0,
                    "deg", 1.0,
                    "rad", 180 / Math.PI,
                    "turn", 360.0);

    private SvgNumbers() {}

    /**
     * Reads a list of numbers.
     *
     * @throws IllegalArgumentException if it is none
     */
    static List<Double> list(String text) {
        return list(text, false);
    }

    /**
     * Reads a list of numbers with units; they are px and degrees then.
     *
     * @throws IllegalArgumentException if it is none, or a unit depends on what is around it
     */
    static List<Double> lengths(String text) {
        return list(text, true);
    }

    private static List<Double> list(String text, boolean units) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = SEPARATOR.matcher(text);
        int place = skip(matcher, SEPARATOR, 0);
        while (place < text.length()) {
            int end = skip(matcher, NUMBER, place);
            if (end == place) {
                throw new IllegalArgumentException(
                        "no number: " + Quoted.of(text.substring(place)));
            }
            double number = Double.parseDouble(text.substring(place, end));
            if (units) {
                int begin = end;
                end = skip(matcher, UNIT, begin);
                number *= unit(text.substring(begin, end));
            }
            numbers.add(number);
            place = skip(matcher, SEPARATOR, end);
        }
        return numbers;
    }

    private static double unit(String name) {
        Double unit = UNITS.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("the unit " + Quoted.of(name) + " is not read");
        }
        return unit;
    }

    /** Returns where what a pattern matches from a place on ends. */
    private static int skip(Matcher matcher, Pattern pattern, int place) {
        matcher.usePattern(pattern).region(place, matcher.regionEnd());
        return matcher.lookingAt() ? matcher.end() : place;
    }
}
