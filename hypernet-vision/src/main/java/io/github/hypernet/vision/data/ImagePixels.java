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

import ai.djl.ndarray.types.Shape;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Images as a network takes them: of one size, in channel planes of unsigned bytes.
 *
 * <p>Training and prediction read images here, so both see the same pixels, on any engine. An image
 * of another size is scaled to it, as a whole, by averaging areas. Values are taken as they are
 * stored, grey ones too, whatever gamma a file states. What is transparent is white, and what is
 * half transparent is half white, in grey and in color.
 */
public final class ImagePixels {

    private ImagePixels() {}

    /**
     * Reads an image file: PNG, JPEG, GIF (its first picture), BMP or TIFF, turned upright as its
     * EXIF orientation says. It may have up to 100 million pixels; of more than 16 million, every
     * second or third row and column is read. Files are read on several threads at a time in memory
     * for about that many pixels.
     *
     * @param file the file
     * @return the image
     * @throws IOException if the file cannot be read, is no image, or is damaged, cut off or too
     *     large; the message names it
     */
    public static BufferedImage read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file, so no image");
        }
        return ImageDecoder.read(file);
    }

    /**
     * Scales an image and takes its pixels.
     *
     * @param image the image, of any size
     * @param shape the channels (1 for grey or 3 for red, green, blue), height and width to get
     * @return the unsigned pixels, channel by channel, row by row
     * @throws IllegalArgumentException if the number of channels is neither 1 nor 3
     */
    public static byte[] of(BufferedImage image, Shape shape) {
        int channels = Math.toIntExact(shape.get(0));
        int height = Math.toIntExact(shape.get(1));
        int width = Math.toIntExact(shape.get(2));
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Images have 1 or 3 channels, not " + channels);
        }
        int[] colors = scale(image, width, height).getRGB(0, 0, width, height, null, 0, width);
        int plane = height * width;
        byte[] pixels = new byte[channels * plane];
        for (int i = 0; i < plane; ++i) {
            int red = colors[i] >> 16 & 0xff;
            int green = colors[i] >> 8 & 0xff;
            int blue = colors[i] & 0xff;
            if (channels == 1) {
                // the luma of ITU-R BT.601
                pixels[i] = (byte) Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
            } else {
                pixels[i] = (byte) red;
                pixels[plane + i] = (byte) green;
                pixels[2 * plane + i] = (byte) blue;
            }
        }
        return pixels;
    }

    private static BufferedImage scale(BufferedImage image, int width, int height) {
        boolean fits = image.getWidth() == width && image.getHeight() == height;
        // flat first: scaling mixes transparent pixels' colors in
        BufferedImage flat = flat(image);
        return fits
                ? flat
                : draw(
                        flat.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING),
                        width,
                        height);
    }

    /**
     * Turns light and dark round, in place: white becomes black.
     *
     * @param image the image, as {@link #read} returns it
     */
    public static void invert(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] colors = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < colors.length; ++i) {
            colors[i] ^= 0xffffff;
        }
        image.setRGB(0, 0, width, height, colors, 0, width);
    }

    /** Returns an image without transparency, of {@code TYPE_INT_RGB}. */
    static BufferedImage flat(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        if (image.getColorModel() instanceof ComponentColorModel model
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && model.getTransferType() <= DataBuffer.TYPE_USHORT) {
            return flatGrey(image);
        }
        return draw(image, image.getWidth(), image.getHeight());
    }

    /** Takes grey as it is stored: Java takes it for linear light, and would make it brighter. */
    private static BufferedImage flatGrey(BufferedImage image) {
        int width = image.getWidth();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int maximum = (1 << image.getColorModel().getComponentSize(0)) - 1;
        int[] samples = new int[width * bands];
        int[] colors = new int[width];
        BufferedImage flat =
                new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); ++y) {
            raster.getPixels(0, y, width, 1, samples);
            for (int x = 0; x < width; ++x) {
                float grey = (float) samples[x * bands] / maximum;
                float opacity = bands == 1 ? 1 : (float) samples[x * bands + 1] / maximum;
                int value = Math.round(255 * (grey * opacity + 1 - opacity));
                colors[x] = value << 16 | value << 8 | value;
            }
            flat.setRGB(0, y, width, 1, colors, 0, width);
        }
        return flat;
    }

    private static BufferedImage draw(Image image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return drawn;
    }
}
