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
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of convolution kernels, side by side: all filters of each kernel as small images, a row
 * an output channel, a column an input channel (Ha, Dai, Le 2016, Figs. 2, 12, 13).
 *
 * <p>Grey is zero; white and black are the kernel's largest magnitude, positive and negative.
 */
public final class KernelPicture {

    private static final int MARGIN = 16;
    private static final int TITLE_HEIGHT = 24;

    private final List<Panel> panels = new ArrayList<>();

    /**
     * Adds a kernel to the right of the others.
     *
     * @param title what to write above it
     * @param kernel the kernel {@code [filters, channels, height, width]}
     * @return this picture
     * @throws IllegalArgumentException if the kernel does not have four dimensions
     */
    public KernelPicture add(String title, NDArray kernel) {
        Shape shape = kernel.getShape();
        if (shape.dimension() != 4) {
            throw new IllegalArgumentException(
                    "A kernel has the shape (filters, channels, height, width), got " + shape);
        }
        panels.add(new Panel(title, shape, kernel.toFloatArray()));
        return this;
    }

    /**
     * Draws the picture.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        int width = MARGIN + panels.stream().mapToInt(p -> p.width() + MARGIN).sum();
        int height =
                MARGIN + TITLE_HEIGHT + panels.stream().mapToInt(Panel::height).max().orElse(0);
        BufferedImage image = new BufferedImage(width, height + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        int left = MARGIN;
        for (Panel panel : panels) {
            graphics.setColor(Color.BLACK);
            graphics.drawString(panel.title, left, MARGIN + 12);
            panel.draw(graphics, left, MARGIN + TITLE_HEIGHT);
            left += panel.width() + MARGIN;
        }
        graphics.dispose();
        return image;
    }

    private record Panel(String title, Shape shape, float[] values) {

        private static final int GAP = 2;

        /** Screen pixels a weight: small kernels are drawn large. */
        private int zoom() {
            long pixels = Math.max(filters() * kernelHeight(), channels() * kernelWidth());
            return Math.max(2, 480 / Math.toIntExact(pixels));
        }

        private int filters() {
            return (int) shape.get(0);
        }

        private int channels() {
            return (int) shape.get(1);
        }

        private int kernelHeight() {
            return (int) shape.get(2);
        }

        private int kernelWidth() {
            return (int) shape.get(3);
        }

        private int width() {
            return channels() * (kernelWidth() * zoom() + GAP) - GAP;
        }

        private int height() {
            return filters() * (kernelHeight() * zoom() + GAP) - GAP;
        }

        private void draw(Graphics2D graphics, int left, int top) {
            float largest = 1e-12f;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            int zoom = zoom();
            int i = 0;
            for (int filter = 0; filter < filters(); ++filter) {
                int filterTop = top + filter * (kernelHeight() * zoom + GAP);
                for (int channel = 0; channel < channels(); ++channel) {
                    int filterLeft = left + channel * (kernelWidth() * zoom + GAP);
                    for (int y = 0; y < kernelHeight(); ++y) {
                        for (int x = 0; x < kernelWidth(); ++x) {
                            int grey = Math.round(127.5f + 127.5f * values[i++] / largest);
                            graphics.setColor(new Color(grey, grey, grey));
                            graphics.fillRect(
                                    filterLeft + x * zoom, filterTop + y * zoom, zoom, zoom);
                        }
                    }
                }
            }
        }
    }
}
