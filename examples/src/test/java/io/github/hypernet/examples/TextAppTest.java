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

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** The app on text: training, sampling, pictures, and what it says to bad input. */
public class TextAppTest extends InFolder {

    private static final String TEXT = "the cat sat on the mat. ".repeat(200);
    private static final List<String> TINY =
            List.of(
                    "units=24",
                    "hyperUnits=8",
                    "embeddingSize=4",
                    "batchSize=8",
                    "length=20",
                    "learningRate=0.02",
                    "recurrentDropRate=0",
                    "evaluationSteps=40");

    private Path text;

    @BeforeMethod(alwaysRun = true)
    public void writeData() throws IOException {
        text = Files.writeString(folder().resolve("cats.txt"), TEXT);
    }

    private Answer train(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "text", "--data", text.toString()));
        TINY.forEach(change -> args.addAll(List.of("--set", change)));
        return Answer.of(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static List<JsonObject> objects(Answer answer) {
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        return answer.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** A second thread makes them slower. */
    @Test
    public void onlyNetsOfSmallOperationsGetOneThread() {
        for (String recipe : List.of("java-source", "strokes")) {
            settings(recipe).forEach(m -> Assert.assertTrue(m.suitsOneThread()));
        }
        for (String recipe : List.of("ptb-char", "mnist")) {
            settings(recipe).forEach(m -> Assert.assertFalse(m.suitsOneThread()));
        }
    }

    private static List<Hyperparameters> settings(String name) {
        Recipe recipe = Recipes.named(name);
        return recipe.models().values().stream()
                .<Hyperparameters>map(spec -> recipe.kind().families().read(spec))
                .toList();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aModelLearnsATextAndWritesIt(String engine) throws IOException {
        Answer trained =
                train(
                        "--engine",
                        engine,
                        "--model",
                        "layer-norm-hyper-lstm",
                        "--steps",
                        "160",
                        "--out",
                        path("run"),
                        "--json");
        double bits = objects(trained).get(0).get("testBitsPerCharacter").getAsDouble();
        Assert.assertTrue(bits < 0.5, "bits per character: " + bits);

        double evaluated =
                objects(Answer.of("eval", path("run"), "--json"))
                        .get(0)
                        .get("testBitsPerCharacter")
                        .getAsDouble();
        Assert.assertEquals(evaluated, bits, 1e-4);

        Answer sample =
                Answer.of(
                        "sample", path("run"),
                        "--prompt", "the cat sat ",
                        "--length", "10",
                        "--temperature", "0",
                        "--picture", path("sample.png"));
        Assert.assertEquals(sample.exitCode(), 0, sample.err());
        Assert.assertEquals(sample.out().strip(), "the cat sat on the mat");
        BufferedImage image = ImageIO.read(folder().resolve("sample.png").toFile());
        Assert.assertTrue(image.getWidth() > 200 && image.getHeight() > 50);
    }

    @Test
    public void allModelsTrainAndTheirCellsAreDrawn() throws IOException {
        Answer trained =
                train("--model", "all", "--steps", "40", "--out", path("run"), "--set", "layers=2");
        Assert.assertEquals(trained.exitCode(), 0, trained.err());
        for (String model : Recipes.named("text").models().keySet()) {
            Assert.assertTrue(trained.out().contains(model), trained.out());
        }
        BufferedImage cells = ImageIO.read(folder().resolve("run/cells.png").toFile());
        Assert.assertTrue(cells.getWidth() > 500);

        Answer page =
                Answer.of(
                        "sample", path("run"),
                        "--model", "hyper-lstm",
                        "--length", "30",
                        "--top-k", "5",
                        "--top-p", "0.9",
                        "--picture", path("sample.svg"));
        Assert.assertEquals(page.exitCode(), 0, page.err());
        String svg = Files.readString(folder().resolve("sample.svg"));
        Assert.assertEquals(svg.split("<title>input ", -1).length - 1, 31, "numbers to hover over");
        Answer again =
                Answer.of(
                        "sample", path("run"),
                        "--model", "hyper-lstm",
                        "--length", "30",
                        "--top-k", "5",
                        "--top-p", "0.9");
        Assert.assertEquals(again.out(), page.out());
    }

    @Test
    public void aResumedRunEndsAsOneThatNeverStopped() throws IOException {
        String[] options = {"--model", "hyper-lstm", "--set", "recurrentDropRate=0.1"};
        String[] whole = {"--steps", "80", "--out", path("whole")};
        String[] part = {"--steps", "30", "--out", path("part")};
        Assert.assertEquals(train(join(options, whole)).exitCode(), 0);
        Assert.assertEquals(train(join(options, part)).exitCode(), 0);
        Answer resumed = Answer.of("train", "--resume", path("part"), "--steps", "80");
        Assert.assertEquals(resumed.exitCode(), 0, resumed.err());
        List<Object> expected = Numbers.of(folder().resolve("whole"));
        List<Object> actual = Numbers.of(folder().resolve("part"));
        Assert.assertEquals(actual.get(actual.size() - 1), expected.get(expected.size() - 1));
    }

    @Test
    public void aTextOfOtherSymbolsIsRefusedWhereModelsAreTrained() throws IOException {
        train("--model", "lstm", "--steps", "1", "--out", path("run")).good();
        String vocabulary = Files.readString(folder().resolve("run/vocabulary.json"));
        Path other = folder().resolve("other.txt");
        Files.writeString(other, "vwxyz vwx vw. ".repeat(100));
        Answer.of("train", "--resume", path("run"), "--data", other.toString())
                .refused("7 characters", "were trained on", "11 characters");
        Answer.of("eval", path("run"), "--data", other.toString()).refused("were trained on");
        Assert.assertEquals(Files.readString(folder().resolve("run/vocabulary.json")), vocabulary);
    }

    private static String[] join(String[] first, String[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    @Test
    public void theRecipesHaveTheModelsOfThePaper() {
        // Tables 3 and 4, but for their rounding
        Map<String, Integer> penn = new LinkedHashMap<>();
        penn.put("lstm-1000", 4_254_050);
        penn.put("lstm-1250", 6_567_550);
        penn.put("lstm-1000x2", 12_258_050);
        penn.put("layer-norm-lstm", 4_264_050);
        penn.put("hyper-lstm", 4_911_874);
        penn.put("layer-norm-hyper-lstm", 4_923_154);
        penn.put("large-embedding", 5_085_682);
        penn.put("large-embedding-x2", 14_407_714);
        Map<String, Integer> wikipedia = new LinkedHashMap<>();
        wikipedia.put("lstm-1800", 14_812_405);
        wikipedia.put("lstm-2000", 18_058_205);
        wikipedia.put("layer-norm-lstm", 14_830_405);
        wikipedia.put("hyper-lstm", 18_708_213);
        wikipedia.put("layer-norm-hyper-lstm", 18_728_773);
        wikipedia.put("layer-norm-hyper-lstm-2048", 26_541_773);
        Answer answer = Answer.of("params", "--json");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        JsonArray counts = JsonParser.parseString(answer.out()).getAsJsonArray();
        Assert.assertEquals(learned(counts, "ptb-char"), penn);
        Assert.assertEquals(learned(counts, "enwik8"), wikipedia);
    }

    private static Map<String, Integer> learned(JsonArray counts, String recipe) {
        Map<String, Integer> learned = new LinkedHashMap<>();
        for (var element : counts) {
            JsonObject count = element.getAsJsonObject();
            if (count.get("recipe").getAsString().equals(recipe)) {
                learned.put(count.get("model").getAsString(), count.get("learned").getAsInt());
            }
        }
        return learned;
    }

    @Test
    public void whatIsNoTextToTrainOnIsRefused() throws IOException {
        text = Files.writeString(folder().resolve("empty.txt"), "");
        train("--out", path("run")).refused("empty.txt");
        text = Files.writeString(folder().resolve("same.txt"), "a".repeat(5000));
        train("--out", path("run")).refused("same.txt", "one");
        text = Files.writeString(folder().resolve("short.txt"), "a short text");
        train("--out", path("run")).refused("short.txt", "12", "40");
        text = Files.writeString(folder().resolve("batch.txt"), "too short for a batch ".repeat(5));
        train("--out", path("run"), "--set", "batchSize=200").refused("99", "200 rows");
        text =
                Files.write(
                        folder().resolve("picture.txt"), new byte[] {(byte) 0xff, 0, (byte) 0xd8});
        train("--out", path("run")).refused("picture.txt");
        text = folder().resolve("missing.txt");
        train("--out", path("run")).refused("missing.txt");
        Answer.of("train", "ptb-char", "--out", path("run")).refused("--data");
        Assert.assertFalse(Files.exists(folder().resolve("run")));
    }

    @Test
    public void wrongSettingsAreRefused() {
        train("--set", "unit=3").refused("unit", "units", "layers");
        train("--set", "units=many").refused("units", "many");
        train("--set", "units=0").refused("0");
        train("--model", "gru").refused("gru", "hyper-lstm");
    }

    @Test
    public void whatCannotBeSampledIsRefused() {
        Answer trained = train("--model", "lstm", "--steps", "1", "--out", path("run"));
        Assert.assertEquals(trained.exitCode(), 0, trained.err());
        Answer.of("sample", path("run"), "--prompt", "the dog").refused("'d'", "position 4");
        Answer.of("sample", path("run"), "--prompt", "").refused("--prompt");
        Answer.of("sample", path("run"), "--temperature", "-1").refused("temperature", "-1.0");
        Answer.of("sample", path("run"), "--model", "gru").refused("gru", "lstm");
        Answer.of("sample", path("run"), "--picture", "a.gif").refused("a.gif", ".png");
        Answer.of("sample", path("run"), "--picture", "a.html").refused("a.html", ".svg");
        Answer.of("sample", path("nowhere")).refused("nowhere");
        Answer digits = Answer.of("train", "digits", "--epochs", "1", "--out", path("digits"));
        Assert.assertEquals(digits.exitCode(), 0, digits.err());
        Answer.of("sample", path("digits")).refused("digits", "no text");
    }
}
