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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.Picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of small gray images, each with a label at its left, such as images, their reconstructions,
 * and a path between two of them. Small images are drawn large.
 */
public final class ImageRows extends Picture {

    // sizes in pixels
    private static final int SIDE = 84;
    private static final int MARGIN = 16;
    private static final int COLUMN_GAP = 3;
    private static final int ROW_GAP = 8;
    private static final int LABEL_GAP = 14;
    private static final int LABEL_SIZE = 14;

    private final int imageHeight;
    private final int imageWidth;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String label, float[][] images) {}

    /**
     * Creates a picture of no rows.
     *
     * @param imageHeight the height of all images
     * @param imageWidth the width of all images
     * @throws IllegalArgumentException if one is not positive
     */
    public ImageRows(int imageHeight, int imageWidth) {
        Preconditions.checkArgument(
                imageHeight > 0 && imageWidth > 0,
                "The height and the width of the images must be positive, got "
                        + imageHeight
                        + " and "
                        + imageWidth);
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
    }

    /**
     * Adds a row below the others.
     *
     * @param label what stands at its left
     * @param images the images, each of height times width values, row-major, from 0 (black) to 1
     *     (white); what is beyond, as reconstructions can be, is shown as 0 or 1
     * @return this picture
     * @throws IllegalArgumentException if there is no image, or one has another size or a value
     *     that is not a number
     */
    public ImageRows add(String label, float[][] images) {
        Preconditions.checkArgument(
                images.length > 0, "The row \"" + label + "\" must have an image");
        for (int i = 0; i < images.length; ++i) {
            check("Image " + i + " of the row \"" + label + "\"", images[i]);
        }
        rows.add(new Row(label, Arrays.stream(images).map(float[]::clone).toArray(float[][]::new)));
        return this;
    }

    private void check(String name, float[] image) {
        Preconditions.checkArgument(
                image.length == imageHeight * imageWidth,
                name
                        + " must have "
                        + imageHeight
                        + " x "
                        + imageWidth
                        + " values, got "
                        + image.length);
        for (int i = 0; i < image.length; ++i) {
            Preconditions.checkArgument(
                    !Float.isNaN(image[i]),
                    name
                            + " must be of numbers, got NaN in line "
                            + i / imageWidth
                            + ", column "
                            + i % imageWidth);
        }
    }

    /** Returns the pixels of the screen along the side of an image's. */
    private int zoom() {
        return Math.max(1, SIDE / Math.max(imageHeight, imageWidth));
    }

    private int labelsWidth() {
        return rows.stream().mapToInt(row -> TextWidth.of(row.label, LABEL_SIZE)).max().orElse(0)
                + LABEL_GAP;
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        int columns = rows.stream().mapToInt(row -> row.images.length).max().orElse(0);
        return 2 * MARGIN + labelsWidth() + columns * (imageWidth * zoom() + COLUMN_GAP);
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        return 2 * MARGIN - ROW_GAP + Math.max(1, rows.size()) * (imageHeight * zoom() + ROW_GAP);
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        int left = MARGIN + labelsWidth();
        int top = MARGIN;
        for (Row row : rows) {
            canvas.beginGroup();
            int baseLine = top + (imageHeight * zoom() + LABEL_SIZE) / 2 - 2;
            canvas.text(MARGIN, baseLine, LABEL_SIZE, Color.BLACK, row.label);
            for (int i = 0; i < row.images.length; ++i) {
                int imageLeft = left + i * (imageWidth * zoom() + COLUMN_GAP);
                drawImage(canvas, row.images[i], imageLeft, top);
            }
            canvas.endGroup();
            top += imageHeight * zoom() + ROW_GAP;
        }
    }

    /** Draws neighbors of one gray as one rectangle: the SVG stays small. */
    private void drawImage(Canvas canvas, float[] image, int left, int top) {
        for (int y = 0; y < imageHeight; ++y) {
            int begin = 0;
            while (begin < imageWidth) {
                int gray = gray(image[y * imageWidth + begin]);
                int end = begin + 1;
                while (end < imageWidth && gray(image[y * imageWidth + end]) == gray) {
                    ++end;
                }
                drawRun(canvas, left, top, new Run(y, begin, end, gray));
                begin = end;
            }
        }
    }

    /** Pixels of one gray in a line of an image. */
    private record Run(int y, int begin, int end, int gray) {}

    /** Draws a little more than the run, below what follows: enlarged, an SVG would have seams. */
    private void drawRun(Canvas canvas, int left, int top, Run run) {
        int zoom = zoom();
        int right = run.end < imageWidth ? 1 : 0;
        int bottom = run.y + 1 < imageHeight ? 1 : 0;
        canvas.rectangle(
                left + run.begin * zoom,
                top + run.y * zoom,
                (run.end - run.begin) * zoom + right,
                zoom + bottom,
                new Color(run.gray, run.gray, run.gray));
    }

    private static int gray(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
