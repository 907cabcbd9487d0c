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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/** What lies in real folders besides images. */
public class ImageFolderContentTest {

    private TemporaryFolder temporary;
    private Path folder;
    private byte[] png;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() throws IOException {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
        png = bytes.toByteArray();
        write("cat/1.PNG");
        write("dog/1.png");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, png);
    }

    private ImageFolder read(boolean skipUnreadable) throws IOException {
        return ImageFolder.read(folder, 2, 2, skipUnreadable);
    }

    private void refused(boolean skipUnreadable, String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> read(skipUnreadable)).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void filesOfOperatingSystemsAreNoImages() throws Exception {
        for (String name : List.of("Thumbs.db", "desktop.ini", ".DS_Store")) {
            Files.writeString(folder.resolve(name), "no image");
            Files.writeString(folder.resolve("cat").resolve(name), "no image");
        }
        write("__MACOSX/cat/._1.png");
        ImageFolder images = read(false);
        Assert.assertEquals(images.classes(), List.of("cat", "dog"));
        Assert.assertEquals(images.files().size(), 2);
        Assert.assertTrue(images.passedOver().isEmpty(), images.passedOver().toString());
    }

    @Test
    public void whatIsPassedOverIsNamed() throws Exception {
        Path inner = write("cat/more/2.png").getParent();
        Path beside = write("README.png");
        Path broken = Files.createSymbolicLink(folder.resolve("cat/x.png"), Path.of("nowhere"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Path up = Files.createSymbolicLink(folder.resolve("dog/up"), Path.of(".."));
        ImageFolder images = read(false);
        Assert.assertEquals(images.train().size(), 2);
        Assert.assertEquals(
                images.passedOver().get("folders in those of classes"), List.of(inner, up));
        Assert.assertEquals(images.passedOver().get("files beside folders"), List.of(beside));
        Assert.assertEquals(images.passedOver().get("links to nowhere"), List.of(loop, broken));
    }

    @Test
    public void aClassWithoutAnImageIsRefused() throws Exception {
        write("bird/more/1.png");
        refused(false, folder.resolve("bird").toString(), "has no images", "below");
        Files.writeString(folder.resolve("bird/notes.txt"), "no image");
        refused(false, "1 of the 3 images", "bird/notes.txt");
        refused(true, folder.resolve("bird").toString(), "no image that can be read");
    }

    @Test
    public void whatIsNoFolderIsRefused() throws Exception {
        folder = write("images.zip");
        refused(false, "images.zip is a file, not a folder", "unpack");
    }
}
