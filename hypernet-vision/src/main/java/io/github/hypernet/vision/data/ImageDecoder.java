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

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes image files with ImageIO, in bounded memory, and refuses what its readers mend. */
final class ImageDecoder {

    private static final int LONGEST_SIDE = 65_535;
    private static final long MOST_PIXELS = 100_000_000;

    /** Larger pictures are thinned out while they are decoded. */
    private static final int MOST_DECODED = 16_000_000;

    /** What a pixel takes at most: 16 bits of each of four samples, and copies of 32 bits. */
    private static final int BYTES_A_PIXEL = 24;

    /** Pixels that may be decoded at a time, on all threads. */
    private static final int BUDGET =
            (int)
                    Math.min(
                            Integer.MAX_VALUE,
                            Math.max(
                                    MOST_DECODED,
                                    Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL));

    private static final Semaphore PIXELS = new Semaphore(BUDGET, true);

    /** How warnings of JPEG's readers begin that tell of lost data. */
    private static final List<String> DAMAGE =
            List.of(
                    "Truncated File",
                    "Corrupt JPEG data",
                    "Premature end",
                    "Inconsistent progression");

    private ImageDecoder() {}

    /**
     * Decodes a file.
     *
     * @return the picture, upright, of {@code TYPE_INT_RGB}
     */
    static BufferedImage read(Path file) throws IOException {
        try (ImageInputStream in = new ImageFileStream(file)) {
            return read(in, file.toString());
        }
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param name what messages call the file
     * @return the picture, upright, of {@code TYPE_INT_RGB}
     */
    static BufferedImage read(byte[] bytes, String name) throws IOException {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public long length() {
                        return bytes.length;
                    }
                }) {
            return read(in, name);
        }
    }

    private static BufferedImage read(ImageInputStream in, String name) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException(
                    name
                            + " is no image in a format that can be read: PNG, JPEG, GIF, BMP or"
                            + " TIFF");
        }
        ImageReader reader = readers.next();
        try {
            UnaryOperator<BufferedImage> transparency = check(in);
            int orientation = ExifOrientation.of(in);
            BufferedImage decoded = decode(reader, in, transparency);
            return ExifOrientation.apply(decoded, orientation);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // decoders meet damaged files with exceptions of many kinds
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(name + " cannot be read as an image: " + reason, e);
        } finally {
            reader.dispose();
        }
    }

    /** Checks what the reader will not, and returns what it leaves to be done. */
    private static UnaryOperator<BufferedImage> check(ImageInputStream in) throws IOException {
        if (PngChunks.isPng(in)) {
            PngChunks.check(in);
            return PngChunks.transparency(in);
        }
        if (GifBlocks.isGif(in)) {
            GifBlocks.check(in);
        }
        return UnaryOperator.identity();
    }

    private static BufferedImage decode(
            ImageReader reader, ImageInputStream in, UnaryOperator<BufferedImage> transparency)
            throws IOException {
        List<String> damage = new ArrayList<>();
        reader.addIIOReadWarningListener(
                (source, warning) -> {
                    if (DAMAGE.stream().anyMatch(warning::startsWith)) {
                        damage.add(warning);
                    }
                });
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int step = step(width, height);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        int pixels = (int) Math.min(BUDGET, (width / step + 1L) * (height / step + 1L));
        PIXELS.acquireUninterruptibly(pixels);
        try {
            BufferedImage image = ImagePixels.flat(transparency.apply(reader.read(0, param)));
            if (!damage.isEmpty()) {
                throw new IOException(damage.get(0));
            }
            return image;
        } finally {
            PIXELS.release(pixels);
        }
    }

    /** Returns how many pixels of a row, and rows, to take one of. */
    private static int step(int width, int height) throws IOException {
        long pixels = (long) width * height;
        if (pixels > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "it claims %,d x %,d pixels; up to %,d are read, and %,d a side: make it"
                                    + " smaller",
                            width,
                            height,
                            MOST_PIXELS,
                            LONGEST_SIDE));
        }
        int step = 1;
        while (pixels / ((long) step * step) > MOST_DECODED) {
            ++step;
        }
        return step;
    }
}
