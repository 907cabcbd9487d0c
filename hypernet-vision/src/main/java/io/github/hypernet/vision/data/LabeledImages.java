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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.util.Preconditions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Images of one size with a class label each, as unsigned bytes in memory, independent of any
 * engine.
 */
public final class LabeledImages {

    private final Shape imageShape;
    private final int maximum;
    private final byte[] pixels;
    private final byte[] labels;

    /**
     * Creates a set of images.
     *
     * @param imageShape channels, height and width of an image
     * @param maximum the pixel value that stands for 1.0, such as 255
     * @param pixels the unsigned pixels of all images, row-major
     * @param labels the class of each image, from 0
     * @throws IllegalArgumentException if there is no image, or if the counts do not agree
     */
    public LabeledImages(Shape imageShape, int maximum, byte[] pixels, byte[] labels) {
        Preconditions.checkArgument(
                labels.length > 0 && pixels.length == labels.length * imageShape.size(),
                pixels.length
                        + " pixels are not "
                        + labels.length
                        + " images (at least 1) of shape "
                        + imageShape);
        this.imageShape = imageShape;
        this.maximum = maximum;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Returns the number of images.
     *
     * @return the number of images
     */
    public int size() {
        return labels.length;
    }

    /**
     * Returns the shape of an image.
     *
     * @return channels, height and width
     */
    public Shape getImageShape() {
        return imageShape;
    }

    /**
     * Writes the labels, then the pixels: for the digest of the images, for one.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(labels);
        out.write(pixels);
    }

    /**
     * Splits the set in two at random.
     *
     * @param secondSize the number of images of the second part, such as 5,000 for validation
     * @param seed the seed: the same seed gives the same parts
     * @return the first and the second part
     * @throws IllegalArgumentException if a part would be empty
     */
    public LabeledImages[] split(int secondSize, long seed) {
        Preconditions.checkArgument(
                secondSize > 0 && secondSize < size(),
                "Cannot split " + secondSize + " images off " + size() + ": a part is empty");
        int[] order = new int[size()];
        Random random = new Random(seed);
        for (int i = 0; i < order.length; ++i) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return split(order, size() - secondSize);
    }

    /** Splits the set in two, both in their order; neither may be empty. */
    LabeledImages[] split(boolean[] second) {
        int[] order = new int[size()];
        int firstSize = 0;
        int last = size();
        for (int i = 0; i < order.length; ++i) {
            if (!second[i]) {
                order[firstSize++] = i;
            }
        }
        for (int i = order.length - 1; i >= 0; --i) {
            if (second[i]) {
                order[--last] = i;
            }
        }
        return split(order, firstSize);
    }

    private LabeledImages[] split(int[] order, int firstSize) {
        return new LabeledImages[] {pick(order, 0, firstSize), pick(order, firstSize, size())};
    }

    /**
     * Returns the class of an image.
     *
     * @param image which image, from 0
     * @return its label, from 0
     */
    public int getLabel(int image) {
        return labels[image] & 0xff;
    }

    /**
     * Counts the images of each class.
     *
     * @param classes the number of classes
     * @return the counts, by label
     */
    public int[] countClasses(int classes) {
        int[] counts = new int[classes];
        for (byte label : labels) {
            ++counts[label & 0xff];
        }
        return counts;
    }

    /**
     * Returns the images of some classes, in their order. A class gets its place among those named
     * as its label.
     *
     * @param classes the labels of the classes
     * @return the images of the classes, with labels from 0
     * @throws IllegalArgumentException if there is no image of them
     */
    public LabeledImages ofClasses(int... classes) {
        int[] order = IntStream.range(0, size()).filter(i -> place(i, classes) >= 0).toArray();
        LabeledImages picked = pick(order, 0, order.length);
        for (int i = 0; i < order.length; ++i) {
            picked.labels[i] = (byte) place(order[i], classes);
        }
        return picked;
    }

    private int place(int image, int[] classes) {
        return IntStream.range(0, classes.length)
                .filter(i -> classes[i] == getLabel(image))
                .findFirst()
                .orElse(-1);
    }

    private LabeledImages pick(int[] order, int from, int to) {
        int imageSize = Math.toIntExact(imageShape.size());
        byte[] pickedPixels = new byte[(to - from) * imageSize];
        byte[] pickedLabels = new byte[to - from];
        for (int i = from; i < to; ++i) {
            System.arraycopy(
                    pixels, order[i] * imageSize, pickedPixels, (i - from) * imageSize, imageSize);
            pickedLabels[i - from] = labels[order[i]];
        }
        return new LabeledImages(imageShape, maximum, pickedPixels, pickedLabels);
    }

    /**
     * Measures the border: the median of the pixels in the first and last rows and columns of all
     * images. It tells drawings on a dark ground, as MNIST has them, from those on a light one.
     *
     * @return the median, with {@code maximum} as 1
     */
    public float getBorderMedian() {
        int height = Math.toIntExact(imageShape.get(1));
        int width = Math.toIntExact(imageShape.get(2));
        long[] histogram = new long[256];
        long count = 0;
        for (int i = 0; i < pixels.length; ++i) {
            int x = i % width;
            int y = i / width % height;
            if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
                ++histogram[pixels[i] & 0xff];
                ++count;
            }
        }
        int value = 0;
        for (long below = histogram[0]; 2 * below < count; below += histogram[value]) {
            ++value;
        }
        return (float) value / maximum;
    }

