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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The pixels of image files of many kinds, and files that are damaged. */
public class ImagePixelsTest {

    private TemporaryFolder temporary;
    private Path folder;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ImagePixelsTest.class.getResourceAsStream("/cases/images/" + name)) {
            return in.readAllBytes();
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private BufferedImage read(byte[] bytes) throws IOException {
        return ImagePixels.read(write("image", bytes));
    }

    /** The first pixel in color. */
    private List<Integer> first(byte[] bytes) throws IOException {
        int color = read(bytes).getRGB(0, 0);
        return List.of(color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff);
    }

    private void refused(String name, byte[] bytes, String... parts) throws IOException {
        Path file = write(name, bytes);
        String message =
                Assert.expectThrows(IOException.class, () -> ImagePixels.read(file)).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    private static double difference(BufferedImage one, BufferedImage two) {
        Assert.assertEquals(one.getWidth(), two.getWidth());
        Assert.assertEquals(one.getHeight(), two.getHeight());
        Shape shape = new Shape(3, one.getHeight(), one.getWidth());
        byte[] first = ImagePixels.of(one, shape);
        byte[] second = ImagePixels.of(two, shape);
        double sum = 0;
        for (int i = 0; i < first.length; ++i) {
            sum += Math.abs((first[i] & 0xff) - (second[i] & 0xff));
        }
        return sum / first.length;
    }

    @DataProvider
    public Object[][] greys() throws IOException {
        byte[] linear = {0, 1, (byte) 0x86, (byte) 0xa0};
        byte[] exactly = {0, (byte) 128};
        byte[] white = {0, (byte) 255};
        int half = 128 * 128 / 255 + 127;
        return new Object[][] {
            {"grey", resource("g128_L.png"), 128},
            {"grey and opaque", resource("g128_LA.png"), 128},
            {"grey, another transparent", resource("g128_L_tRNS0.png"), 128},
            {"color and opaque", resource("g128_RGBA.png"), 128},
            {"gamma", png(8, 0).chunk("gAMA", linear).rows(2, bytes(128, 128)), 128},
            {"16 bits", png(16, 0).rows(2, bytes(128, 128, 128, 128)), 128},
            {"16 bits and opaque", png(16, 4).rows(2, pixels(128, 128, 255, 255)), 128},
            {"16 bits in color", png(16, 2).rows(2, pixels(128, 128, 128, 128, 128, 128)), 128},
            {"4 bits", png(4, 0).rows(2, bytes(0x88)), 136},
            {"2 bits", png(2, 0).rows(2, bytes(0xa0)), 170},
            {"1 bit", png(1, 0).rows(2, bytes(0xc0)), 255},
            {
                "4 bits, another transparent",
                png(4, 0).chunk("tRNS", bytes(0, 1)).rows(2, bytes(0x88)),
                136
            },
            {"4 bits, transparent", png(4, 0).chunk("tRNS", bytes(0, 8)).rows(2, bytes(0x88)), 255},
            {"1 bit, transparent", png(1, 0).chunk("tRNS", bytes(0, 0)).rows(2, bytes(0)), 255},
            {
                "16 bits, transparent",
                png(16, 0).chunk("tRNS", bytes(128, 128)).rows(2, bytes(128, 128, 128, 128)),
                255
            },
            {
                "color, transparent",
                png(8, 2)
                        .chunk("tRNS", bytes(0, 128, 0, 128, 0, 128))
                        .rows(2, pixels(128, 128, 128)),
                255
            },
            {
                "color, another transparent",
                png(8, 2).chunk("tRNS", bytes(0, 128, 0, 128, 0, 0)).rows(2, pixels(128, 128, 128)),
                128
            },
            {
                "16 bits in color, transparent",
                png(16, 2)
                        .chunk("tRNS", bytes(128, 128, 128, 128, 128, 128))
                        .rows(2, pixels(128, 128, 128, 128, 128, 128)),
                255
            },
            {"transparent", png(8, 0).chunk("tRNS", exactly).rows(2, bytes(128, 128)), 255},
            {"white transparent", png(8, 0).chunk("tRNS", white).rows(2, bytes(128, 128)), 128},
            {"half transparent", png(8, 4).rows(2, pixels(128, 128)), half},
            {"half transparent color", png(8, 6).rows(2, pixels(128, 128, 128, 128)), half},
            {"palette", palette().rows(2, bytes(1, 1)), 128},
            {
                "palette, another transparent",
                palette().chunk("tRNS", bytes(0)).rows(2, bytes(1, 1)),
                128
            },
            {
                "palette, half transparent",
                palette().chunk("tRNS", bytes(0, 128)).rows(2, bytes(1, 1)),
                half
            },
            {"grey of Java", written("png", BufferedImage.TYPE_BYTE_GRAY), 128},
            {"16 bits of Java", written("png", BufferedImage.TYPE_USHORT_GRAY), 128},
            {"palette of Java", written("gif", BufferedImage.TYPE_INT_RGB), 128},
            {"grey JPEG", written("jpg", BufferedImage.TYPE_BYTE_GRAY), 128},
            {"JPEG", written("jpg", BufferedImage.TYPE_INT_RGB), 128},
            {"BMP", written("bmp", BufferedImage.TYPE_INT_RGB), 128},
            {"grey BMP", written("bmp", BufferedImage.TYPE_BYTE_GRAY), 128},
            {"grey TIFF", written("tiff", BufferedImage.TYPE_BYTE_GRAY), 128},
            {"16 bit TIFF", written("tiff", BufferedImage.TYPE_USHORT_GRAY), 128},
        };
    }

    private static PngWriter png(int depth, int colorType) throws IOException {
        return new PngWriter(2, 2, depth, colorType);
    }

    private static PngWriter palette() throws IOException {
        return png(8, 3).chunk("PLTE", bytes(0, 0, 0, 128, 128, 128));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; ++i) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Two pixels of the same samples. */
    private static byte[] pixels(int... samples) {
        byte[] one = bytes(samples);
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        return two;
    }

    private static BufferedImage grey(int type) {
        BufferedImage image = new BufferedImage(16, 16, type);
        int bands = image.getRaster().getNumBands();
        int value = type == BufferedImage.TYPE_USHORT_GRAY ? 0x8080 : 128;
        int[] samples = new int[16 * 16 * bands];
        Arrays.fill(samples, value);
        image.getRaster().setPixels(0, 0, 16, 16, samples);
        return image;
    }

    private static byte[] written(String format, int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Assert.assertTrue(ImageIO.write(grey(type), format, bytes), format);
        return bytes.toByteArray();
    }

    @Test(dataProvider = "greys")
    public void greyIsTheStoredValue(String kind, byte[] file, int value) throws IOException {
        Assert.assertEquals(first(file), List.of(value, value, value), kind);
    }

    @Test
    public void cmykIsCloseToTheSamePictureInRgb() throws IOException {
        BufferedImage base = read(resource("base.jpg"));
        Assert.assertTrue(difference(base, read(resource("cmyk.jpg"))) < 12);
    }

    @Test
    public void aPhotographIsTurnedUpright() throws IOException {
        BufferedImage base = read(resource("base.jpg"));
        Assert.assertTrue(difference(base, read(resource("exif6.jpg"))) < 12);
    }

    /** An image of 3 x 2 pixels, 1 to 6, and what is seen of it, row by row. */
    @DataProvider
    public Object[][] orientations() {
        return new Object[][] {
            {0, 3, "123456"},
            {1, 3, "123456"},
            {2, 3, "321654"},
            {3, 3, "654321"},
            {4, 3, "456123"},
            {5, 2, "142536"},
            {6, 2, "415263"},
            {7, 2, "635241"},
            {8, 2, "362514"},
            {9, 3, "123456"},
        };
    }

    @Test(dataProvider = "orientations")
    public void everyOrientationIsApplied(int orientation, int width, String seen)
            throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] file =
                    new PngWriter(3, 2, 8, 0)
                            .chunk("eXIf", exif(orientation, order))
                            .data(bytes(0, 10, 20, 30, 0, 40, 50, 60));
            BufferedImage image = read(file);
            Assert.assertEquals(image.getWidth(), width);
            StringBuilder found = new StringBuilder();
            for (int y = 0; y < image.getHeight(); ++y) {
                for (int x = 0; x < width; ++x) {
                    found.append((image.getRGB(x, y) & 0xff) / 10);
                }
            }
            Assert.assertEquals(found.toString(), seen);
        }
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    /** A JPEG with other EXIF data. */
    private static byte[] withExif(byte[] jpeg, byte[] tiff) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
        file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (tiff.length + 8));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    @Test
    public void badExifIsNoReasonToRefuseAnImage() throws IOException {
        byte[] base = resource("base.jpg");
        BufferedImage plain = read(base);
        byte[] good = exif(3, ByteOrder.LITTLE_ENDIAN);
        Assert.assertTrue(difference(plain, read(withExif(base, good))) > 12);
        Random random = new Random(1);
        for (int i = 0; i < 200; ++i) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = 0; j < 3 && bad.length > 0; ++j) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            BufferedImage image = read(withExif(base, bad));
            Assert.assertEquals(image.getWidth() * image.getHeight(), 120 * 80);
        }
    }

    @Test
    public void anImageThatIsCutOffIsRefused() throws IOException {
        refused("truncated.jpg", resource("truncated.jpg"), "cannot be read as an image");
        List<byte[]> files = new ArrayList<>(List.of(resource("base.jpg"), resource("cmyk.jpg")));
        files.add(noise("png", BufferedImage.TYPE_INT_RGB, false));
        files.add(noise("png", BufferedImage.TYPE_BYTE_GRAY, true));
        files.add(noise("jpg", BufferedImage.TYPE_INT_RGB, true));
        files.add(noise("gif", BufferedImage.TYPE_BYTE_GRAY, false));
        files.add(noise("bmp", BufferedImage.TYPE_INT_RGB, false));
        files.add(noise("bmp", BufferedImage.TYPE_BYTE_GRAY, false));
        files.add(noise("tiff", BufferedImage.TYPE_INT_RGB, false));
        for (byte[] file : files) {
            BufferedImage whole = read(file);
            for (int share = 1; share < 20; ++share) {
                byte[] cut = Arrays.copyOf(file, file.length * share / 20);
                try {
                    // of a TIFF, tables may lie behind the picture
                    Assert.assertEquals(difference(whole, read(cut)), 0.0, share + " of 20");
                } catch (IOException e) {
                    Assert.assertTrue(
                            e.getMessage().startsWith(folder + "/image "), e.getMessage());
                }
            }
        }
    }

    private static byte[] noise(String format, int type, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(90, 70, type);
        Random random = new Random(5);
        for (int i = 0; i < 90 * 70; ++i) {
            image.setRGB(i % 90, i / 90, random.nextInt());
        }
        return encoded(image, format, progressive);
    }

    private static byte[] encoded(BufferedImage image, String format, boolean progressive)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format)
                        .next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    public void aDamagedPngIsRefused() throws IOException {
        byte[] file = noise("png", BufferedImage.TYPE_INT_RGB, false);
        file[file.length / 2] ^= 1;
        refused("flip.png", file, "IDAT has a wrong checksum");
        byte[] rows = new PngWriter(2, 9, 8, 0).rows(4, bytes(1, 2));
        refused("short.png", rows, "cannot be read");
    }

    @Test
    public void hugeImagesAreRefusedOrReadInLittleMemory() throws IOException {
        refused("big20k.png", resource("big20k.png"), "20,000 x 20,000");
        byte[] wide = new PngWriter(70_000, 1, 8, 0).rows(1, new byte[70_000]);
        refused("wide.png", wide, "70,000 x 1", "smaller");
        byte[] large = new PngWriter(8000, 6000, 1, 0).rows(6000, new byte[1000]);
        BufferedImage image = read(large);
        Assert.assertEquals(image.getWidth(), 4000);
        Assert.assertEquals(image.getHeight(), 3000);
    }

    @Test
    public void whatIsNoImageIsNamed() throws IOException {
        refused("notes.png", "no image".getBytes(StandardCharsets.US_ASCII), "is no image");
        refused("empty.png", new byte[0], "is no image");
        String message =
                Assert.expectThrows(IOException.class, () -> ImagePixels.read(folder)).getMessage();
        Assert.assertTrue(message.contains("is no file"), message);
    }
}
