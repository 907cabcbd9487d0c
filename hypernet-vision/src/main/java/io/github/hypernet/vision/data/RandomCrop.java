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
package io.github.hypernet.vision.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;
import ai.djl.util.RandomUtils;

/**
 * Pads images with zeros and crops them back to their size at a random place, another one for each
 * image (Ha, Dai, Le 2016, A.3.1: MNIST's 28 x 28 images padded to 30 x 30).
 *
 * <p>It takes one image {@code [channels, height, width]} or, in a few operations, a whole batch
 * {@code [batch, channels, height, width]}. Places come from DJL's generator of random numbers:
 * {@code Engine.setRandomSeed} makes them repeatable.
 */
public final class RandomCrop extends ImageTransform {

    private final int padding;

    /**
     * Creates the transform.
     *
     * @param padding the zeros to add on each of the four sides, in pixels
     * @throws IllegalArgumentException if the padding is negative
     */
    public RandomCrop(int padding) {
        Preconditions.checkArgument(
                padding >= 0, "The padding must not be negative, got " + padding);
        this.padding = padding;
    }

    @Override
    NDArray transformBatch(NDArray images) {
        return padding == 0 ? images : crop(pad(pad(images, 2), 3), images.getShape());
    }

    private NDArray pad(NDArray images, int axis) {
        long[] sizes = images.getShape().getShape().clone();
        sizes[axis] = padding;
        NDArray zeros = images.getManager().zeros(new Shape(sizes), images.getDataType());
        return NDArrays.concat(new NDList(zeros, images, zeros), axis);
    }

    /** Reads each output pixel from its place among all pixels of the padded batch. */
    private NDArray crop(NDArray padded, Shape shape) {
        int batch = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        long paddedWidth = width + 2L * padding;
        long plane = (height + 2L * padding) * paddedWidth;
        long[] rows = new long[batch * height];
        long[] columns = new long[batch * width];
        for (int image = 0; image < batch; ++image) {
            int top = RandomUtils.nextInt(2 * padding + 1);
            int left = RandomUtils.nextInt(2 * padding + 1);
            for (int y = 0; y < height; ++y) {
                rows[image * height + y] = image * channels * plane + (top + y) * paddedWidth;
            }
            for (int x = 0; x < width; ++x) {
                columns[image * width + x] = left + x;
            }
        }
        long[] planes = new long[channels];
        for (int channel = 0; channel < channels; ++channel) {
            planes[channel] = channel * plane;
        }
        NDManager manager = padded.getManager();
        NDArray places =
                manager.create(rows, new Shape(batch, 1, height, 1))
                        .add(manager.create(columns, new Shape(batch, 1, 1, width)))
                        .add(manager.create(planes, new Shape(1, channels, 1, 1)));
        return padded.take(places);
    }
}
