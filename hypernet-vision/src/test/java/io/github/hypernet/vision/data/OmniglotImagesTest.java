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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Omniglot's images from zip files and folders. */
public class OmniglotImagesTest {

    private static final int SIDE = 28;

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

    private static OmniglotWriter greek(String set) throws IOException {
        return new OmniglotWriter()
                .drawing(set + "Greek/character01/0001_02.png", 60, 30)
                .drawing(set + "Greek/character01/0001_01.png", 30, 30)
                .drawing(set + "Greek/character02/0002_01.png", 15, 30);
    }

    private void refused(String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> OmniglotImages.read(folder))
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void zipFilesAndFoldersAreMergedAndAnImageCountsOnce() throws Exception {
        greek("images_background_small1/").zip(folder.resolve("images_background_small1.zip"));
        greek("images_background_small2/")
                .drawing("images_background_small2/Alpha_Bet/character10/0003_01.png", 9, 9)
                .drawing("__MACOSX/Alpha_Bet/character10/._0003_01.png", 9, 9)
                .zip(folder.resolve("images_background_small2.zip"));
        greek("images_evaluation/")
                .drawing("images_evaluation/Zulu/character01/0004_01.png", 9, 9)
                .text("images_evaluation/Zulu/character01/notes.txt", "no image")
                .text("images_evaluation/Zulu/notes/notes.txt", "no character")
                .folder(folder);
        new OmniglotWriter().text("notes.txt", "no zip").zip(folder.resolve("all_runs.zip"));
        OmniglotImages images = OmniglotImages.read(folder);
        Assert.assertEquals(images.getAlphabets(), List.of("Alpha_Bet", "Greek", "Zulu"));
        Assert.assertEquals(
                images.getClassNames(),
                List.of(
                        "Alpha_Bet/character10",
                        "Greek/character01",
                        "Greek/character02",
                        "Zulu/character01"));
        Assert.assertEquals(images.size(), 5);
        Path evaluation = folder.resolve("images_evaluation");
        Assert.assertEquals(
                images.getFiles(),
                List.of(
                        evaluation.resolve("Greek/character01/0001_01.png"),
                        evaluation.resolve("Greek/character01/0001_02.png"),
                        evaluation.resolve("Greek/character02/0002_01.png"),
                        evaluation.resolve("Zulu/character01/0004_01.png"),
                        folder.resolve("images_background_small1.zip"),
                        folder.resolve("images_background_small2.zip")));
        Assert.assertEquals(images.getLabels(), new int[] {0, 1, 1, 2, 3});
    }

    @Test
    public void alphabetsMayStandInTheFolderOrZipFileItself() throws Exception {
        Path zip = greek("").zip(folder.resolve("any.zip"));
        List<String> names = List.of("Greek/character01", "Greek/character02");
        Assert.assertEquals(OmniglotImages.read(zip).getClassNames(), names);
        greek("").folder(folder);
        Assert.assertEquals(OmniglotImages.read(folder).getClassNames(), names);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void drawingsAreWhiteOnBlackAndAveraged(String engine) throws Exception {
        greek("").folder(folder);
        OmniglotImages images = OmniglotImages.read(folder);
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NDArray array = images.toArray(manager);
            Assert.assertEquals(manager.getManagedArrays().size(), 1);
            Assert.assertEquals(array.getShape(), new Shape(3, 1, SIDE, SIDE));
            float[] pixels = array.toFloatArray();
            // 30 of 105 pixels are 8 of 28
            for (int y = 0; y < SIDE; ++y) {
                for (int x = 0; x < SIDE; ++x) {
                    Assert.assertEquals(pixels[y * SIDE + x], y < 8 && x < 8 ? 1f : 0f, 1e-6);
                }
            }
            // a pixel that a stroke covers half is half white: 15 pixels are 4, 9 are 2.4
            OmniglotImages nine = nine();
            Assert.assertEquals(nine.toArray(manager).getFloat(0, 0, 0, 2), 0.4f, 0.01f);
            double sum = 0;
            for (float pixel : pixels) {
                sum += pixel;
            }
            ChannelStatistics statistics = images.getChannelStatistics();
            Assert.assertEquals(statistics.mean()[0], sum / pixels.length, 1e-6);
            Assert.assertEquals(
                    statistics.deviation()[0],
                    Math.sqrt(sum / pixels.length * (1 - sum / pixels.length)),
                    1e-6);
        }
    }

