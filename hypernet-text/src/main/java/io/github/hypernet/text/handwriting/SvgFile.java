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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.picture.SvgCanvas;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Drawings as SVG. The elements {@code polyline}, {@code polygon} (closed) and {@code line} are
 * strokes; one of two equal points is a dot. A drawing is an outermost group ({@code <g>}) with
 * what is in it; strokes outside of groups are one drawing more.
 *
 * <p>Transforms are applied, by attribute or style. What is only defined ({@code defs}, {@code
 * symbol}, {@code marker} and the like) or hidden is no stroke. Other elements that draw, such as
 * {@code path}, are passed over, and counted.
 */
public final class SvgFile {

    private SvgFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its drawings, at least one
     * @throws IOException if there is no such file, it is no SVG, has no strokes, or moves elements
     *     in a way that is not read; the message names the file and the line
     */
    public static List<Drawing> read(Path file) throws IOException {
        return read(file, new ReadingLog(false));
    }

    static List<Drawing> read(Path file, ReadingLog log) throws IOException {
        try (XmlFile xml = new XmlFile(file)) {
            return read(file.toString(), xml, log);
        }
    }

    /** Reads from a stream that messages call by a name. */
    static List<Drawing> read(String name, InputStream in) throws IOException {
        try (XmlFile xml = new XmlFile(name, in)) {
            return read(name, xml, new ReadingLog(false));
        }
    }

    private static List<Drawing> read(String name, XmlFile xml, ReadingLog log) throws IOException {
        ReadingLog own = new ReadingLog(false);
        List<Drawing> drawings = new SvgReader(xml, own).read();
        if (drawings.isEmpty()) {
            throw new IOException(
                    name
                            + " has no drawings: of SVG only polylines are read, polygons and"
                            + " lines; make paths polylines"
                            + (own.isEmpty() ? "" : " (" + own + ")"));
        }
        log.add(own);
        return drawings;
    }

    /**
     * Writes a drawing, in the units of the data.
     *
     * @param out where to; it is not closed
     * @param drawing the drawing
     * @throws IOException if it fails
     */
    public static void write(OutputStream out, Drawing drawing) throws IOException {
        float width = lineWidth(drawing);
        SvgCanvas svg = canvas(drawing, width);
        svg.beginGroup();
        drawing.strokes().forEach(stroke -> svg.polyline(stroke, Color.BLACK, width));
        svg.endGroup();
        out.write(svg.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns how broad the lines of a drawing are, in its unit. */
    private static float lineWidth(Drawing drawing) {
        Bounds bounds = Bounds.of(drawing);
        float size = Math.max(bounds.width(), bounds.height());
        return size > 0 ? size / 100 : 1;
    }

    private static SvgCanvas canvas(Drawing drawing, float lineWidth) {
        Bounds shown = Bounds.of(drawing).grown(4 * lineWidth);
        return new SvgCanvas(shown.left(), shown.top(), shown.width(), shown.height());
    }

    /**
     * Writes a drawing that is drawn as one watches, stroke by stroke; the pen takes the same time
     * for each point. Programs that show no animation show the whole drawing.
     *
     * @param out where to; it is not closed
     * @param drawing the drawing
     * @param pointsPerSecond how fast the pen is, in points a second, positive
     * @throws IOException if it fails
     * @throws IllegalArgumentException if the speed is not positive
     */
    public static void writeAnimated(OutputStream out, Drawing drawing, float pointsPerSecond)
            throws IOException {
        Preconditions.checkArgument(
                pointsPerSecond > 0,
                "The points per second must be positive, got " + pointsPerSecond);
        float width = lineWidth(drawing);
        SvgCanvas svg = canvas(drawing, width);
        svg.beginGroup();
        int drawn = 0;
        for (float[][] stroke : drawing.strokes()) {
            float begin = drawn / pointsPerSecond;
            float duration = stroke.length / pointsPerSecond;
            svg.animatedPolyline(stroke, Color.BLACK, width, begin, duration);
            drawn += stroke.length;
        }
        svg.endGroup();
        out.write(svg.toString().getBytes(StandardCharsets.UTF_8));
    }
}
