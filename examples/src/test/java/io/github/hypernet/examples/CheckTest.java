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

import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Says of every file of a run how it is, and changes none. */
public class CheckTest extends InFolder {

    private Path train(String name, String seed) {
        Answer.of(
                        "train",
                        "digits",
                        "--model",
                        "both",
                        "--steps",
                        "2",
                        "--seed",
                        seed,
                        "--out",
                        path(name))
                .good();
        return folder().resolve(name);
    }

    private static Answer check(Path run, int exitCode) throws IOException {
        Snapshot before = Snapshot.of(run);
        Answer answer = Answer.of("check", run.toString());
        before.requireUnchanged();
        Assert.assertEquals(answer.exitCode(), exitCode, answer.out() + answer.err());
        return answer;
    }

    private static void says(Answer answer, String file, String state, String about) {
        Assert.assertTrue(
                answer.out()
                        .lines()
                        .anyMatch(
                                line ->
                                        line.startsWith(file + " ")
                                                && line.contains(" " + state)
                                                && line.contains(about)),
                answer.out());
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    public void aWholeRun() throws IOException {
        Path run = train("run", "1");
        Files.delete(run.resolve(".lock")); // and none is made
        Answer answer = check(run, 0);
        says(answer, "settings.json", "whole", "recipe digits, models plain, hyper");
        says(answer, "checkpoints/hyper-000000002.ckpt", "whole", "");
        says(answer, "models/plain-0000.params", "whole", "");
        try (RunFolder inUse = RunFolder.open(run)) {
            Answer used = Answer.of("check", inUse.getPath().toString(), "--json").good();
            Assert.assertTrue(used.err().contains("is in use"), used.err());
            Assert.assertTrue(used.out().startsWith("{\"file\":\"settings.json\",\"state\":"));
        }
    }

    @Test
    public void everyDamageIsALine() throws IOException {
        Path run = train("run", "1");
        Path other = train("other", "2");
        Files.copy(
                other.resolve("checkpoints/hyper-000000002.ckpt"),
                run.resolve("checkpoints/hyper-000000003.ckpt"));
        Files.copy(run.resolve("models/hyper-0000.params"), run.resolve("models/any-0000.params"));
        Files.delete(run.resolve("models/hyper-0000.params"));
        cut(run.resolve("checkpoints/plain-000000002.ckpt"));
        cut(run.resolve("curves.png"));
        cut(run.resolve("images.json"));
        Files.writeString(run.resolve("metrics.csv"), "model\n");
        Files.writeString(run.resolve("data.json"), "[]");
        Files.writeString(run.resolve("notes.txt"), "mine");
        Files.createDirectory(run.resolve("mine"));
        Answer answer = check(run, 1);
        says(answer, "checkpoints/plain-000000002.ckpt", "damaged", "");
        says(answer, "models/any-0000.params", "foreign", "the run has no model any");
        says(answer, "curves.png", "damaged", "");
        says(answer, "images.json", "damaged", "");
        says(answer, "metrics.csv", "damaged", "");
        says(answer, "data.json", "damaged", "");
        says(answer, "notes.txt", "foreign", "");
        says(answer, "mine", "foreign", "");
        says(answer, "settings.json", "whole", "");
    }

    @Test
    public void filesOfAnotherTrainingAreForeign() throws IOException {
        Path run = train("run", "1");
        Path other = train("other", "2");
        Files.copy(
                other.resolve("checkpoints/hyper-000000002.ckpt"),
                run.resolve("checkpoints/hyper-000000003.ckpt"));
        Files.delete(run.resolve("models/plain-0000.params"));
        Answer answer = check(run, 1);
        says(answer, "checkpoints/hyper-000000003.ckpt", "foreign", "its seed is 2");
        says(answer, "models/plain-0000.params", "missing", "");
    }

    @Test
    public void withoutSettings() throws IOException {
        Path run = train("run", "1");
        Files.writeString(run.resolve("settings.json"), "{\"recipe\": 1}");
        says(check(run, 1), "settings.json", "damaged", "");
        Files.delete(run.resolve("settings.json"));
        Answer answer = check(run, 1);
        says(answer, "settings.json", "missing", "");
        says(answer, "images.json", "whole", "");
        says(answer, "models/plain-0000.params", "whole", "");
    }

    @Test
    public void noFolder() {
        Answer.of("check", path("nowhere")).refused("There is no folder");
    }
}
