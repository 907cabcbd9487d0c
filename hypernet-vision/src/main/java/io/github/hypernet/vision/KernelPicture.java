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

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of convolution kernels, side by side and in rows: all filters of each kernel as small
 * images, a row an output channel, a column an input channel (Ha, Dai, Le 2016, Figs. 2, 12, 13).
 *
 * <p>Grey is zero; white and black are the kernel's largest magnitude, positive and negative. A
 * kernel of several tiles has colored lines between them.
 */
public final class KernelPicture {

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
     * Adds a kernel that is made of tiles to the right of the others.
     *
     * @param title what to write above it
     * @param kernel the kernel {@code [filters, channels, height, width]}
     * @param tileSize the filters and channels of a tile
     * @return this picture
     * @throws IllegalArgumentException if the kernel does not have four dimensions, or the tile
     *     size is not positive
     */
    public KernelPicture add(String title, NDArray kernel, int tileSize) {
        Shape shape = kernel.getShape();
        if (shape.dimension() != 4) {
            throw new IllegalArgumentException(
                    "A kernel has the shape (filters, channels, height, width), got " + shape);
        }
        if (tileSize <= 0) {
            throw new IllegalArgumentException("The tile size must be positive, got " + tileSize);
        }
        if (rows.isEmpty()) {
            addRow();
        }
        rows.get(rows.size() - 1)
                .add(new KernelPanel(title, shape, kernel.toFloatArray(), tileSize));
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

    /**
     * Draws the picture.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        int[] columns = columnWidths();
        int width = MARGIN + Arrays.stream(columns).map(column -> column + MARGIN).sum();
        int height = MARGIN + rows.stream().mapToInt(KernelPicture::rowHeight).sum();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setFont(FONT);
        int top = MARGIN;
        for (List<KernelPanel> row : rows) {
            int left = MARGIN;
            for (int i = 0; i < row.size(); ++i) {
                graphics.setColor(Color.BLACK);
                graphics.drawString(row.get(i).title(), left, top + 12);
                row.get(i).draw(graphics, left, top + TITLE_HEIGHT);
                left += columns[i] + MARGIN;
            }
            top += rowHeight(row);
        }
        graphics.dispose();
        return image;
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
