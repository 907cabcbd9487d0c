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

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Nets that learn tasks one after the other, on the digits that are built in. */
public class ContinualAppTest extends InFolder {

    private static List<JsonObject> results(String... args) {
        return Answer.of(args)
                .good()
                .out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private String[] train(String recipe, String out, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of("train", recipe, "--data", "digits", "--json", "--out", path(out)));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static double number(JsonObject result, String name) {
        return result.get(name).getAsDouble();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void twoDigitsAtATimeAreLearnedAndEvaluated(String engine) throws IOException {
        List<JsonObject> results =
                results(
                        train(
                                "split-mnist",
                                "run",
                                "--engine",
                                engine,
                                "--seed",
                                "3",
                                "--set",
                                "steps=40",
                                "--set",
                                "batchSize=32",
                                "--set",
                                "units=30"));
        Assert.assertEquals(
                results.stream().map(result -> result.get("model").getAsString()).toList(),
                List.of("hyper", "hyper-no-penalty", "fine-tuned"));
        for (JsonObject result : results) {
            Assert.assertEquals(result.get("seed").getAsInt(), 3);
            Assert.assertEquals(result.get("data").getAsString(), "digits");
            Assert.assertEquals(result.get("steps").getAsInt(), 200);
            Assert.assertTrue(number(result, "ownAccuracy") > 0.9, result.toString());
            Assert.assertTrue(number(result, "finalAccuracy") > 0.5, result.toString());
        }
        int weights = 65 * 30 + 31 * 30 + 31 * 2;
        Assert.assertEquals(results.get(0).get("generated").getAsInt(), weights);
        Assert.assertEquals(results.get(2).get("learned").getAsInt(), weights);
        Assert.assertTrue(
                number(results.get(0), "finalAccuracy") > number(results.get(2), "finalAccuracy"));
        itIsWholeAndEvaluatesWithoutBeingToldTheData(results);
    }

    private void itIsWholeAndEvaluatesWithoutBeingToldTheData(List<JsonObject> trained)
            throws IOException {
        List<JsonObject> evaluated = results("eval", path("run"), "--json");
        for (int i = 0; i < trained.size(); ++i) {
            for (String name : List.of("data", "seed", "finalAccuracy", "ownAccuracy")) {
                Assert.assertEquals(evaluated.get(i).get(name), trained.get(i).get(name));
            }
        }
        Path run = folder().resolve("run");
        Assert.assertTrue(Files.readString(run.resolve("settings.json")).contains("\"digits\""));
        String check = Answer.of("check", path("run")).good().out();
        for (String file : List.of("hyper.tasks.csv", "tasks.json", "tasks.png", "tasks.svg")) {
            Assert.assertTrue(check.contains(file), check);
        }
        Assert.assertTrue(Answer.of("eval", path("run")).good().out().contains("digits"));
        Files.delete(run.resolve("fine-tuned.tasks.csv"));
        JsonObject without = results("eval", path("run"), "--json").get(2);
        Assert.assertFalse(without.has("ownAccuracy"), without.toString());
    }

    /** Stopped within the second task, then exactly between the second and the third. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aResumedTrainingGivesTheNumbersOfOneThatNeverStopped(String engine)
            throws IOException {
        String[] settings = {
            "--engine",
            engine,
            "--model",
            "hyper",
            "--set",
            "tasks=3",
            "--set",
            "steps=10",
            "--set",
            "units=10",
            "--set",
            "chunkSize=300",
            "--set",
            "batchSize=16"
        };
        JsonObject whole = results(train("permuted-mnist", "whole", settings)).get(0);
        results(
                train(
                        "permuted-mnist",
                        "run",
                        Stream.concat(Stream.of(settings), Stream.of("--steps", "15"))
                                .toArray(String[]::new)));
        String[] resume = {"train", "--resume", path("run"), "--json", "--data", "digits"};
        results(
                Stream.concat(Stream.of(resume), Stream.of("--steps", "20"))
                        .toArray(String[]::new));
        Assert.assertEquals(lines("run"), lines("whole").subList(0, 3));
        JsonObject resumed =
                results("train", "--resume", path("run"), "--json", "--steps", "99").get(0);
        Assert.assertEquals(lines("run"), lines("whole"));
        for (String name : List.of("data", "finalAccuracy", "ownAccuracy", "steps", "epochs")) {
            Assert.assertEquals(resumed.get(name), whole.get(name), name);
        }
    }

    private List<String> lines(String run) throws IOException {
        return Files.readAllLines(folder().resolve(run).resolve("hyper.tasks.csv"));
    }

    @Test
    public void wrongSettingsAndDataAreRefused() {
        Answer.of(train("split-mnist", "run", "--set", "tasks=6"))
                .refused("The setting tasks must be at most 5", "SPLIT", "6");
        Answer.of(train("split-mnist", "run", "--set", "sequence=mixed"))
                .refused("[SPLIT, PERMUTED]");
        Answer.of(train("split-mnist", "run", "--skip-unreadable")).refused("--skip-unreadable");
        Answer.of("train", "split-mnist", "--data", path("digits"), "--out", path("run"))
                .refused(path("digits"));
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }

    @Test
    public void damagedFilesOfARunAreFound() throws IOException {
        String[] few = {"--model", "fine-tuned", "--set", "tasks=2", "--set", "steps=2"};
        results(train("split-mnist", "run", few));
        Path run = folder().resolve("run");
        Files.writeString(
                run.resolve("fine-tuned.tasks.csv"), "after_task,step,task_0,task_1\n1,2,0.5,\n");
        Files.writeString(run.resolve("other.tasks.csv"), "");
        Answer check = Answer.of("check", path("run"));
        Assert.assertEquals(check.exitCode(), 1);
        Assert.assertTrue(check.out().contains("line 2"), check.out());
        Assert.assertTrue(check.out().matches("(?s).*other.tasks.csv +foreign.*"), check.out());
        Answer.of("eval", path("run")).refused("fine-tuned.tasks.csv, line 2");
        Path outline = run.resolve("tasks.json");
        Files.writeString(outline, Files.readString(outline).replace("digits", "mnist"));
        Answer.of("eval", path("run")).refused("tasks.json was edited");
    }
}
