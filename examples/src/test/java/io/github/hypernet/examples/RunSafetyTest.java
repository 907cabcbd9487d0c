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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/** A run is not lost to a command that is refused, and goes on with its own data. */
public class RunSafetyTest extends InFolder {

    private static final String[] SMALL = {
        "--set", "units=8", "--set", "batchSize=4", "--set", "length=10"
    };

    private TemporaryFolder made;
    private Path text;
    private Path run;

    /** Trains a run once, which each test gets a copy of. */
    @BeforeClass(alwaysRun = true)
    public void train() throws IOException {
        made = new TemporaryFolder();
        text = made.getPath().resolve("text.txt");
        Files.writeString(text, letters(1, 'a'));
        Files.setLastModifiedTime(text, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        String out = made.getPath().resolve("run").toString();
        Answer.of(
                        with(
                                SMALL,
                                "train",
                                "text",
                                "--data",
                                text.toString(),
                                "--model",
                                "lstm",
                                "--steps",
                                "6",
                                "--checkpoint-steps",
                                "3",
                                "--out",
                                out))
                .good();
    }

    @AfterClass(alwaysRun = true)
    public void delete() {
        made.close();
    }

    @BeforeMethod(alwaysRun = true)
    public void copyRun() throws IOException {
        run = folder().resolve("run");
        Snapshot.copy(made.getPath().resolve("run"), run);
    }

    private static String letters(int seed, char first) {
        StringBuilder letters = new StringBuilder();
        new Random(seed).ints(4000, 0, 12).forEach(each -> letters.append((char) (first + each)));
        return letters.toString();
    }

    private static String[] with(String[] more, String... args) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder().resolve(name), content).toString();
    }

    private JsonObject settings() throws IOException {
        String json = Files.readString(run.resolve("settings.json"));
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private void edit(String from, String to) throws IOException {
        Path file = run.resolve("settings.json");
        String json = Files.readString(file);
        Assert.assertTrue(json.contains(from), json);
        Files.writeString(file, json.replace(from, to));
    }

    @DataProvider
    public Object[][] refused() {
        return new Object[][] {
            {"of another training", "--set", "units=16"},
            {"of another training", "--set", "layerNorm=true"},
            {"batchSize of lstm must stay 4", "--set", "batchSize=8", "--steps", "9"},
            {"There is no setting", "--set", "unit=16"},
            {"epochs must be positive", "--epochs", "0"},
            {"There is no file", "--data", "nowhere"},
            {"--engine does not fit", "--engine", "mxnet"},
            {"--seed does not fit", "--seed", "2"},
        };
    }

    @Test(dataProvider = "refused")
    public void aRefusedResumeChangesNothing(Object[] parameters) throws IOException {
        String[] options = new String[parameters.length - 1];
        System.arraycopy(parameters, 1, options, 0, options.length);
        Snapshot before = Snapshot.of(run);
        Answer.of(with(options, "train", "--resume", run.toString()))
                .refused((String) parameters[0]);
        before.requireUnchanged();
    }

    @Test
    public void neitherDoesOneWithoutALockFile() throws IOException {
        Files.delete(run.resolve(".lock"));
        Snapshot before = Snapshot.of(run);
        Answer.of("train", "--resume", run.toString(), "--set", "units=16")
                .refused("of another training");
        before.requireUnchanged();
    }

    @Test
    public void neitherDoesOneOfARunInUse() throws IOException {
        try (RunFolder inUse = RunFolder.open(run)) {
            Snapshot before = Snapshot.of(inUse.getPath());
            Answer.of("train", "--resume", run.toString(), "--steps", "9").refused("in use");
            before.requireUnchanged();
            // asking did not end the lock
            Assert.assertTrue(RunFolder.isInUse(run));
        }
        Assert.assertFalse(RunFolder.isInUse(run));
    }

    @Test
    public void otherDataIsRefusedWithWhatDiffers() throws IOException {
        String[] resume = {"train", "--resume", run.toString(), "--steps", "9", "--data"};
        String[] eval = {"eval", run.toString(), "--data"};
        String changed = write("changed.txt", letters(2, 'a'));
        String symbols = write("symbols.txt", letters(1, 'b'));
        Snapshot before = Snapshot.of(run);
        for (String[] command : new String[][] {resume, eval}) {
            Answer.of(with(new String[] {changed}, command))
                    .refused("the file changed.txt has other content", "--allow-other-data");
            Answer.of(with(new String[] {symbols}, command))
                    .refused("were trained on 12 characters");
        }
        before.requireUnchanged();
    }

    @Test
    public void aFileThatWasChangedInItsPlaceIsOtherDataWhateverItsTime() throws IOException {
        String own = write("own.txt", Files.readString(text));
        FileTime time = Files.getLastModifiedTime(Path.of(own));
        Answer.of("train", "--resume", run.toString(), "--steps", "7", "--data", own).good();
        Assert.assertEquals(settings().get("data").getAsString(), own);
        Files.writeString(Path.of(own), letters(2, 'a'));
        Files.setLastModifiedTime(Path.of(own), time);
        Answer.of("eval", run.toString()).refused("own.txt has other content");
    }

    @Test
    public void otherDataIsTakenOnPurposeAndTheRunSaysSo() throws IOException {
        String changed = write("changed.txt", letters(2, 'a'));
        String symbols = write("symbols.txt", letters(1, 'b'));
        String[] resume = {
            "train", "--resume", run.toString(), "--steps", "9", "--allow-other-data", "--data"
        };
        Answer.of(with(new String[] {symbols}, resume)).refused("were trained on 12 characters");
        Answer evaluated =
                Answer.of("eval", run.toString(), "--data", changed, "--allow-other-data", "--json")
                        .good();
        Assert.assertTrue(evaluated.out().contains("\"otherData\":"), evaluated.out());
        Answer.of(with(new String[] {changed}, resume)).good();
        String difference = settings().get("otherData").getAsString();
        Assert.assertTrue(difference.contains("changed.txt has other content"), difference);
        Answer.of("eval", run.toString()).good();
        Answer.of("eval", run.toString(), "--data", text.toString()).refused("other content");
    }

    @Test
    public void aRunWithoutADigestIsWarnedOfAndGetsOne() throws IOException {
        Path digest = run.resolve("data.json");
        Files.delete(digest);
        Answer.of("train", "--resume", run.toString(), "--set", "units=9").refused("another");
        Assert.assertFalse(Files.exists(digest));
        Answer first = Answer.of("train", "--resume", run.toString(), "--steps", "8").good();
        Assert.assertTrue(first.err().contains("keeps no digest of its data"), first.err());
        Assert.assertTrue(Files.exists(digest));
        Answer second = Answer.of("train", "--resume", run.toString(), "--steps", "9").good();
        Assert.assertFalse(second.err().contains("digest"), second.err());
    }

    @Test
    public void anEditedSettingIsNamed() throws IOException {
        edit("\"engine\": \"PyTorch\"", "\"engine\": \"MXNet\"");
        Snapshot before = Snapshot.of(run);
        Answer.of("train", "--resume", run.toString(), "--steps", "9")
                .refused("settings.json was edited: engine");
        before.requireUnchanged();
        edit("\"engine\": \"MXNet\"", "\"engine\": \"PyTorch\"");
        edit("\"learningRate\": 0.002", "\"learningRate\": 2e-2");
        Answer.of("train", "--resume", run.toString(), "--steps", "9").refused("models.lstm");
        edit("\"learningRate\": 2e-2", "\"learningRate\": 2.0E-3");
        Answer.of("train", "--resume", run.toString(), "--steps", "9").good();
    }

    /** One that holds another symbol of the same order would write it for the run's own. */
    @Test
    public void anEditedVocabularyIsRefused() throws IOException {
        Path vocabulary = run.resolve("vocabulary.json");
        String symbols = Files.readString(vocabulary);
        Files.writeString(vocabulary, symbols.replaceAll("\\s", " "));
        Answer.of("sample", run.toString(), "--length", "3").good();
        Files.writeString(vocabulary, symbols.replace("108", "109"));
        Snapshot before = Snapshot.of(run);
        String[][] commands = {
            {"train", "--resume"}, {"sample"}, {"eval"},
        };
        for (String[] command : commands) {
            Answer.of(with(new String[] {run.toString()}, command))
                    .refused("vocabulary.json was edited");
        }
        Answer checked = Answer.of("check", run.toString());
        Assert.assertEquals(checked.exitCode(), 1);
        Assert.assertTrue(checked.out().contains("was edited"), checked.out());
        before.requireUnchanged();
    }

    @Test
    public void limitsAreKeptAndAFinishedRunSaysSo() throws IOException {
        Path settings = run.resolve("settings.json");
        byte[] before = Files.readAllBytes(settings);
        Answer finished = Answer.of("train", "--resume", run.toString()).good();
        Assert.assertTrue(finished.err().contains("lstm was finished, after 6 steps"));
        Assert.assertEquals(Files.readAllBytes(settings), before);
        Answer more = Answer.of("train", "--resume", run.toString(), "--steps", "8").good();
        Assert.assertFalse(more.err().contains("was finished"), more.err());
        Answer.of("train", "--resume", run.toString()).good();
        Assert.assertEquals(
                MetricsFile.read(run.resolve("metrics.csv")).stream()
                        .mapToLong(row -> row.evaluation().step())
                        .max()
                        .orElseThrow(),
                8);
    }

    @Test
    public void anotherNumberOfThreadsIsSaid() throws IOException {
        int threads = settings().get("threads").getAsInt();
        edit("\"threads\": " + threads, "\"threads\": 77");
        Answer resumed = Answer.of("train", "--resume", run.toString(), "--steps", "7").good();
        Assert.assertTrue(
                resumed.err().contains("computed with 77 thread(s) and goes on with " + threads),
                resumed.err());
    }

    @Test
    public void aFolderOfARunThatDiedAtItsStartIsTaken() throws IOException {
        Path dead = Files.createDirectory(folder().resolve("dead"));
        Files.createFile(dead.resolve(".lock"));
        Files.writeString(dead.resolve("vocabulary.json"), "{");
        String[] again = {
            "train", "text", "--data", text.toString(), "--model", "lstm", "--steps", "1", "--out"
        };
        Answer.of(with(SMALL, with(new String[] {dead.toString()}, again))).good();
        Path own = Files.createDirectory(folder().resolve("own"));
        Files.writeString(own.resolve("vocabulary.json"), "mine");
        Answer.of(with(SMALL, with(new String[] {own.toString()}, again))).refused("not empty");
        Assert.assertEquals(Files.readString(own.resolve("vocabulary.json")), "mine");
    }

    @Test
    public void plainNetworksDoNotReplaceModels() throws IOException {
        String digits = path("digits");
        Answer.of("train", "digits", "--model", "hyper", "--steps", "2", "--out", digits).good();
        Snapshot before = Snapshot.of(Path.of(digits));
        Answer.of("materialize", digits, "--out", digits + "/models").refused("keeps its models");
        before.requireUnchanged();
    }
}
