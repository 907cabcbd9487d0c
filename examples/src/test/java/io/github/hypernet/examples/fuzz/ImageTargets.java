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
package io.github.hypernet.examples.fuzz;

import ai.djl.ndarray.types.Shape;

import io.github.hypernet.vision.data.Cifar10Images;
import io.github.hypernet.vision.data.ImageFolder;
import io.github.hypernet.vision.data.ImagePixels;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.MnistImages;

import org.testng.Assert;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Readers of images. */
final class ImageTargets {

    private static final Mutator BYTES = new ByteMutator().repeated();
    private static final int SIDE = 8;

    private ImageTargets() {}

    static List<Target> all() {
        byte[][] png = {
            encode("png", BufferedImage.TYPE_BYTE_GRAY, false),
            encode("png", BufferedImage.TYPE_INT_RGB, false),
            encode("png", BufferedImage.TYPE_INT_ARGB, false),
            encode("png", BufferedImage.TYPE_BYTE_INDEXED, false),
            encode("png", BufferedImage.TYPE_USHORT_GRAY, false)
        };
        byte[][] jpeg = {
            encode("jpg", BufferedImage.TYPE_INT_RGB, false),
            encode("jpg", BufferedImage.TYPE_INT_RGB, true),
            encode("jpg", BufferedImage.TYPE_BYTE_GRAY, false)
        };
        byte[] gif = encode("gif", BufferedImage.TYPE_BYTE_INDEXED, false);
        byte[] bmp = encode("bmp", BufferedImage.TYPE_INT_RGB, false);
        return List.of(
                image("PNG", "image.png", png),
                image("JPEG", "image.jpg", jpeg),
                image("GIF", "image.gif", gif),
                image("BMP", "image.bmp", bmp),
                new Target(
                        "image folder",
                        List.of(folder(png[1], jpeg[0]), folder(gif, bmp)),
                        BYTES,
                        ImageTargets::readFolder),
                new Target("IDX files", List.of(idx("")), BYTES, ImageTargets::readMnist),
                new Target(
                        "IDX files, gzipped",
                        List.of(idx(".gz")),
                        Mutator.oneOf(BYTES, Repacking.gzip(BYTES)),
                        ImageTargets::readMnist),
                new Target("CIFAR-10", List.of(cifar10()), BYTES, ImageTargets::readCifar10));
    }

    private static Target image(String name, String file, byte[]... seeds) {
        return new Target(
                name,
                SeedFiles.each(file, seeds),
                BYTES,
                folder -> readImage(folder.resolve(file)));
    }

    private static void readImage(Path file) throws IOException {
        byte[] pixels = ImagePixels.of(ImagePixels.read(file), new Shape(3, SIDE, SIDE));
        Assert.assertEquals(pixels.length, 3 * SIDE * SIDE);
    }

    private static void readFolder(Path folder) throws IOException {
        ImageFolder images = ImageFolder.read(folder, SIDE, SIDE, true);
        Assert.assertEquals(images.classes(), List.of("cross", "disc"));
        requireSane(images.train(), 8);
        ImageFolder.read(folder, SIDE, SIDE, false);
    }

    private static void readMnist(Path folder) throws IOException {
        MnistImages images = MnistImages.fromFolder(folder);
        requireSane(images.train(), 100);
        requireSane(images.test(), 100);
    }

    private static void readCifar10(Path folder) throws IOException {
        Cifar10Images images = Cifar10Images.fromFolder(folder);
        requireSane(images.train(), 20);
        requireSane(images.test(), 20);
    }

    private static void requireSane(LabeledImages images, int most) {
        Assert.assertTrue(images.size() > 0 && images.size() <= most, images.size() + " images");
        Assert.assertTrue(images.getImageShape().size() > 0, images.getImageShape() + "");
        for (float mean : images.getChannelStatistics().mean()) {
            Assert.assertTrue(mean >= 0 && mean <= 1, "mean " + mean);
        }
    }

    private static Seed folder(byte[] first, byte[] second) {
        Map<String, byte[]> files = new HashMap<>();
        for (String type : List.of("cross", "disc")) {
            files.put(type + "/1.png", first);
            files.put(type + "/2.png", second);
        }
        return Seed.of(files);
    }

    private static Seed idx(String ending) {
        Map<String, byte[]> files = new HashMap<>();
        for (String part : List.of("train", "t10k")) {
            byte[] images =
                    ByteBuffer.allocate(16 + 3 * 16)
                            .putInt(0x803)
                            .putInt(3)
                            .putInt(4)
                            .putInt(4)
                            .array();
            byte[] labels =
                    ByteBuffer.allocate(8 + 3)
                            .putInt(0x801)
                            .putInt(3)
                            .put(new byte[] {1, 2, 9})
                            .array();
            boolean zipped = !ending.isEmpty();
            files.put(
                    part + "-images-idx3-ubyte" + ending, zipped ? SeedFiles.gzip(images) : images);
            files.put(
                    part + "-labels-idx1-ubyte" + ending, zipped ? SeedFiles.gzip(labels) : labels);
        }
        return Seed.of(files);
    }

    private static Seed cifar10() {
        Map<String, byte[]> files = new HashMap<>();
        for (String name :
                List.of(
                        "data_batch_1",
                        "data_batch_2",
                        "data_batch_3",
                        "data_batch_4",
                        "data_batch_5",
                        "test_batch")) {
            files.put(name + ".bin", new byte[2 * 3073]);
        }
        return Seed.of(files);
    }

    /** Encodes a picture of noise. */
    private static byte[] encode(String format, int type, boolean progressive) {
        BufferedImage image = new BufferedImage(16, 12, type);
        Random random = new Random(1);
        for (int i = 0; i < 16 * 12; ++i) {
            image.setRGB(i % 16, i / 16, random.nextInt());
        }
        ImageWriter writer = ImageIO.getImageWritersBySuffix(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (progressive) {
                settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
