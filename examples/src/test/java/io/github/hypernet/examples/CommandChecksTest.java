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
package io.github.hypernet.examples;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What commands refuse before they print or write anything. In the arguments GOLDEN is the folder
 * of the golden runs and HERE a new folder with a file, {@code file}.
 */
public class CommandChecksTest extends InFolder {

    private static final String GOLDEN = Path.of("src/test/resources/golden").toString();

    @BeforeMethod(alwaysRun = true)
    public void writeFile() throws IOException {
        Files.writeString(folder().resolve("file"), "mine");
    }

    private String[] args(String line) {
        return Arrays.stream(line.split(" "))
                .map(arg -> arg.replace("GOLDEN", GOLDEN).replace("HERE", folder().toString()))
                .toArray(String[]::new);
    }

    private void refused(String line, String... parts) throws IOException {
        Answer answer = Answer.of(args(line)).refused(parts);
        Assert.assertEquals(answer.out(), "");
        List<Path> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            files.forEach(left::add);
        }
        Assert.assertEquals(left, List.of(folder().resolve("file")));
        Assert.assertEquals(Files.readString(left.get(0)), "mine");
    }

    /** The arguments, and parts of the answer. */
    @DataProvider
    public static Object[][] places() {
        return new Object[][] {
            {"eval HERE/file", "file is a file", "folder of a run"},
            {"eval HERE/none", "There is no folder", "folder of a run"},
            {"plot HERE/file --out HERE/a.png", "file is a file"},
            {"plot GOLDEN/digits --out HERE/file/a.png", "--out", "it is a file"},
            {"plot GOLDEN/digits --out HERE/a.jpg", "--out must name a .png file"},
            {"runs HERE/file", "file is a file"},
            {"materialize GOLDEN/digits --out HERE/file", "--out", "it is a file"},
            {"materialize GOLDEN/digits --out HERE/out --model plain", "has no model plain"},
            {"sample GOLDEN/text --picture HERE/file/a.png", "--picture", "it is a file"},
            {"sample GOLDEN/text --picture HERE", "--picture must name a .png or .svg file"},
            {"sample GOLDEN/text --picture HERE/a.gif", "--picture must name a .png or .svg"},
            {"sample GOLDEN/strokes --out HERE/file", "--out", "it is a file"},
            {"sample GOLDEN/text --length 0", "The length must be positive"},
            {"sample GOLDEN/text --top-k -1", "The top-k must be at least 0"},
            {"sample GOLDEN/text --top-p 2", "The top-p must be above 0 and at most 1"},
            {"params digits --data HERE/file", "do not depend on --data"},
            {"params text --data HERE/none", "There is no file or folder"},
            {"params --data HERE/none", "There is no file or folder"},
            {"train --out HERE/file", "it is a file"},
            {"train --out HERE", "not empty"},
            {"train --out HERE/file/run", "file is a file"},
            {"train --recipe HERE", "is a folder, where a file belongs"},
            {"train --recipe HERE/none", "There is no file"},
            {"train ptb-char --data HERE/file", "file is no folder"},
            {"train ptb-char --data HERE/none", "There is no folder"},
            {"train ptb-char --data HERE", "is not complete", "ptb.char.train.txt"},
            {"train enwik8 --data HERE/file", "has 4 bytes, not the 100,000,000"},
            {"train enwik8 --data HERE", "No file enwik8 or enwik8.zip"},
            {"train text --data HERE/file", "file is too short", "4 symbol(s)"},
            {"train text --data HERE/none", "There is no file or folder"},
        };
    }

    @Test(dataProvider = "places")
    public void filesAndFoldersThatCannotBe(String line, String... parts) throws IOException {
        refused(line, parts);
    }

    /** A change of a setting, the recipe, and parts of the answer. */
    @DataProvider
    public static Object[][] settings() {
        return new Object[][] {
            {"batchSize=0", "digits", "a whole number of at least 1", "got 0"},
            {"batchSize=2000000000", "digits", "at most 1000000"},
            {"batchSize=1.5", "digits", "a whole number"},
            {"batchSize=", "digits", "a whole number", "got \"\""},
            {"batchSize=NaN", "digits", "a whole number", "got \"NaN\""},
            {"batchSize=1e999", "digits", "a whole number"},
            {"padding=-1", "digits", "at least 0"},
            {"padding=100000", "digits", "at most 1000"},
            {"padding=8", "digits", "less than the height and width of an image, 8"},
            {"learningRate=-1", "digits", "above 0"},
            {"learningRate=0", "digits", "above 0"},
            {"learningRate=1e-60", "digits", "above 0"},
            {"learningRate=1e999", "digits", "above 0"},
            {"learningRate=Infinity", "digits", "a number"},
            {"kernelSize=4", "digits", "1, 3, 5, ..."},
            {"kernelSize=-3", "digits", "1, 3, 5, ..."},
            {"bestByAccuracy=yes", "digits", "true or false"},
            {"embeddingSize=-1", "digits", "at least 0"},
            {"patience=0", "digits", "at least 1"},
            {"depth=11", "cifar10", "10, 16, 22, ..."},
            {"basicSize=3", "cifar10", "among 1, 2, 4, 8, 16"},
            {"dropRate=1", "cifar10", "at least 0 and below 1"},
            {"dropRate=0.99999999999", "cifar10", "below 1"},
            {"optimization=SGD", "cifar10", "one of [ADAM, NESTEROV]"},
            {"schedule=", "cifar10", "one of [CONSTANT"},
            {"weightDecay=-1", "cifar10", "at least 0"},
            {"flip=1", "cifar10", "true or false"},
            {"units=0", "java-source", "at least 1"},
            {"units=1e6", "java-source", "at most 100000"},
            {"layers=1000", "java-source", "at most 100"},
            {"length=0", "java-source", "at least 1"},
            {"clipNorm=0", "java-source", "above 0"},
            {"hyperUnits=-1", "java-source", "at least 0"},
            {"recurrentDropRate=-0.1", "java-source", "at least 0 and below 1"},
            {"evaluationSteps=0", "java-source", "at least 1"},
            {"mixtures=0", "strokes", "at least 1"},
            {"scaling=1", "strokes", "at least 0 and below 1"},
        };
    }

    @Test(dataProvider = "settings")
    public void settingsThatCannotBe(String change, String recipe, String... parts)
            throws IOException {
        String name = change.substring(0, change.indexOf('='));
        String line = "train " + recipe + " --out HERE/run --set " + change;
        refused(line, parts);
        refused(line, "The setting " + name + " must be ");
    }

    @Test
    public void aPictureOfAModelWithoutAHypernetwork() throws IOException {
        Path text = folder().resolve("text");
        Files.writeString(text, "the cat sat on the mat. ".repeat(40), StandardCharsets.UTF_8);
        String train =
                "train text --data HERE/text --out HERE/run --steps 1 --model lstm --set units=8"
                        + " --set batchSize=2 --set length=10";
        Answer.of(args(train)).good();
        Answer answer = Answer.of(args("sample HERE/run --picture HERE/a.png"));
        answer.refused("--picture", "the model lstm", "--model");
        Assert.assertEquals(answer.out(), "");
        Assert.assertFalse(Files.exists(folder().resolve("a.png")));
    }
}
