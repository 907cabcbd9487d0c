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

import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.picture.Canvas;

import java.awt.Color;

/**
 * One kernel in a {@link KernelPicture}.
 *
 * @param title what is written above it
 * @param shape filters, channels, height and width
 * @param values the weights, row-major
 * @param basicSize the filters and channels of a basic kernel
 */
record KernelPanel(String title, Shape shape, float[] values, int basicSize) {

    private static final int GAP = 2;
    // between basic kernels, with a line in it
    private static final int WIDE_GAP = 8;
    private static final int LINE = 2;
    private static final Color LINE_COLOR = new Color(0xd95f02);
    private static final int SIDE = 480;

    /** Screen pixels a weight: small kernels are drawn large. */
    private int zoom() {
        long pixels = Math.max(filters() * kernelHeight(), channels() * kernelWidth());
        return Math.max(2, SIDE / Math.toIntExact(pixels));
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

    int width() {
        return start(channels() - 1, kernelWidth()) + kernelWidth() * zoom();
    }

    int height() {
        return start(filters() - 1, kernelHeight()) + kernelHeight() * zoom();
    }

    /** Returns where the filter of a channel begins, in pixels. */
    private int start(int channel, int side) {
        return channel * (side * zoom() + GAP) + channel / basicSize * (WIDE_GAP - GAP);
    }

    void draw(Canvas canvas, int left, int top) {
        float largest = 1e-12f;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int zoom = zoom();
        int i = 0;
        for (int filter = 0; filter < filters(); ++filter) {
            int filterTop = top + start(filter, kernelHeight());
            for (int channel = 0; channel < channels(); ++channel) {
                int filterLeft = left + start(channel, kernelWidth());
                for (int y = 0; y < kernelHeight(); ++y) {
                    for (int x = 0; x < kernelWidth(); ++x) {
                        int grey = Math.round(127.5f + 127.5f * values[i++] / largest);
                        canvas.rectangle(
                                filterLeft + x * zoom,
                                filterTop + y * zoom,
                                zoom,
                                zoom,
                                new Color(grey, grey, grey));
                    }
                }
            }
        }
        drawBorders(canvas, left, top);
    }

    private void drawBorders(Canvas canvas, int left, int top) {
        int before = (WIDE_GAP + LINE) / 2;
        for (int channel = basicSize; channel < channels(); channel += basicSize) {
            int x = left + start(channel, kernelWidth()) - before;
            canvas.rectangle(x, top, LINE, height(), LINE_COLOR);
        }
        for (int filter = basicSize; filter < filters(); filter += basicSize) {
            int y = top + start(filter, kernelHeight()) - before;
            canvas.rectangle(left, y, width(), LINE, LINE_COLOR);
        }
    }
}