    private OmniglotImages nine() throws IOException {
        return OmniglotImages.read(
                new OmniglotWriter()
                        .drawing("Greek/character01/0001_01.png", 9, 9)
                        .zip(folder.resolve("nine.zip")));
    }

    @Test
    public void rotationsAreClassesOfTheirOwn() throws Exception {
        greek("").folder(folder);
        OmniglotImages images = OmniglotImages.read(folder);
        OmniglotImages rotated = images.withRotations();
        Assert.assertEquals(
                rotated.getClassNames().subList(0, 5),
                List.of(
                        "Greek/character01",
                        "Greek/character01 90°",
                        "Greek/character01 180°",
                        "Greek/character01 270°",
                        "Greek/character02"));
        Assert.assertEquals(rotated.getLabels(), new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7});
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            NDArray one = images.toArray(manager).get("1:2");
            NDArray all = rotated.toArray(manager);
            for (int turns = 0; turns < 4; ++turns) {
                Assert.assertEquals(
                        all.get(2 * turns + 1 + ":" + (2 * turns + 2)).toFloatArray(),
                        one.rotate90(turns, new int[] {2, 3}).toFloatArray());
            }
        }
        Assert.expectThrows(IllegalStateException.class, rotated::withRotations);
    }

    @Test
    public void alphabetsAreChosenByName() throws Exception {
        greek("").drawing("Latin/character01/0009_01.png", 9, 9).folder(folder);
        OmniglotImages images = OmniglotImages.read(folder);
        Assert.assertEquals(images.withAlphabets(List.of("Latin")).size(), 1);
        OmniglotImages others = images.withoutAlphabets(List.of("Latin"));
        Assert.assertEquals(others.getAlphabets(), List.of("Greek"));
        Assert.assertEquals(others.getLabels(), new int[] {0, 0, 1});
        String unknown =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> images.withAlphabets(List.of("Greek", "Korean")))
                        .getMessage();
        Assert.assertEquals(
                unknown, "There is no alphabet Korean among the images; there are Greek, Latin");
        String none =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> images.withoutAlphabets(List.of("Greek", "Latin")))
                        .getMessage();
        Assert.assertTrue(none.contains("No alphabet is left of Greek, Latin"), none);
    }

    @Test
    public void damagedFilesAreNamed() throws Exception {
        byte[] drawing = OmniglotWriter.drawing(9, 9);
        Path zip =
                greek("images_x/")
                        .file(
                                "images_x/Greek/character02/0002_02.png",
                                Arrays.copyOf(drawing, drawing.length - 20))
                        .zip(folder.resolve("images_x.zip"));
        refused(zip + ", images_x/Greek/character02/0002_02.png", "cut off");
        greek("").text("Greek/character01/0001_01.png", "no image").folder(folder);
        refused(
                zip
                        + ", images_x/Greek/character01/0001_01.png is another image than "
                        + folder
                        + "/Greek/character01/0001_01.png");
        greek("").file("Greek/character01/0001_03\0png", drawing).zip(zip);
        refused(zip + " is neither", "A name in it is damaged");
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 500));
        refused(zip + " is neither a folder nor a zip file that can be read");
    }

    @Test
    public void aFolderWithoutOmniglotIsRefused() throws Exception {
        refused(folder + " has no images of Omniglot", "images_background.zip");
        Files.createDirectories(folder.resolve("Greek/character01"));
        refused(folder + "/Greek/character01 has no .png files");
        Assert.expectThrows(
                NoSuchFileException.class, () -> OmniglotImages.read(folder.resolve("none")));
    }
}
