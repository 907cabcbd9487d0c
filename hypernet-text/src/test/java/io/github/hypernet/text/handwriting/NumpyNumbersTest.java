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
package io.github.hypernet.text.handwriting;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Arrays of numbers of each type in files of sketch-rnn, and counts that contradict the data. */
public class NumpyNumbersTest {

    private static final double[] NUMBERS = {1, 2, 0, 3, 1, 0, 4, 5, 1, 2, 2, 0, 1, 3, 1, 0, 0, 0};

    private TemporaryFolder temporary;
    private Path file;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        file = temporary.getPath().resolve("a.npz");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private void write(String type, boolean columnsFirst, String shape, byte[] data)
            throws IOException {
        String header =
                String.format(
                        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n",
                        type, columnsFirst ? "True" : "False", shape);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String part : List.of("train", "valid", "test")) {
                zip.putNextEntry(new ZipEntry(part + ".npy"));
                zip.write(("\u0093NUMPY\u0001\0").getBytes(StandardCharsets.ISO_8859_1));
                zip.write(new byte[] {(byte) header.length(), 0});
                zip.write(header.getBytes(StandardCharsets.ISO_8859_1));
                zip.write(data);
                zip.closeEntry();
            }
        }
    }

    private static byte[] bytes(String type, double[] numbers) {
        int size = type.charAt(2) - '0';
        ByteBuffer buffer = ByteBuffer.allocate(size * numbers.length);
        buffer.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            switch (type.substring(1)) {
                case "f4" -> buffer.putFloat((float) number);
                case "f8" -> buffer.putDouble(number);
                case "f2" -> buffer.putShort((short) half(number));
                case "i1", "u1" -> buffer.put((byte) number);
                case "i2", "u2" -> buffer.putShort((short) number);
                case "i4", "u4" -> buffer.putInt((int) (long) number);
                default -> buffer.putLong((long) number);
            }
        }
        return buffer.array();
    }

    /** Converts a whole number below 2048, or its negative. */
    private static int half(double number) {
        int sign = number < 0 ? 0x8000 : 0;
        if (number == 0) {
            return 0;
        }
        int exponent = Math.getExponent(number);
        int mantissa = (int) (Math.abs(number) / Math.scalb(1, exponent) * 1024) - 1024;
        return sign | exponent + 15 << 10 | mantissa;
    }

    private String refusal() {
        IOException e = Assert.expectThrows(IOException.class, () -> SketchRnnFile.read(file));
        Assert.assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        Assert.assertEquals(e.getMessage().lines().count(), 1, e.getMessage());
        return e.getMessage();
    }

    @DataProvider
    public Object[][] types() {
        return new Object[][] {
            {"|i1"}, {"|u1"}, {"<i2"}, {">i2"}, {"<u2"}, {"<i4"}, {">i4"}, {"<u4"}, {">u4"},
            {"<i8"}, {">i8"}, {"<u8"}, {">u8"}, {"<f2"}, {">f2"}, {"<f4"}, {">f4"}, {"<f8"}, {">f8"}
        };
    }

    @Test(dataProvider = "types")
    public void arraysOfNumbersAreDrawings(String type) throws IOException {
        write(type, false, "2, 3, 3", bytes(type, NUMBERS));
        ReadingLog log = new ReadingLog(false);
        List<Drawing> drawings = SketchRnnFile.read(file, log).training();
        List<StrokePoint> first =
                List.of(
                        new StrokePoint(1, 2, false),
                        new StrokePoint(3, 1, false),
                        new StrokePoint(4, 5, true));
        Assert.assertEquals(drawings.get(0), Drawing.of(first));
        Assert.assertEquals(drawings.get(1).size(), 2);
        Assert.assertEquals(log.toString(), "rows of padding left out: 3");
    }

    @Test
    public void numbersKeepTheirSignAndSize() throws IOException {
        for (String type : List.of("<i2", "<f2", "<f4", ">i8", ">f2")) {
            write(type, false, "1, 1, 3", bytes(type, new double[] {-300, 1025, 1}));
            Assert.assertEquals(
                    SketchRnnFile.read(file).test().get(0).get(0),
                    new StrokePoint(-300, 1025, true));
        }
        write("<u4", false, "1, 1, 3", bytes("<u4", new double[] {4e9, 7, 1}));
        Assert.assertEquals(SketchRnnFile.read(file).test().get(0).get(0).dx(), 4e9f);
        // 2^64 - 1, the least half, and its negative
        write("<u8", false, "1, 1, 3", bytes("<i8", new double[] {-1, 7, 1}));
        Assert.assertEquals(SketchRnnFile.read(file).test().get(0).get(0).dx(), 0x1p64f);
        write("<f2", false, "1, 1, 3", new byte[] {1, 0, 1, (byte) 0x80, 0, 0x3c});
        Assert.assertEquals(
                SketchRnnFile.read(file).test().get(0).get(0),
                new StrokePoint(0x1p-24f, -0x1p-24f, true));
    }

    @Test
    public void columnsMayComeFirst() throws IOException {
        double[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 1, 1};
        write("<i2", true, "2, 2, 3", bytes("<i2", numbers));
        List<Drawing> drawings = SketchRnnFile.read(file).training();
        Assert.assertEquals(drawings.get(0).get(1), new StrokePoint(3, 7, true));
        Assert.assertEquals(drawings.get(1).get(0), new StrokePoint(2, 6, false));
    }

    @Test
    public void countsThatContradictTheDataAreRefused() throws IOException {
        byte[] bytes = bytes("<f4", NUMBERS);
        write("<f4", false, "2, 4, 3", bytes);
        Assert.assertTrue(refusal().contains("has 72 bytes of data, where its"), refusal());
        for (String shape :
                List.of(
                        "1000000000, 0, 3",
                        "2, 3, 4294967299",
                        "18, 1",
                        "",
                        "2, 3, x",
                        "99999999999999999999, 3, 3",
                        "9223372036854775807, 9223372036854775807, 3")) {
            write("<f4", false, shape, bytes);
            Assert.assertTrue(refusal().contains("train.npy"), refusal());
        }
        for (String type : List.of("<c8", "<f0", "<f3", "f", "", "\033[31m", "|V12", "<U3")) {
            write(type, false, "2, 3, 3", bytes);
            Assert.assertFalse(refusal().contains("\033"), refusal());
        }
    }

    @Test
    public void aBitThatHasChangedIsFound() throws IOException {
        write("<f4", false, "2, 3, 3", bytes("<f4", NUMBERS));
        byte[] whole = Files.readAllBytes(file);
        int found = 0;
        for (int i = 40; i < 120; ++i) { // in the first array's packed bytes
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            Files.write(file, changed);
            try {
                Assert.assertEquals(SketchRnnFile.read(file).training().size(), 2);
            } catch (IOException e) {
                Assert.assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                found += e.getMessage().contains("damaged") ? 1 : 0;
            }
        }
        Assert.assertTrue(found > 60, found + " of 80");
    }

    @Test
    public void theSmallCasesAnswerAsTheyShould() throws IOException, URISyntaxException {
        Path cases = Path.of(NumpyNumbersTest.class.getResource("/cases").toURI());
        DrawingSet half = SketchRnnFile.read(cases.resolve("strokes/npz-float16.npz"));
        Assert.assertEquals(half.training().size(), 2);
        DrawingSet diagonal = SketchRnnFile.read(cases.resolve("strokes/npz-diagonal.npz"));
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class,
                        () -> DrawingStatistics.of(diagonal.training()));
        Assert.assertTrue(e.getMessage().contains("to the next it is (1.0, 1.0)"), e.getMessage());
        List<String> names =
                List.of(
                        "binbytes_2g",
                        "cols_2p32",
                        "header_count",
                        "i0_huge",
                        "laughs_key",
                        "self_list_key");
        for (String name : names) {
            file = cases.resolve("npz/" + name + ".npz");
            Assert.assertTrue(refusal().contains("train.npy"), refusal());
        }
    }
}
