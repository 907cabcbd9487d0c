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
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Omniglot's one-shot runs from a zip file or folder. */
public class OneShotRunsTest {

    private static final String FIRST = "run01/test/item01.png run01/training/class02.png";
    private static final String SECOND = "run01/test/item02.png run01/training/class01.png";

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

    private static OmniglotWriter run(String run, String... labels) throws IOException {
        return new OmniglotWriter()
                .drawing(run + "/test/item01.png", 60, 30)
                .drawing(run + "/test/item02.png", 30, 60)
                .drawing(run + "/training/class01.png", 15, 105)
                .drawing(run + "/training/class02.png", 105, 15)
                .text(run + "/class_labels.txt", labels);
    }

    private static void check(List<OneShotRuns.Run> runs) {
        Assert.assertEquals(runs.size(), 1);
        OneShotRuns.Run run = runs.get(0);
        Assert.assertEquals(run.name(), "run01");
        Assert.assertEquals(run.answers(), new int[] {1, 0});
        Assert.assertEquals(run.support().length, 2 * 28 * 28);
        Assert.assertEquals(run.query().length, 2 * 28 * 28);
        // rows of 28: the first class has 4 white columns, the second 4 white rows
        Assert.assertEquals(run.support()[27 * 28 + 3], 1f);
        Assert.assertEquals(run.support()[27 * 28 + 4], 0f);
        Assert.assertEquals(run.support()[28 * 28 + 3 * 28 + 27], 1f);
        Assert.assertEquals(run.support()[28 * 28 + 4 * 28 + 27], 0f);
        Assert.assertEquals(run.query()[15], 1f);
        Assert.assertEquals(run.query()[16], 0f);
    }

    @Test
    public void runsAreReadFromZipFilesAndFolders() throws Exception {
        Path zip = run("run01", FIRST, SECOND + "\n").zip(folder.resolve("all_runs.zip"));
        check(OneShotRuns.read(zip));
        check(OneShotRuns.read(folder));
        run("run01", FIRST + "\r", SECOND).folder(folder.resolve("all_runs"));
        check(OneShotRuns.read(folder));
        check(OneShotRuns.read(folder.resolve("all_runs")));
    }

    @DataProvider
    public Object[][] wrongLabels() {
        String labels = "run01/class_labels.txt";
        return new Object[][] {
            {List.of(FIRST, "one"), labels + ", line 2, is no pair of"},
            {List.of(FIRST, "", FIRST), labels + ", line 3, is no pair of a new drawing"},
            {
                List.of(FIRST, "run01/test/item02.png run01/training/class03.png"),
                labels + " has no class of run01/test/item02.png"
            },
            {List.of(FIRST), labels + " has no line for run01/test/item02.png"},
            {
                List.of(FIRST, SECOND, "run01/test/item03.png run01/training/class01.png"),
                labels + " names drawings that are not in the folder test"
            },
        };
    }

    @Test(dataProvider = "wrongLabels")
    public void wrongLabelsAreRefused(List<String> labels, String part) throws Exception {
        Path zip = run("run01", labels.toArray(String[]::new)).zip(folder.resolve("all_runs.zip"));
        String message =
                Assert.expectThrows(IOException.class, () -> OneShotRuns.read(folder)).getMessage();
        Assert.assertTrue(message.contains(zip + ", " + part), message);
    }

    @Test
    public void missingFilesAreNamed() throws Exception {
        Path zip =
                new OmniglotWriter()
                        .drawing("run01/test/item01.png", 9, 9)
                        .zip(folder.resolve("all_runs.zip"));
        String message =
                Assert.expectThrows(IOException.class, () -> OneShotRuns.read(zip)).getMessage();
        Assert.assertEquals(message, zip + ", run01/class_labels.txt is missing");
    }

    @Test
    public void aFolderWithoutRunsIsRefused() {
        String message =
                Assert.expectThrows(IOException.class, () -> OneShotRuns.read(folder)).getMessage();
        Assert.assertTrue(message.startsWith(folder + " has no runs of Omniglot"), message);
    }
}
