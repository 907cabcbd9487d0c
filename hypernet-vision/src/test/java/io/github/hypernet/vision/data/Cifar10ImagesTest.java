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
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The readers of CIFAR-10, on good and on damaged files. */
public class Cifar10ImagesTest {

    private static final int RECORD = 3073;

    private TemporaryFolder temporary;
    private Path folder;

    @BeforeMethod(alwaysRun = true)
    public void writeGoodFiles() throws IOException {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
        for (int batch = 1; batch <= 5; ++batch) {
            Files.write(folder.resolve("data_batch_" + batch + ".bin"), records(4, batch));
        }
        Files.write(folder.resolve("test_batch.bin"), records(3, 7));
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    /**
     * Records with one label, whose pixels are ten times it in red, then the same in every color.
     */
    private static byte[] records(int count, int label) {
        byte[] bytes = new byte[count * RECORD];
        for (int i = 0; i < bytes.length; ++i) {
            int place = i % RECORD;
            bytes[i] = (byte) (place == 0 ? label : place <= 1024 ? 10 * label : 250);
        }
        return bytes;
    }

    private void refused(String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> Cifar10Images.fromFolder(folder))
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void readsTheBinaryFiles() throws IOException {
        Assert.assertTrue(Cifar10Images.areIn(folder));
        Cifar10Images images = Cifar10Images.fromFolder(folder);
        Assert.assertEquals(images.train().size(), 20);
        Assert.assertEquals(images.test().size(), 3);
        Assert.assertEquals(images.test().getImageShape(), new Shape(3, 32, 32));
        ChannelStatistics colors = images.test().getChannelStatistics();
        Assert.assertEquals(colors.mean(), new float[] {70 / 255f, 250 / 255f, 250 / 255f}, 1e-6f);
        Assert.assertEquals(colors.deviation(), new float[] {1, 1, 1});
        colors = images.train().getChannelStatistics();
        Assert.assertEquals(colors.mean()[0], 30 / 255f, 1e-6f);
        // of 10, 20, 30, 40, 50
        Assert.assertEquals(colors.deviation()[0], Math.sqrt(200) / 255, 1e-6);
    }

    @Test
    public void readsADjlRepository() throws IOException {
        byte[] all = new byte[5 * RECORD];
        Files.write(folder.resolve("data_batch.bin"), all);
        Map<String, Path> files =
                Map.of(
                        "data_batch.bin", folder.resolve("data_batch.bin"),
                        "test_batch.bin", folder.resolve("test_batch.bin"));
        Cifar10Images images =
                RepositoryFolder.read(folder, "cifar10", files, Cifar10Images::fromRepository);
        Assert.assertEquals(images.train().size(), 5);
        Assert.assertEquals(images.test().size(), 3);
    }

    private String refusedRepository(String artifact) {
        Map<String, Path> files = Map.of("test_batch.bin", folder.resolve("test_batch.bin"));
        return Assert.expectThrows(
                        IOException.class,
                        () ->
                                RepositoryFolder.read(
                                        folder, artifact, files, Cifar10Images::fromRepository))
                .getMessage();
    }

    @Test
    public void aRepositoryWithoutTheDatasetIsRefused() {
        String message = refusedRepository("cifar100");
        Assert.assertTrue(message.endsWith(" does not have CIFAR-10"), message);
    }

    @Test
    public void aRepositoryWithoutAFileIsRefused() {
        String message = refusedRepository("cifar10");
        Assert.assertTrue(message.endsWith(" has only the files [test_batch.bin]"), message);
    }

    @Test
    public void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("data_batch_3.bin"));
        refused("No file", "data_batch_3.bin", "holds data_batch_1.bin to data_batch_5.bin");
    }

    @Test
    public void aTruncatedFileIsRefused() throws IOException {
        Path file = folder.resolve("data_batch_2.bin");
        Files.write(file, Arrays.copyOf(records(4, 2), 2 * RECORD + 100));
        refused(file.toString(), "is cut", "6,246 bytes", "2 records of 3,073 bytes and 100 more");
        Files.write(file, new byte[0]);
        refused(file.toString(), "0 records");
    }

    @Test
    public void recordsOfAnotherSizeAreRefused() throws IOException {
        // as CIFAR-100's, with two label bytes
        Files.write(folder.resolve("test_batch.bin"), new byte[10 * (RECORD + 1)]);
        refused("test_batch.bin", "no CIFAR-10 file", "10 records of 3,073 bytes and 10 more");
    }

    @Test
    public void aLabelAboveNineIsRefused() throws IOException {
        byte[] bytes = records(4, 1);
        bytes[2 * RECORD] = (byte) 200;
        Files.write(folder.resolve("data_batch_5.bin"), bytes);
        refused("data_batch_5.bin", "record 2 has the label 200");
    }
}
