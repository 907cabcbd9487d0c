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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.ColorScale;
import io.github.hypernet.core.picture.Picture;
import io.github.hypernet.text.recurrent.GateChanges;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * A drawing, and how much the hypernetwork changed the weights of each gate at each of its points
 * (Ha, Dai, Le 2016, Fig. 7). Under the drawing there is a strip for each gate, a column a point,
 * the darker the larger the change, with a tick where the pen is lifted. The drawing's lines are
 * the darker, the larger the change of all gates was when the model read the point they lead to.
 */
public final class GatePicture extends Picture {

    // sizes in pixels
    private static final int MARGIN = 20;
    private static final int NAMES_WIDTH = 70;
    private static final int LEAST_WIDTH = 400;
    private static final int MOST_WIDTH = 1200;
    private static final int DRAWING_HEIGHT = 260;
    private static final int STRIP_HEIGHT = 18;
    private static final int TICK_HEIGHT = 8;
    private static final int FOOT_HEIGHT = 20;

    private final Drawing drawing;
    private final GateChanges changes;
    private final float columnWidth;

    private GatePicture(Drawing drawing, GateChanges changes) {
        this.drawing = drawing;
        this.changes = changes;
        float even = (float) LEAST_WIDTH / drawing.size();
        columnWidth = Math.max(even, Math.min(8, (float) MOST_WIDTH / drawing.size()));
    }

    /**
     * Lets a model read a drawing, and notes how its weights change.
     *
     * @param model the model, with a hypernetwork; of several layers the last one is shown
     * @param manager the manager to compute with
     * @param drawing the drawing
     * @return the picture
     * @throws IllegalArgumentException if the model has no hypernetwork
     */
    public static GatePicture of(StrokeModel model, NDManager manager, Drawing drawing) {
        float deviation = model.getStatistics().deviation();
        try (NDManager temporary = manager.newSubManager()) {
            NDArray points = StrokeTranslator.toArray(temporary, drawing, deviation);
            return new GatePicture(
                    drawing, GateChanges.of(model.getRecurrent(), points.expandDims(0)));
        }
    }

    private float stripsWidth() {
        return columnWidth * drawing.size();
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        return Math.round(2 * MARGIN + NAMES_WIDTH + stripsWidth());
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        int strips = changes.getGates().size() * STRIP_HEIGHT;
        return 2 * MARGIN + DRAWING_HEIGHT + MARGIN + strips + TICK_HEIGHT + FOOT_HEIGHT;
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        canvas.beginGroup();
        drawLines(canvas);
        canvas.endGroup();
        drawStrips(canvas, MARGIN + NAMES_WIDTH, 2 * MARGIN + DRAWING_HEIGHT);
    }

    private void drawStrips(Canvas canvas, int left, int top) {
        List<String> gates = changes.getGates();
        for (int gate = 0; gate < gates.size(); ++gate) {
            int y = top + gate * STRIP_HEIGHT;
            canvas.text(MARGIN, y + STRIP_HEIGHT - 5, 11, Color.GRAY, gates.get(gate));
            for (int i = 0; i < drawing.size(); ++i) {
                float x = left + i * columnWidth;
                Color color = ColorScale.AREA.of(changes.getShare(gate, i));
                canvas.rectangle(x, y, columnWidth, STRIP_HEIGHT - 1, color);
            }
        }
        int bottom = top + gates.size() * STRIP_HEIGHT;
        for (int i = 0; i < drawing.size(); ++i) {
            if (drawing.get(i).lifted()) {
                float x = left + (i + 1) * columnWidth - 1;
                canvas.rectangle(x, bottom + 1, 1, TICK_HEIGHT - 2, Color.DARK_GRAY);
            }
        }
        canvas.text(
                left,
                bottom + TICK_HEIGHT + FOOT_HEIGHT - 6,
                11,
                Color.GRAY,
                drawing.size()
                        + " points; ticks: the pen is lifted; darker: the weights change more");
    }

    private void drawLines(Canvas canvas) {
        Bounds bounds = Bounds.of(drawing);
        float width = width() - 2 * MARGIN;
        Placed placed =
                Placed.centered(
                        bounds,
                        bounds.scaleTo(width, DRAWING_HEIGHT),
                        MARGIN,
                        MARGIN,
                        width,
                        DRAWING_HEIGHT);
        int point = 0;
        for (float[][] stroke : drawing.strokes()) {
            float[][] points = placed.map(stroke);
            for (int i = 0; i < points.length; ++i) {
                if (i > 0 || points.length == 1) {
                    float[][] piece = Arrays.copyOfRange(points, Math.max(0, i - 1), i + 1);
                    canvas.polyline(piece, ColorScale.LINE.of(meanShare(point + i)), 2.5f);
                }
            }
            point += points.length;
        }
    }

    /** Returns how much all gates' weights changed at a point, from 0 to 1. */
    private float meanShare(int point) {
        int gates = changes.getGates().size();
        float share = 0;
        for (int gate = 0; gate < gates; ++gate) {
            share += changes.getShare(gate, point) / gates;
        }
        return share;
    }
}
