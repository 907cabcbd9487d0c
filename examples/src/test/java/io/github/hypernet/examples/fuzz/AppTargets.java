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
package io.github.hypernet.examples.fuzz;

import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.examples.Answer;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import org.testng.Assert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the app reads: recipes, run folders, and what a user types. */
final class AppTargets {

    private static final Mutator BYTES = new ByteMutator().repeated();
    private static final Mutator TEXT =
            Mutator.oneOf(BYTES, new TokenMutator(), new TokenMutator().repeated());
    private static final List<String> RUNS = List.of("digits", "cifar10-short", "text", "strokes");
    private static final String ARGUMENTS = "arguments.txt";

    private AppTargets() {}

    static List<Target> all() {
        return List.of(
                new Target(
                        "recipe",
                        Stream.of("digits", "cifar10-short", "ptb-char", "handwriting")
                                .map(name -> Seed.of("recipe.json", recipe(name)))
                                .toList(),
                        TEXT,
                        AppTargets::readRecipe),
                new Target(
                        "metrics.csv",
                        RUNS.stream()
                                .map(run -> SeedFiles.resource("golden/" + run + "/metrics.csv"))
                                .map(file -> Seed.of("metrics.csv", SeedFiles.read(file)))
                                .toList(),
                        TEXT,
                        AppTargets::readMetrics),
                run("settings.json", RUNS, TEXT, AppTargets::useRun),
                run("images.json", RUNS.subList(0, 2), TEXT, AppTargets::useRun),
                run("vocabulary.json", RUNS.subList(2, 3), TEXT, AppTargets::useRun),
                // of before there was a checksum: damaged values are not seen
                run("models/hyper-0000.params", RUNS.subList(0, 1), BYTES, AppTargets::answers),
                new Target(
                        "check of a run",
                        RUNS.stream()
                                .map(
                                        run ->
                                                Seed.of(
                                                        SeedFiles.in(
                                                                SeedFiles.resource(
                                                                        "golden/" + run))))
                                .toList(),
                        TEXT,
                        AppTargets::check),
                new Target(
                        "command line",
                        commandLines(),
                        new ArgumentMutator(),
                        AppTargets::command));
    }

    private static byte[] recipe(String name) {
        String json = Recipes.json(name);
        return SeedFiles.text(json.replace("\"name\": \"" + name + "\"", "\"name\": \"mine\""));
    }

    private static void readRecipe(Path folder) throws IOException {
        Recipe recipe = Recipes.read(folder.resolve("recipe.json"));
        Assert.assertFalse(recipe.models().isEmpty());
        Assert.assertFalse(recipe.modelsNamed(List.of()).isEmpty());
    }

    private static void readMetrics(Path folder) throws IOException {
        for (MetricsFile.Row row : MetricsFile.read(folder.resolve("metrics.csv"))) {
            Assert.assertFalse(row.model().isEmpty(), row + "");
            Assert.assertTrue(row.evaluation().step() >= 0, row + "");
        }
    }

    private static Target run(String mutated, List<String> runs, Mutator mutator, Reader reader) {
        return new Target(
                "a run's " + mutated,
                runs.stream()
                        .map(run -> Seed.of(SeedFiles.resource("golden/" + run), mutated))
                        .toList(),
                mutator,
                reader);
    }

    /** Uses a run whose parameters are sound, so that its answers have to be numbers. */
    private static void useRun(Path run) throws Refusal {
        String answer = answers(run);
        Assert.assertFalse(answer.contains(":NaN"), answer);
    }

    /** Classifies an image, writes some characters or draws, as the run's recipe does. */
    private static String answers(Path run) throws Refusal {
        if (Files.exists(run.resolve("images.json"))) {
            String image = SeedFiles.resource("golden/data/seven.png").toString();
            return require(Answer.of("predict", run.toString(), image, "--json", "--top", "10"));
        }
        return require(Answer.of("sample", run.toString(), "--length", "3"));
    }

    /** Whatever a run's folder holds, {@code check} answers, and changes nothing. */
    private static void check(Path run) throws Refusal {
        Map<String, byte[]> before = SeedFiles.in(run);
        Answer answer = Answer.of("check", run.toString());
        Map<String, byte[]> after = SeedFiles.in(run);
        Assert.assertEquals(after.keySet(), before.keySet());
        before.forEach((name, content) -> Assert.assertEquals(after.get(name), content, name));
        if (answer.exitCode() == 1) {
            requireClean(answer.out().replace("\n", ""));
            requireClean(answer.err().replace("\n", ""));
            throw new Refusal(answer.out());
        }
        require(answer);
    }

    private static void requireClean(String text) {
        boolean isClean = text.codePoints().noneMatch(Character::isISOControl);
        Assert.assertTrue(isClean, "control characters: " + text);
    }

    private static void command(Path folder) throws IOException, Refusal {
        List<String> arguments =
                List.of(Files.readString(folder.resolve(ARGUMENTS)).split("\n", -1));
        Path run = folder.resolve("digits");
        Answer answer = Answer.of(CommandLines.harmless(arguments, run, folder.resolve("out")));
        boolean isFound = answer.exitCode() == 1 && arguments.contains("check");
        if (!isFound) { // what check finds ends in 1, and is a table
            require(answer);
        }
    }

    /** Allows success, returning what was printed, and refusals in one sentence. */
    private static String require(Answer answer) throws Refusal {
        String errors = answer.err();
        Assert.assertFalse(errors.contains("\tat "), "a stack trace: " + errors);
        if (answer.exitCode() == 0) {
            return answer.out();
        }
        Assert.assertEquals(answer.exitCode(), 2, errors);
        String sentence = errors.strip();
        Assert.assertTrue(sentence.startsWith("hypernet: "), "no sentence: " + sentence);
        boolean isOneLine = sentence.codePoints().noneMatch(Character::isISOControl);
        Assert.assertTrue(isOneLine, "not one line: " + sentence);
        Assert.assertFalse(sentence.endsWith(" null"), sentence);
        throw new Refusal(sentence);
    }

    private static List<Seed> commandLines() {
        String image = SeedFiles.resource("golden/data/seven.png").toString();
        return Stream.of(
                        "train\ndigits\n--epochs\n1\n--steps\n2\n--model\nplain\n--out\nOUT",
                        "eval\nRUN\n--json",
                        "check\nRUN",
                        "predict\nRUN\n" + image + "\n--top\n3",
                        "materialize\nRUN\n--out\nOUT",
                        "plot\nRUN\n--out\nOUT/plot.png",
                        "runs\n.",
                        "recipes\nshow\ndigits",
                        "params\ndigits\n--json")
                .map(SeedFiles::text)
                .map(AppTargets::commandLine)
                .toList();
    }

    private static Seed commandLine(byte[] arguments) {
        Path run = SeedFiles.resource("golden/digits");
        Map<String, byte[]> files = new HashMap<>();
        SeedFiles.in(run).forEach((name, content) -> files.put("digits/" + name, content));
        files.put(ARGUMENTS, arguments);
        return new Seed(files, List.of(ARGUMENTS));
    }
}
