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

import ai.djl.engine.Engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** The app's good ways: what it prints and what it leaves. */
public class AppTest extends InFolder {

    private List<JsonObject> train(String out, String... more) {
        List<String> args = Stream.of("train", "digits", "--json", "--out", path(out)).toList();
        Answer answer =
                Answer.of(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        return objects(answer.out());
    }

    private static List<JsonObject> objects(String lines) {
        return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void trainsBothModelsAndLeavesARunFolder(String engine) throws IOException {
        List<JsonObject> results = train("run", "--engine", engine, "--epochs", "10");

        Assert.assertEquals(results.size(), 2);
        for (JsonObject result : results) {
            double accuracy = result.get("testAccuracy").getAsDouble();
            Assert.assertTrue(accuracy > 0.75, result.toString());
            Assert.assertEquals(result.get("engine").getAsString(), engine);
        }
        Path run = folder().resolve("run");
        Assert.assertEquals(
                names(run),
                Set.of(
                        ".lock",
                        "checkpoints",
                        "curves.png",
                        "data.json",
                        "images.json",
                        "kernels.png",
                        "kernels.svg",
                        "metrics.csv",
                        "models",
                        "settings.json"));
        Assert.assertEquals(
                names(run.resolve("models")), Set.of("plain-0000.params", "hyper-0000.params"));
        Assert.assertEquals(Files.readAllLines(run.resolve("metrics.csv")).size(), 1 + 2 * 10);
        for (String picture : List.of("curves.png", "kernels.png")) {
            BufferedImage image = ImageIO.read(run.resolve(picture).toFile());
            Assert.assertTrue(image.getWidth() > 100 && image.getHeight() > 100, picture);
        }
        JsonObject settings =
                JsonParser.parseString(Files.readString(run.resolve("settings.json")))
                        .getAsJsonObject();
        Assert.assertEquals(settings.get("recipe").getAsString(), "digits");
        JsonObject hyper = settings.getAsJsonObject("models").getAsJsonObject("hyper");
        Assert.assertEquals(hyper.get("epochs").getAsInt(), 10);
        Assert.assertEquals(settings.get("djlVersion").getAsString(), "0.36.0");
    }

    private static Set<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theSameSeedGivesTheSameNumbers(String engine) throws IOException {
        String[] options = {"--engine", engine, "--epochs", "2", "--seed", "7"};
        train("first", options);
        train("second", options);
        Assert.assertEquals(
                Numbers.of(folder().resolve("first")), Numbers.of(folder().resolve("second")));

        train("other", "--engine", engine, "--epochs", "2", "--seed", "8");
        Assert.assertNotEquals(
                Numbers.of(folder().resolve("first")), Numbers.of(folder().resolve("other")));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aResumedRunEndsAsOneThatNeverStopped(String engine) throws IOException {
        train("whole", "--engine", engine, "--epochs", "3");
        // 38 steps an epoch: stop in the second epoch of the plain model
        Answer stopped =
                Answer.of(
                        "train",
                        "--engine",
                        engine,
                        "--epochs",
                        "3",
                        "--steps",
                        "50",
                        "--out",
                        path("parts"),
                        "--model",
                        "both");
        Assert.assertEquals(stopped.exitCode(), 0, stopped.err());
        Answer resumed = Answer.of("train", "--resume", path("parts"), "--steps", "1000");
        Assert.assertEquals(resumed.exitCode(), 0, resumed.err());
        List<Object> whole = Numbers.of(folder().resolve("whole"));
        List<Object> parts = Numbers.of(folder().resolve("parts"));
        // the stop at step 50 had an evaluation of its own
        Assert.assertEquals(parts.size(), whole.size() + 2);
        Assert.assertEquals(parts.get(parts.size() - 1), whole.get(whole.size() - 1));
    }

    @Test
    public void plotDrawsSeveralRunsAndRunsListsThem() throws IOException {
        train("a", "--epochs", "2", "--model", "plain");
        train("b", "--epochs", "2", "--model", "hyper", "--seed", "2");
        Answer plot = Answer.of("plot", path("a"), path("b"), "--out", path("both.png"));
        Assert.assertEquals(plot.exitCode(), 0, plot.err());
        BufferedImage image = ImageIO.read(folder().resolve("both.png").toFile());
        Assert.assertTrue(image.getWidth() > 1000);

        Answer runs = Answer.of("runs", folder().toString(), "--json");
        Assert.assertEquals(runs.exitCode(), 0, runs.err());
        List<JsonObject> lines = objects(runs.out());
        Assert.assertEquals(lines.size(), 2);
        Assert.assertEquals(lines.get(1).get("run").getAsString(), "b");
        Assert.assertEquals(lines.get(1).get("seed").getAsInt(), 2);
        Assert.assertTrue(lines.get(1).get("bestLoss").getAsDouble() < 2.5);
        Answer table = Answer.of("runs", folder().toString());
        Assert.assertTrue(table.out().contains("Best loss"), table.out());
    }

    @Test
    public void evalAgreesWithTrainOnEitherEngine() {
        List<JsonObject> trained = train("run", "--epochs", "3");
        for (Object[] engine : Engines.engines()) {
            Answer answer =
                    Answer.of("eval", path("run"), "--json", "--engine", (String) engine[0]);
            Assert.assertEquals(answer.exitCode(), 0, answer.err());
            List<JsonObject> evaluated = objects(answer.out());
            for (int i = 0; i < 2; ++i) {
                Assert.assertEquals(
                        evaluated.get(i).get("testLoss").getAsDouble(),
                        trained.get(i).get("testLoss").getAsDouble(),
                        1e-4);
            }
        }
    }

    @Test
    public void trainsOneModelWhereOneIsAsked() throws IOException {
        List<JsonObject> results = train("run", "--epochs", "1", "--model", "hyper");
        Assert.assertEquals(results.size(), 1);
        Assert.assertEquals(results.get(0).get("model").getAsString(), "hyper");
        Assert.assertEquals(names(folder().resolve("run/models")), Set.of("hyper-0000.params"));
    }

    @Test
    public void theTableNamesEachModelWithItsCounts() {
        Answer answer = Answer.of("train", "--epochs", "1", "--out", path("run"));
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        Assert.assertTrue(answer.out().contains("Test accuracy"), answer.out());
        Assert.assertTrue(
                answer.out().matches("(?s).*hyper .* 1,870 +2,304 .*Run folder: .*"), answer.out());
        Assert.assertTrue(answer.err().contains("left"), "progress: " + answer.err());
    }

    @Test
    public void countsParametersExactly() {
        Answer answer = Answer.of("params", "--json");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        JsonArray counts = JsonParser.parseString(answer.out()).getAsJsonArray();
        // mnist: convolutions 7*7*16 + 16 and 7*7*16*16 + 16, linear layer 784*10 + 10
        int others = 7 * 7 * 16 + 16 + 16 + 7850;
        Assert.assertEquals(count(counts, "mnist", "plain", "learned"), others + 12_544);
        Assert.assertEquals(count(counts, "mnist", "plain", "generated"), 0);
        Assert.assertEquals(count(counts, "mnist", "hyper", "learned"), others + 4240 + 4);
        Assert.assertEquals(count(counts, "mnist", "hyper", "generated"), 12_544);
    }

    private static int count(JsonArray counts, String recipe, String model, String kind) {
        for (var element : counts) {
            JsonObject count = element.getAsJsonObject();
            if (count.get("recipe").getAsString().equals(recipe)
                    && count.get("model").getAsString().equals(model)) {
                return count.get(kind).getAsInt();
            }
        }
        throw new AssertionError("no count of " + recipe + " " + model);
    }

    @Test
    public void reportsParametersBlockByBlock() {
        Answer answer = Answer.of("params", "mnist");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        Assert.assertTrue(answer.out().contains("12,544"), answer.out());
        Assert.assertTrue(answer.out().contains("4,240"), answer.out());
    }

    /** DJL's blocks ask for the default engine: were it another, both would be loaded. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theChosenEngineIsDjlsDefault(String engine) {
        train("short", "--engine", engine, "--epochs", "1", "--model", "plain");
        Assert.assertEquals(Engine.getInstance().getEngineName(), engine);
    }

    @Test
    public void helpExplainsEveryCommand() {
        for (String command :
                List.of(
                        "train",
                        "eval",
                        "predict",
                        "materialize",
                        "plot",
                        "runs",
                        "recipes",
                        "params",
                        "sample",
                        "benchmark")) {
            Answer answer = Answer.of(command, "--help");
            Assert.assertEquals(answer.exitCode(), 0);
            Assert.assertTrue(answer.out().contains("Usage: hypernet " + command), answer.out());
        }
    }
}
