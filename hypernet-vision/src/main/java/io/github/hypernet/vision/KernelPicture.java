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
package io.github.hypernet.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.Picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of convolution kernels, side by side and in rows: all filters of each kernel as small
 * images, a row an output channel, a column an input channel (Ha, Dai, Le 2016, Figs. 2, 12, 13).
 *
 * <p>Grey is zero; white and black are the kernel's largest magnitude, positive and negative. A
 * kernel that is made of basic kernels has colored lines between them.
 */
public final class KernelPicture extends Picture {

    private static final int MARGIN = 16;
    private static final int TITLE_HEIGHT = 24;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private final List<List<KernelPanel>> rows = new ArrayList<>();

    /**
     * Adds a kernel to the right of the others.
     *
     * @param title what to write above it
     * @param kernel the kernel {@code [filters, channels, height, width]}
     * @return this picture
     * @throws IllegalArgumentException if the kernel does not have four dimensions
     */
    public KernelPicture add(String title, NDArray kernel) {
        return add(title, kernel, Integer.MAX_VALUE);
    }

    /**
     * Adds a kernel that is made of basic kernels to the right of the others.
     *
     * @param title what to write above it
     * @param kernel the kernel {@code [filters, channels, height, width]}
     * @param basicSize the filters and channels of a basic kernel
     * @return this picture
     * @throws IllegalArgumentException if the kernel does not have four dimensions, or the basic
     *     size is not positive
     */
    public KernelPicture add(String title, NDArray kernel, int basicSize) {
        Shape shape = kernel.getShape();
        Preconditions.checkArgument(
                shape.dimension() == 4,
                "A kernel has the shape (filters, channels, height, width), got " + shape);
        Preconditions.checkArgument(
                basicSize > 0, "The basic size must be positive, got " + basicSize);
        if (rows.isEmpty()) {
            addRow();
        }
        rows.get(rows.size() - 1)
                .add(new KernelPanel(title, shape, kernel.toFloatArray(), basicSize));
        return this;
    }

    /**
     * Begins a new row, below the others.
     *
     * @return this picture
     */
    public KernelPicture addRow() {
        rows.add(new ArrayList<>());
        return this;
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        return MARGIN + Arrays.stream(columnWidths()).map(column -> column + MARGIN).sum();
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        return MARGIN + rows.stream().mapToInt(KernelPicture::rowHeight).sum();
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        int[] columns = columnWidths();
        int top = MARGIN;
        for (List<KernelPanel> row : rows) {
            int left = MARGIN;
            for (int i = 0; i < row.size(); ++i) {
                canvas.text(left, top + 12, FONT.getSize(), Color.BLACK, row.get(i).title());
                row.get(i).draw(canvas, left, top + TITLE_HEIGHT);
                left += columns[i] + MARGIN;
            }
            top += rowHeight(row);
        }
    }

    private static int rowHeight(List<KernelPanel> row) {
        int panels = row.stream().mapToInt(KernelPanel::height).max().orElse(0);
        return TITLE_HEIGHT + panels + MARGIN;
    }

    /** A column is as wide as its widest kernel or title. */
    private int[] columnWidths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        FontRenderContext context = new FontRenderContext(null, true, false);
        for (List<KernelPanel> row : rows) {
            for (int i = 0; i < row.size(); ++i) {
                double title = FONT.getStringBounds(row.get(i).title(), context).getWidth();
                int widest = Math.max(row.get(i).width(), (int) Math.ceil(title));
                widths[i] = Math.max(widths[i], widest);
            }
        }
        return widths;
    }
}
