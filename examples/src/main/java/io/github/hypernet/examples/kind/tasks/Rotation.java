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
package io.github.hypernet.examples.kind.tasks;

/**
 * Turns square images about their centre, with bilinear interpolation; what comes from outside is
 * black. For a positive angle the pixel at (x, y), from the centre, comes from
 *
 * <pre>
 *   (cos(a) x + sin(a) y, -sin(a) x + cos(a) y)
 * </pre>
 */
final class Rotation {

    private static final int CORNERS = 4;

    private final int pixels;
    private final int[] sources;
    private final float[] weights;

    /**
     * @param size the height and the width of an image
     * @param radians the angle
     */
    Rotation(int size, double radians) {
        pixels = size * size;
        sources = new int[CORNERS * pixels];
        weights = new float[CORNERS * pixels];
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        double centre = (size - 1) / 2.0;
        for (int pixel = 0; pixel < pixels; ++pixel) {
            double x = pixel % size - centre;
            double y = pixel / size - centre;
            setSources(pixel, size, cos * x + sin * y + centre, cos * y - sin * x + centre);
        }
    }

    /** Sets where a pixel comes from: between four others. */
    private void setSources(int pixel, int size, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        for (int corner = 0; corner < CORNERS; ++corner) {
            int column = left + corner % 2;
            int row = top + corner / 2;
            boolean inside = column >= 0 && column < size && row >= 0 && row < size;
            double weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
            sources[CORNERS * pixel + corner] = inside ? row * size + column : 0;
            weights[CORNERS * pixel + corner] = inside ? (float) weight : 0;
        }
    }

    /** Turns images, one after the other in an array. */
    float[] turn(float[] images) {
        float[] turned = new float[images.length];
        for (int image = 0; image < images.length; image += pixels) {
            for (int pixel = 0; pixel < pixels; ++pixel) {
                float sum = 0;
                for (int i = CORNERS * pixel; i < CORNERS * (pixel + 1); ++i) {
                    sum += weights[i] * images[image + sources[i]];
                }
                turned[image + pixel] = sum;
            }
        }
        return turned;
    }
}
