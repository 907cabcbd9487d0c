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
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the drawings of an SVG file, element by element. */
final class SvgReader {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Set<String> CONTAINERS = Set.of("svg", "g", "a", "switch");
    private static final Set<String> LINES = Set.of("polyline", "polygon", "line");
    // of these nothing is drawn where they stand
    private static final Set<String> NOT_DRAWN =
            Set.of(
                    "defs",
                    "symbol",
                    "clipPath",
                    "marker",
                    "mask",
                    "pattern",
                    "linearGradient",
                    "radialGradient",
                    "filter",
                    "title",
                    "desc",
                    "metadata",
                    "script",
                    "cursor",
                    "view",
                    "animate",
                    "animateTransform",
                    "animateMotion",
                    "set");

    /** How what is in an element is moved, and whether it is seen. */
    private record State(AffineTransform transform, boolean visible) {}

    private final XmlFile xml;
    private final ReadingLog log;
    private final SvgStyle style = new SvgStyle();
    private final Deque<State> states = new ArrayDeque<>();
    private final List<Drawing> drawings = new ArrayList<>();
    private final List<float[][]> loose = new ArrayList<>();
    private final List<float[][]> group = new ArrayList<>();
    private int groups; // that are open

    SvgReader(XmlFile xml, ReadingLog log) {
        this.xml = xml;
        this.log = log;
    }

    /** Returns the drawings; there may be none. */
    List<Drawing> read() throws IOException {
        while (xml.next()) {
            try {
                if (xml.isBegin()) {
                    begin();
                } else {
                    end();
                }
            } catch (IllegalArgumentException e) {
                throw xml.error("the element " + xml.element() + ": " + e.getMessage());
            }
        }
        return drawings;
    }

    private void begin() throws IOException {
        if (states.isEmpty() && !(xml.element().equals("svg") && isSvg())) {
            throw xml.error("it is no SVG: the outermost element is " + Quoted.of(xml.element()));
        }
        String element = xml.element();
        if (isSvg() && element.equals("style")) {
            style.addSheet(xml.text());
        } else if (!isSvg() || NOT_DRAWN.contains(element)) {
            skip();
        } else if (!CONTAINERS.contains(element) && !LINES.contains(element)) {
            log.count("elements " + Quoted.plain(element) + " of SVG passed over", 1);
            skip();
        } else {
            drawn();
        }
    }

    private boolean isSvg() {
        return xml.namespace().isEmpty() || xml.namespace().equals(NAMESPACE);
    }

    /** Goes to the end of the element that begins here. */
    private void skip() throws IOException {
        for (int depth = 1; depth > 0 && xml.next(); ) {
            depth += xml.isBegin() ? 1 : -1;
        }
    }

    /** Opens a container or a line. */
    private void drawn() throws IOException {
        Map<String, String> properties = style.of(xml);
        if (properties.getOrDefault("display", "").equals("none")) {
            log.count("hidden elements of SVG passed over", 1);
            skip();
            return;
        }
        State outer = states.isEmpty() ? new State(new AffineTransform(), true) : states.peek();
        AffineTransform transform = new AffineTransform(outer.transform);
        transform.concatenate(SvgTransform.of(properties.getOrDefault("transform", "")));
        if (xml.element().equals("svg") && !states.isEmpty()) {
            transform.concatenate(SvgViewport.of(xml));
        }
        String visibility = properties.getOrDefault("visibility", "inherit");
        boolean visible =
                visibility.equals("inherit") ? outer.visible : visibility.equals("visible");
        State state = new State(transform, visible);
        states.push(state);
        if (xml.element().equals("g")) {
            ++groups;
        } else if (LINES.contains(xml.element())) {
            line(state);
        }
    }

    private void line(State state) throws IOException {
        double[] points = SvgPoints.of(xml);
        if (points.length == 0) {
            log.count("elements without points of SVG passed over", 1);
        } else if (!state.visible) {
            log.count("hidden elements of SVG passed over", 1);
        } else {
            (groups > 0 ? group : loose).add(moved(points, state.transform));
        }
    }

    private static float[][] moved(double[] points, AffineTransform transform) {
        transform.transform(points, 0, points, 0, points.length / 2);
        float[][] stroke = new float[points.length / 2][2];
        for (int i = 0; i < points.length; ++i) {
            stroke[i / 2][i % 2] = (float) points[i];
            if (!Float.isFinite(stroke[i / 2][i % 2])) {
                throw new IllegalArgumentException("its points lie too far away");
            }
        }
        boolean dot = Arrays.stream(stroke).allMatch(point -> Arrays.equals(point, stroke[0]));
        return dot && stroke.length == 2 ? Arrays.copyOf(stroke, 1) : stroke;
    }

    private void end() {
        states.pop();
        if (xml.element().equals("g") && --groups == 0) {
            finish(group);
        } else if (states.isEmpty()) {
            finish(loose);
        }
    }

    private void finish(List<float[][]> strokes) {
        if (!strokes.isEmpty()) {
            drawings.add(Drawing.ofStrokes(strokes).at(xml.place()));
            strokes.clear();
        }
    }
}
