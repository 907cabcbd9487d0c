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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** Which image of a folder is in which part. */
public class ImageFolderSplitTest {

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
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, png);
    }

    private ImageFolder read() throws IOException {
        return ImageFolder.read(folder, 2, 2, false);
    }

    /** The part of each file: 0 to train, 1 to validate, 2 to test. */
    private Map<Path, Integer> parts(ImageFolder images) {
        Map<Path, Integer> parts = new HashMap<>();
        int train = images.train().size();
        int validation = train + images.validation().size();
        Assert.assertEquals(images.files().size(), validation + images.test().size());
        for (int i = 0; i < images.files().size(); ++i) {
            int part = i < train ? 0 : i < validation ? 1 : 2;
            parts.put(folder.relativize(images.files().get(i)), part);
        }
        return parts;
    }

    private static void same(Map<Path, Integer> before, Map<Path, Integer> after) {
        before.forEach((file, part) -> Assert.assertEquals(after.get(file), part, file.toString()));
    }

    @Test
    public void aFileMoreMovesNoOther() throws Exception {
        for (int i = 0; i < 100; ++i) {
            write("cat/" + i + ".png");
            write("dog/" + i + ".png");
        }
        Map<Path, Integer> before = parts(read().split(0.1, 1.0 / 6, 1));
        long tested = before.values().stream().filter(part -> part == 2).count();
        Assert.assertEquals(tested, 200 / 6.0, 12);
        for (int i = 0; i < 30; ++i) {
            write("cat/more " + i + ".png");
            Map<Path, Integer> after = parts(read().split(0.1, 1.0 / 6, 1));
            Assert.assertEquals(after.size(), before.size() + 1);
            same(before, after);
            before = after;
        }
    }

    @Test
    public void theTestImagesDoNotDependOnTheSeed() throws Exception {
        for (int i = 0; i < 40; ++i) {
            write("cat/" + i + ".png");
            write("dog/" + i + ".png");
        }
        ImageFolder images = read();
        Map<Path, Integer> one = parts(images.split(0.1, 0.2, 1));
        Map<Path, Integer> two = parts(images.split(0.1, 0.2, 2));
        Assert.assertNotEquals(one, two);
        one.forEach((file, part) -> Assert.assertEquals(two.get(file) == 2, part == 2));
    }

    @Test
    public void everyClassIsInEveryPart() throws Exception {
        for (int i = 0; i < 3; ++i) {
            write("small/" + i + ".png");
        }
        for (int i = 0; i < 20; ++i) {
            write("large/" + i + ".png");
        }
        ImageFolder parts = read().split(0.1, 1.0 / 6, 1);
        Assert.assertEquals(parts.train().countClasses(2)[1], 1);
        Assert.assertEquals(parts.validation().countClasses(2)[1], 1);
        Assert.assertEquals(parts.test().countClasses(2)[1], 1);
        Files.delete(folder.resolve("small/1.png"));
        String message =
                Assert.expectThrows(IOException.class, () -> read().split(0.1, 1.0 / 6, 1))
                        .getMessage();
        Assert.assertTrue(message.contains("small has 2 image(s)"), message);
        Assert.assertTrue(message.contains("3 are needed"), message);
    }

    /** The split is a part of what a run is: it never changes. */
    @Test
    public void theSplitIsFixed() throws Exception {
        for (int i = 0; i < 12; ++i) {
            write("cat/" + i + ".png");
            write("gr\u00fcn/" + i + ".png");
        }
        List<String> tested = new ArrayList<>();
        List<String> validated = new ArrayList<>();
        parts(read().split(0.1, 1.0 / 6, 1))
                .forEach(
                        (file, part) -> {
                            if (part > 0) {
                                (part == 2 ? tested : validated)
                                        .add(file.toString().replace('\\', '/'));
                            }
                        });
        Assert.assertEquals(
                tested.stream().sorted().toList(),
                List.of("cat/1.png", "cat/7.png", "gr\u00fcn/1.png", "gr\u00fcn/9.png"));
        Assert.assertEquals(
                validated.stream().sorted().toList(),
                List.of("cat/3.png", "cat/5.png", "cat/8.png", "gr\u00fcn/11.png"));
    }

    @Test
    public void foldersOfPartsAreTaken() throws Exception {
        for (String part : new String[] {"Train", "Valid"}) {
            for (int i = 0; i < 12; ++i) {
                write(part + "/cat/" + part + i + ".png");
                write(part + "/dog/" + part + i + ".png");
            }
        }
        ImageFolder images = read();
        Assert.assertEquals(images.train().size(), 24);
        Assert.assertEquals(images.validation().size(), 24);
        Assert.assertNull(images.test());
        ImageFolder parts = images.split(0.1, 1.0 / 6, 1);
        Assert.assertEquals(parts.validation().size(), 24);
        Assert.assertEquals(parts.train().size() + parts.test().size(), 24);
        write("val/cat/1.png");
        String message = Assert.expectThrows(IOException.class, this::read).getMessage();
        Assert.assertTrue(message.contains("Valid and val"), message);
    }

    @Test
    public void aFolderOfTestImagesBesideClassesIsNoClass() throws Exception {
        write("cat/1.png");
        write("dog/1.png");
        write("test/cat/1.png");
        write("test/dog/1.png");
        String message = Assert.expectThrows(IOException.class, this::read).getMessage();
        Assert.assertTrue(message.contains("a folder test with classes in it"), message);
    }
}