    /**
     * Measures the colors: mean and standard deviation of each channel over all images, with {@code
     * maximum} as 1.
     *
     * @return the statistics, to normalize images with
     */
    public ChannelStatistics getChannelStatistics() {
        return ChannelStatistics.of(imageShape, maximum, pixels);
    }

    /**
     * Returns a builder of a DJL dataset with these images {@code [N, channels, height, width]},
     * from 0 to 1, and labels {@code [N]}, both float32. Sampling is to be set. Transforms get a
     * whole batch at once. The dataset keeps the pixels as bytes, so it takes as much memory as the
     * images do.
     *
     * @param manager the manager that the arrays are attached to
     * @return the builder
     */
    public ArrayDataset.Builder toDataset(NDManager manager) {
        return new ArrayDataset.Builder()
                .setData(toPixels(manager))
                .optLabels(toLabels(manager))
                .addTransform(array -> array.toType(DataType.FLOAT32, false).div(maximum));
    }

    /**
     * Returns the images, from 0 to 1.
     *
     * @param manager the manager that the array is attached to
     * @return the images, {@code [N, channels, height, width]}, float32
     */
    public NDArray toFloats(NDManager manager) {
        try (NDArray bytes = toPixels(manager)) {
            return bytes.toType(DataType.FLOAT32, false).divi(maximum);
        }
    }

    /**
     * Returns the pixels as they are, from 0 to the {@linkplain #getMaximum() maximum}: for a
     * dataset of one's own.
     *
     * @param manager the manager that the array is attached to
     * @return the pixels, {@code [N, channels, height, width]}, unsigned bytes
     */
    public NDArray toPixels(NDManager manager) {
        return unsigned(manager, pixels, new Shape(size()).addAll(imageShape));
    }

    /**
     * Returns the labels.
     *
     * @param manager the manager that the array is attached to
     * @return the labels, {@code [N]}, float32
     */
    public NDArray toLabels(NDManager manager) {
        try (NDArray bytes = unsigned(manager, labels, new Shape(size()))) {
            return bytes.toType(DataType.FLOAT32, false);
        }
    }

    /**
     * Returns the pixel value that stands for 1.0.
     *
     * @return the value, such as 255
     */
    public int getMaximum() {
        return maximum;
    }

    private static NDArray unsigned(NDManager manager, byte[] bytes, Shape shape) {
        return manager.create(ByteBuffer.wrap(bytes), shape, DataType.UINT8);
    }
}
