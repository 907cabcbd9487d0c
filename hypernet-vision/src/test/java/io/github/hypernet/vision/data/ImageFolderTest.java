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

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

/** Folders of images, a folder a class, good and bad ones. */
public class ImageFolderTest {

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

    private Path write(String name, int width, int height, Color color) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void refused(String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> ImageFolder.read(folder, 4, 4, false))
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void scalesImagesAndNumbersClassesByName() throws Exception {
        write("red/1.png", 9, 7, Color.RED);
        write("blue/1.png", 4, 4, Color.BLUE);
        write("blue/2.png", 300, 200, Color.BLUE);
        Files.writeString(folder.resolve("blue/.hidden"), "not an image");
        Files.writeString(folder.resolve("README"), "beside the classes");
        ImageFolder images = ImageFolder.read(folder, 4, 6, false);
        Assert.assertEquals(images.classes(), List.of("blue", "red"));
        Assert.assertNull(images.test());
        Assert.assertEquals(images.train().getImageShape(), new Shape(3, 4, 6));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Batch batch =
                    images.train()
                            .toDataset(manager)
                            .setSampling(3, false)
                            .build()
                            .getData(manager)
                            .iterator()
                            .next();
            Assert.assertEquals(batch.getLabels().head().toFloatArray(), new float[] {0, 0, 1});
            float[] pixels = batch.getData().head().toFloatArray();
            float[] blue = new float[72];
            Arrays.fill(blue, 48, 72, 1);
            float[] red = new float[72];
            Arrays.fill(red, 0, 24, 1);
            Assert.assertEquals(Arrays.copyOfRange(pixels, 0, 72), blue);
            Assert.assertEquals(Arrays.copyOfRange(pixels, 72, 144), blue);
            Assert.assertEquals(Arrays.copyOfRange(pixels, 144, 216), red);
        }
    }

    @Test
    public void takesTrainAndTestWhereTheyAreThere() throws Exception {
        write("train/a/1.png", 4, 4, Color.RED);
        write("train/a/2.png", 4, 4, Color.RED);
        write("train/b/1.png", 4, 4, Color.BLUE);
        write("test/a/1.png", 4, 4, Color.RED);
        write("test/b/1.png", 4, 4, Color.BLUE);
        ImageFolder images = ImageFolder.read(folder, 4, 4, false);
        Assert.assertEquals(images.train().size(), 3);
        Assert.assertEquals(images.test().size(), 2);
        write("test/c/1.png", 4, 4, Color.BLUE);
        refused("[a, b, c]", "[a, b]");
    }

    @Test
    public void unreadableImagesAreNamedCountedAndSkippedOnlyOnRequest() throws Exception {
        write("a/1.png", 4, 4, Color.RED);
        Files.write(
                folder.resolve("a/cut.png"),
                Arrays.copyOf(Files.readAllBytes(folder.resolve("a/1.png")), 40));
        for (int i = 0; i < 6; ++i) {
            write("b/x.png", 4, 4, Color.BLUE);
            Files.writeString(folder.resolve("b/notes" + i + ".txt"), "no image");
        }
        refused("7 of the 9 images", "a/cut.png, b/notes0.txt", "and 2 more", "skipped");
        ImageFolder images = ImageFolder.read(folder, 4, 4, true);
        Assert.assertEquals(images.train().size(), 2);
        Assert.assertEquals(images.unreadable().size(), 7);
        Assert.assertEquals(images.unreadable().get(0), folder.resolve("a/cut.png"));
    }

    @Test
    public void aFolderWithoutTwoClassesIsRefused() throws Exception {
        refused(folder.toString(), "0 folder(s)", "not 2 to 256");
        write("cat/1.png", 4, 4, Color.RED);
        refused("1 folder(s), cat");
        Files.createDirectories(folder.resolve("dog"));
        refused(folder.resolve("dog").toString(), "has no images");
    }

    @Test
    public void greyAndTransparentImagesAreRead() throws Exception {
        BufferedImage transparent = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        byte[] white = new byte[12];
        Arrays.fill(white, (byte) 255);
        Assert.assertEquals(ImagePixels.of(transparent, new Shape(3, 2, 2)), white);
        BufferedImage red = ImagePixels.read(write("r/1.png", 8, 8, Color.RED));
        byte[] luma = {76, 76, 76, 76};
        Assert.assertEquals(ImagePixels.of(red, new Shape(1, 2, 2)), luma);
        // a chessboard averages to the middle
        BufferedImage board = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < 64; ++i) {
            board.setRGB(i / 8, i % 8, (i / 8 + i) % 2 == 0 ? 0xffffff : 0);
        }
        for (byte pixel : ImagePixels.of(board, new Shape(3, 2, 2))) {
            Assert.assertEquals(pixel & 0xff, 127, 1);
        }
    }
}
