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

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.Picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drawings side by side, in titled parts, such as the samples of several models. Cells are as wide
 * as the drawings need: a line of handwriting has a row of its own.
 */
public final class DrawingGrid extends Picture {

    // sizes in pixels
    private static final int WIDTH = 960;
    private static final int MARGIN = 16;
    private static final int CELL_HEIGHT = 96;
    private static final int GAP = 14;
    private static final int TITLE_HEIGHT = 26;
    private static final float LINE_WIDTH = 1.6f;
    // the share of the drawings that may be shrunk to fit into their cells
    private static final float SHRUNK = 0.15f;

    private final List<Part> parts = new ArrayList<>();

    /** Drawings under a title; the first points of each were given to the model. */
    private record Part(String title, List<Drawing> drawings, int given) {}

    /** Creates an empty picture. */
    public DrawingGrid() {}

    /**
     * Adds drawings.
     *
     * @param title what stands over them; none if it is empty
     * @param drawings the drawings
     * @return this picture
     */
    public DrawingGrid add(String title, List<Drawing> drawings) {
        return add(title, drawings, 0);
    }

    /**
     * Adds drawings whose beginnings were given: these are gray.
     *
     * @param title what stands over them; none if it is empty
     * @param drawings the drawings
     * @param given the points of each that were given
     * @return this picture
     */
    public DrawingGrid add(String title, List<Drawing> drawings, int given) {
        parts.add(new Part(title, List.copyOf(drawings), given));
        return this;
    }

    private List<Drawing> drawings() {
        return parts.stream().flatMap(part -> part.drawings.stream()).toList();
    }

    /** Returns as many columns as drawings of the usual form have room. */
    private int columns() {
        double[] aspects =
                drawings().stream()
                        .map(Bounds::of)
                        .mapToDouble(bounds -> bounds.width() / bounds.height())
                        .map(aspect -> Double.isFinite(aspect) ? aspect : 1)
                        .sorted()
                        .toArray();
        double median = aspects.length == 0 ? 1 : aspects[aspects.length / 2];
        double cell = CELL_HEIGHT * Math.max(1, median);
        return Math.max(1, (int) ((WIDTH - 2 * MARGIN + GAP) / (cell + GAP)));
    }

    private static float cellWidth(int columns) {
        return (WIDTH - 2f * MARGIN + GAP) / columns - GAP;
    }

    private static int rows(Part part, int columns) {
        return (part.drawings.size() + columns - 1) / columns;
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        return WIDTH;
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        int columns = columns();
        int height = 2 * MARGIN;
        for (Part part : parts) {
            height +=
                    rows(part, columns) * (CELL_HEIGHT + GAP)
                            + (part.title.isEmpty() ? 0 : TITLE_HEIGHT);
        }
        return height;
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        int columns = columns();
        float cellWidth = cellWidth(columns);
        float common = commonScale(cellWidth);
        float top = MARGIN;
        for (Part part : parts) {
            if (!part.title.isEmpty()) {
                canvas.text(MARGIN, top + TITLE_HEIGHT / 2f, 13, Color.DARK_GRAY, part.title);
                top += TITLE_HEIGHT;
            }
            for (int i = 0; i < part.drawings.size(); ++i) {
                float x = MARGIN + i % columns * (cellWidth + GAP);
                float y = top + i / columns * (CELL_HEIGHT + GAP);
                Drawing drawing = part.drawings.get(i);
                Bounds bounds = Bounds.of(drawing);
                float scale = Math.min(common, bounds.scaleTo(cellWidth, CELL_HEIGHT));
                Placed placed = Placed.centered(bounds, scale, x, y, cellWidth, CELL_HEIGHT);
                canvas.beginGroup();
                draw(canvas, drawing, placed, part.given);
                canvas.endGroup();
            }
            top += rows(part, columns) * (CELL_HEIGHT + GAP);
        }
    }

    /** Returns the scale of all drawings but large ones, so that sizes can be compared. */
    private float commonScale(float cellWidth) {
        double[] scales =
                drawings().stream()
                        .mapToDouble(drawing -> Bounds.of(drawing).scaleTo(cellWidth, CELL_HEIGHT))
                        .sorted()
                        .toArray();
        return scales.length == 0 ? 1 : (float) scales[(int) (SHRUNK * scales.length)];
    }

    private static void draw(Canvas canvas, Drawing drawing, Placed placed, int given) {
        int begin = 0;
        for (float[][] stroke : drawing.strokes()) {
            float[][] points = placed.map(stroke);
            int gray = Math.max(0, Math.min(points.length, given - begin));
            if (gray > 0) {
                canvas.polyline(Arrays.copyOf(points, gray), Color.LIGHT_GRAY, LINE_WIDTH);
            }
            if (gray < points.length) {
                // a stroke that was begun goes on from its last given point
                float[][] rest = Arrays.copyOfRange(points, Math.max(0, gray - 1), points.length);
                canvas.polyline(rest, Color.BLACK, LINE_WIDTH);
            }
            begin += stroke.length;
        }
    }
}
