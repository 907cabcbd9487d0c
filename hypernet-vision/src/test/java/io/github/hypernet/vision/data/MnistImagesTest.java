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

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The readers of MNIST, on good and on damaged files. */
public class MnistImagesTest {

    private Path folder;

    @BeforeMethod
    public void writeGoodFiles() throws IOException {
        folder = Files.createTempDirectory("mnist");
        for (String part : new String[] {"train", "t10k"}) {
            write(images(part), idx(new int[] {5, 28, 28}, 5 * 784), true);
            write(labels(part), idx(new int[] {5}, 5), false);
        }
    }

    @AfterMethod
    public void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    private static String images(String part) {
        return part + "-images-idx3-ubyte";
    }

    private static String labels(String part) {
        return part + "-labels-idx1-ubyte";
    }

    private static byte[] idx(int[] sizes, int values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(8 << 8 | sizes.length);
        for (int size : sizes) {
            out.writeInt(size);
        }
        for (int i = 0; i < values; ++i) {
            out.writeByte(i % 10);
        }
        return bytes.toByteArray();
    }

    private void write(String name, byte[] bytes, boolean gzip) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Files.deleteIfExists(folder.resolve(name + ".gz"));
        if (gzip) {
            try (var out =
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
                out.write(bytes);
            }
        } else {
            Files.write(folder.resolve(name), bytes);
        }
    }

    private void refused(String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> MnistImages.fromFolder(folder))
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void readsGzippedAndPlainFiles() throws IOException {
        MnistImages mnist = MnistImages.fromFolder(folder);
        Assert.assertEquals(mnist.train().size(), 5);
        Assert.assertEquals(mnist.test().getImageShape(), new Shape(1, 28, 28));
    }

    @Test
    public void readsADjlRepository() throws IOException {
        Map<String, Path> files =
                Map.of(
                        "train_data", folder.resolve(images("train") + ".gz"),
                        "train_labels", folder.resolve(labels("train")),
                        "test_data", folder.resolve(images("t10k") + ".gz"),
                        "test_labels", folder.resolve(labels("t10k")));
        MnistImages mnist =
                RepositoryFolder.read(folder, "mnist", files, MnistImages::fromRepository);
        Assert.assertEquals(mnist.train().size(), 5);
        Assert.assertEquals(mnist.test().size(), 5);
    }

    @Test
    public void anEmptyFolderIsRefused() throws IOException {
        deleteFiles();
        Files.createDirectories(folder);
        refused("No file train-images-idx3-ubyte", folder.toString());
    }

    @Test
    public void aTruncatedFileIsRefused() throws IOException {
        write(labels("t10k"), idx(new int[] {5}, 3), false);
        refused(labels("t10k"), "promises 5 values", "holds 3");
        write(labels("t10k"), new byte[] {0, 0}, false);
        refused(labels("t10k"), "cut");
    }

    @Test
    public void aTruncatedGzipFileIsRefused() throws IOException {
        Path file = folder.resolve(images("train") + ".gz");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused(images("train"), "cut");
    }

    @Test
    public void aFileOfAnotherFormatIsRefused() throws IOException {
        write(images("t10k"), "this is no IDX file".getBytes(), false);
        refused(images("t10k"), "no IDX file");
        write(images("t10k"), idx(new int[] {5}, 5), false);
        refused(images("t10k"), "no IDX file", "3 dimension(s)");
    }

    @Test
    public void aFileThatGoesOnIsRefused() throws IOException {
        write(labels("train"), idx(new int[] {5}, 6), false);
        refused(labels("train"), "goes on");
    }

    @Test
    public void aHeaderWithAbsurdSizesIsRefused() throws IOException {
        write(images("train"), idx(new int[] {-1, 28, 28}, 1), false);
        refused(images("train"), "damaged");
        write(images("train"), idx(new int[] {2_000_000_000, 28, 28}, 1), false);
        refused(images("train"), "damaged");
    }

    @Test
    public void imagesAndLabelsOfDifferentCountAreRefused() throws IOException {
        write(labels("train"), idx(new int[] {4}, 4), false);
        refused("5 images", "4 labels");
    }

    @Test
    public void namesWithADotAreRead() throws IOException {
        for (Path file : MnistImages.files(folder)) {
            String name = file.getFileName().toString();
            Files.move(file, file.resolveSibling(name.replace("-idx", ".idx")));
        }
        Assert.assertEquals(MnistImages.fromFolder(folder).test().size(), 5);
    }

    @Test
    public void imagesOfAnotherSizeOrNoneAreRefused() throws IOException {
        write(images("t10k"), idx(new int[] {5, 20, 28}, 5 * 560), false);
        refused(images("t10k"), "20 x 28", images("train"), "28 x 28");
        write(images("t10k"), idx(new int[] {5, 0, 28}, 0), false);
        refused(images("t10k"), "[5, 0, 28]");
        write(images("t10k"), idx(new int[] {0, 28, 28}, 0), false);
        refused(images("t10k"), "[0, 28, 28]");
    }

    @Test
    public void sizesBeyondMemoryAreRefusedBeforeAnythingIsAllocated() throws IOException {
        write(images("train"), idx(new int[] {1_000_000, 45, 45}, 100), true);
        refused(images("train"), "2,025,000,000 values", "memory");
    }

    @Test
    public void whatIsNoFolderIsRefused() throws IOException {
        Path file = folder.resolve(labels("train"));
        String message =
                Assert.expectThrows(IOException.class, () -> MnistImages.fromFolder(file))
                        .getMessage();
        Assert.assertTrue(message.contains(file + " is a file, not a folder"), message);
    }

    @Test
    public void aLabelAboveNineIsRefused() throws IOException {
        byte[] bytes = idx(new int[] {5}, 5);
        bytes[10] = 77;
        write(labels("train"), bytes, false);
        refused("label 77");
    }
}
