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
package io.github.hypernet.examples.report;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.ColorScale;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;

/**
 * The matrix of one model in a {@link TaskMatrix}.
 *
 * @param title what is written above it
 * @param accuracy the accuracy after each task (rows) on each task (columns), NaN where not
 *     measured
 */
record TaskPanel(String title, double[][] accuracy) {

    // sizes in pixels
    private static final int CELL_WIDTH = 44;
    private static final int CELL_HEIGHT = 27;
    private static final int NAMES_WIDTH = 78;
    private static final int TITLE_HEIGHT = 24;
    private static final int HEADER_LINE = 19;
    private static final int BEFORE_MEAN = 8;
    private static final int NOTE_HEIGHT = 22;
    private static final int TITLE_SIZE = 15;
    private static final int SIZE = 12;
    private static final String NOTE = "Accuracy in %; mean: over the tasks so far";

    // the darkest on which black text is read well
    private static final float DARKEST = 0.55f;
    private static final Color NOT_MEASURED = new Color(0xf2f2f2);

    private int tasks() {
        return accuracy[0].length;
    }

    int width() {
        int matrix = NAMES_WIDTH + (tasks() + 1) * CELL_WIDTH + BEFORE_MEAN;
        int texts = Math.max(TextWidth.of(title, TITLE_SIZE), TextWidth.of(NOTE, SIZE));
        return Math.max(matrix, texts);
    }

    int height() {
        return TITLE_HEIGHT + 2 * HEADER_LINE + accuracy.length * CELL_HEIGHT + NOTE_HEIGHT;
    }

    void draw(Canvas canvas, int left, int top) {
        canvas.text(left, top + TITLE_SIZE, TITLE_SIZE, Color.BLACK, title);
        int matrixLeft = left + NAMES_WIDTH;
        int matrixTop = top + TITLE_HEIGHT + 2 * HEADER_LINE;
        drawHeader(canvas, matrixLeft, matrixTop);
        for (int t = 0; t < accuracy.length; ++t) {
            int y = matrixTop + t * CELL_HEIGHT;
            drawRow(canvas, t, matrixLeft, y);
        }
        int bottom = matrixTop + accuracy.length * CELL_HEIGHT;
        canvas.text(left, bottom + NOTE_HEIGHT - 4, SIZE, Color.GRAY, NOTE);
    }

    private void drawHeader(Canvas canvas, int left, int bottom) {
        int y = bottom - 6;
        write(canvas, left + tasks() * CELL_WIDTH / 2, y - HEADER_LINE, Color.DARK_GRAY, "task");
        write(canvas, left - NAMES_WIDTH / 2, y, Color.DARK_GRAY, "after task");
        for (int task = 0; task < tasks(); ++task) {
            write(canvas, middle(left, task), y, Color.DARK_GRAY, "" + task);
        }
        write(canvas, meanMiddle(left), y, Color.DARK_GRAY, "mean");
    }

    private void drawRow(Canvas canvas, int time, int left, int top) {
        int y = top + CELL_HEIGHT / 2 + SIZE / 3;
        write(canvas, left - NAMES_WIDTH / 2, y, Color.DARK_GRAY, "" + time);
        for (int task = 0; task < tasks(); ++task) {
            drawCell(canvas, middle(left, task), top, accuracy[time][task]);
        }
        double mean =
                Arrays.stream(accuracy[time], 0, time + 1)
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN);
        drawCell(canvas, meanMiddle(left), top, mean);
    }

    private static void drawCell(Canvas canvas, int middle, int top, double value) {
        boolean measured = !Double.isNaN(value);
        canvas.rectangle(
                middle - CELL_WIDTH / 2f,
                top,
                CELL_WIDTH - 1,
                CELL_HEIGHT - 1,
                measured ? ColorScale.AREA.of(DARKEST * (float) value) : NOT_MEASURED);
        if (measured) {
            String percent = String.format(Locale.ROOT, "%.1f", 100 * value);
            write(canvas, middle, top + CELL_HEIGHT / 2 + SIZE / 3, Color.BLACK, percent);
        }
    }

    private static void write(Canvas canvas, int middle, int y, Color color, String text) {
        canvas.centeredText(middle, y, SIZE, color, text);
    }

    private static int middle(int left, int task) {
        return left + task * CELL_WIDTH + CELL_WIDTH / 2;
    }

    private int meanMiddle(int left) {
        return middle(left, tasks()) + BEFORE_MEAN;
    }
}
