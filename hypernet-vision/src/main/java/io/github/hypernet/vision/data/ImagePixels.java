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
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/**
 * Images as a network takes them: of one size, in channel planes of unsigned bytes.
 *
 * <p>Training and prediction read images here, so both see the same pixels, on any engine. An image
 * of another size is scaled to it, as a whole, by averaging areas; what is transparent is white.
 */
public final class ImagePixels {

    private ImagePixels() {}

    /**
     * Reads an image file of any format that ImageIO knows, such as PNG, JPEG, GIF or BMP.
     *
     * @param file the file
     * @return the image
     * @throws IOException if the file cannot be read or is no image; the message names it
     */
    public static BufferedImage read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {
            // decoders meet damaged files with exceptions of many kinds
            throw new IOException(file + " is a damaged image: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new IOException(file + " is no image in a format that can be read");
        }
        return image;
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
        BufferedImage flat = draw(image, image.getWidth(), image.getHeight());
        return fits
                ? flat
                : draw(
                        flat.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING),
                        width,
                        height);
    }

    private static BufferedImage draw(Image image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return drawn;
    }
}
