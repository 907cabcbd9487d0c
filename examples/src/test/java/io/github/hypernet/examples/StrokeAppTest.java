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
import io.github.hypernet.examples.kind.Recipes;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.QuickDrawFile;
import io.github.hypernet.text.handwriting.SvgFile;
import io.github.hypernet.text.handwriting.SyntheticLetters;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** The app on pen strokes: training, drawing, and what it says to bad input. */
public class StrokeAppTest extends InFolder {

    private static final List<String> TINY =
            List.of(
                    "units=24",
                    "embeddingSize=4",
                    "mixtures=3",
                    "batchSize=8",
                    "learningRate=0.02",
                    "evaluationSteps=20");

    private Path letters;

    @BeforeMethod(alwaysRun = true)
    public void writeData() throws IOException {
        letters = folder().resolve("letters.ndjson");
        try (OutputStream out = Files.newOutputStream(letters)) {
            QuickDrawFile.write(out, "letter", SyntheticLetters.make(1).test().subList(0, 104));
        }
    }

    private Answer train(String... more) {
        List<String> args =
                new ArrayList<>(List.of("train", "strokes", "--data", letters.toString()));
        TINY.forEach(change -> args.addAll(List.of("--set", change)));
        return Answer.of(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static double logLoss(Answer answer) {
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        return JsonParser.parseString(answer.out())
                .getAsJsonObject()
                .get("testLogLoss")
                .getAsDouble();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aModelLearnsStrokesAndDraws(String engine) throws IOException {
        String[] options = {"--engine", engine, "--model", "layer-norm-hyper-lstm", "--json"};
        double begun = logLoss(train(join(options, "--steps", "1", "--out", path("begun"))));
        Answer trained = train(join(options, "--steps", "60", "--out", path("run")));
        double logLoss = logLoss(trained);
        Assert.assertTrue(logLoss < begun - 5, "nats a drawing: " + logLoss + ", " + begun);
        Assert.assertTrue(trained.err().contains("letters: 94 + 5 + 5 drawings"), trained.err());
        Assert.assertEquals(logLoss(Answer.of("eval", path("run"), "--json")), logLoss, 1e-3);
        BufferedImage grid = ImageIO.read(folder().resolve("run/samples.png").toFile());
        Assert.assertTrue(grid.getWidth() > 500 && grid.getHeight() > 200);

        Answer sample =
                Answer.of("sample", path("run"), "--count", "3", "--length", "9", "--bias", "0.5");
        Assert.assertEquals(sample.exitCode(), 0, sample.err());
        Path samples = folder().resolve("run/samples");
        List<Drawing> drawn = QuickDrawFile.read(samples.resolve("samples.ndjson"));
        Assert.assertEquals(drawn.stream().map(Drawing::size).toList(), List.of(10, 10, 10));
        Assert.assertEquals(SvgFile.read(samples.resolve("samples.svg")).size(), 3);
        for (String name : List.of("drawing.svg", "animation.svg")) {
            Drawing first = SvgFile.read(samples.resolve(name)).get(0);
            Assert.assertEquals(first.strokes().size(), drawn.get(0).strokes().size());
        }
        Assert.assertTrue(Files.readString(samples.resolve("gates.svg")).contains(">forget<"));
        for (String picture : List.of("samples.png", "gates.png")) {
            Assert.assertTrue(ImageIO.read(samples.resolve(picture).toFile()).getWidth() > 300);
        }
    }

    private static String[] join(String[] first, String... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    @Test
    public void allModelsTrainAndGoOnWithABegunDrawing() throws IOException {
        Answer trained = train("--model", "all", "--steps", "10", "--out", path("run"));
        Assert.assertEquals(trained.exitCode(), 0, trained.err());
        for (String model : Recipes.named("strokes").models().keySet()) {
            Assert.assertTrue(trained.out().contains(model), trained.out());
        }
        Drawing begin = QuickDrawFile.read(letters).get(0);
        String[] sample = {
            "sample", path("run"), "--model", "lstm", "--prime", letters.toString(), "--count", "2"
        };
        for (String out : List.of("first", "again")) {
            Answer drawn = Answer.of(join(sample, "--out", path(out), "--length", "5"));
            Assert.assertEquals(drawn.exitCode(), 0, drawn.err());
            Assert.assertTrue(drawn.out().contains(path(out)), drawn.out());
        }
        List<Drawing> drawings = QuickDrawFile.read(folder().resolve("first/samples.ndjson"));
        Assert.assertEquals(drawings.get(0).size(), begin.size() + 5);
        Assert.assertNotEquals(drawings.get(0), drawings.get(1));
        for (int i = 0; i < begin.size(); ++i) {
            Assert.assertEquals(drawings.get(1).get(i).dx(), begin.get(i).dx(), 1e-3);
        }
        Assert.assertEquals(
                QuickDrawFile.read(folder().resolve("again/samples.ndjson")),
                drawings,
                "same seed");
        // nothing scales the weights of an LSTM
        Assert.assertFalse(Files.exists(folder().resolve("first/gates.svg")));
    }

    @Test
    public void aResumedRunEndsAsOneThatNeverStopped() throws IOException {
        String[] options = {"--model", "hyper-lstm", "--out"};
        Assert.assertEquals(train(join(options, path("whole"), "--steps", "40")).exitCode(), 0);
        Assert.assertEquals(train(join(options, path("part"), "--steps", "15")).exitCode(), 0);
        Answer resumed = Answer.of("train", "--resume", path("part"), "--steps", "40");
        Assert.assertEquals(resumed.exitCode(), 0, resumed.err());
        List<Object> expected = Numbers.of(folder().resolve("whole"));
        List<Object> actual = Numbers.of(folder().resolve("part"));
        Assert.assertEquals(actual.get(actual.size() - 1), expected.get(expected.size() - 1));
    }

    @Test
    public void theRecipeHasTheModelsOfThePaper() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        expected.put("lstm", 3_363_421);
        expected.put("layer-norm-lstm", 3_372_421);
        expected.put("hyper-lstm", 3_941_181);
        expected.put("layer-norm-hyper-lstm", 3_951_461);
        Answer answer = Answer.of("params", "handwriting", "--json");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        JsonArray counts = JsonParser.parseString(answer.out()).getAsJsonArray();
        Map<String, Integer> learned = new LinkedHashMap<>();
        for (var element : counts) {
            JsonObject count = element.getAsJsonObject();
            learned.put(count.get("model").getAsString(), count.get("learned").getAsInt());
        }
        Assert.assertEquals(learned, expected);
    }

    @Test
    public void whatIsNoDrawingToTrainOnIsRefused() throws IOException {
        train("--out", path("run"), "--set", "batchSize=0").refused("batchSize", "got 0");
        train("--out", path("run"), "--set", "scaling=1").refused("scaling", "got 1");
        train("--out", path("run"), "--set", "mixtures=0").refused("mixtures", "0");
        letters = Files.writeString(folder().resolve("words.txt"), "no strokes");
        train("--out", path("run")).refused("words.txt", ".npz, .ndjson");
        letters = Files.writeString(folder().resolve("bad.ndjson"), "{\"drawing\":[[[1],[]]]}");
        train("--out", path("run")).refused("bad.ndjson, line 1");
        letters = Files.writeString(folder().resolve("cut.npz"), "PK");
        train("--out", path("run")).refused("cut.npz is damaged");
        String dots = "{\"drawing\":[[[1],[1]]]}\n";
        letters = Files.writeString(folder().resolve("dots.ndjson"), dots.repeat(9));
        train("--out", path("run")).refused("nothing to learn");
        letters = folder().resolve("missing.svg");
        train("--out", path("run")).refused("missing.svg");
        Answer.of("train", "handwriting", "--out", path("run")).refused("IAM-OnDB", "--data");
        Answer.of("train", "handwriting", "--data", folder().toString())
                .refused(folder().toString(), "lineStrokes");
        Answer.of("benchmark", "strokes").refused("strokes");
        Assert.assertFalse(Files.exists(folder().resolve("run")));
    }

    @Test
    public void whatCannotBeDrawnIsRefused() throws IOException {
        Answer trained = train("--model", "lstm", "--steps", "1", "--out", path("run"));
        Assert.assertEquals(trained.exitCode(), 0, trained.err());
        String run = path("run");
        Answer.of("sample", run, "--count", "0").refused("--count", "0");
        Answer.of("sample", run, "--bias", "-1").refused("bias", "-1.0");
        Answer.of("sample", run, "--temperature", "-1").refused("temperature", "-1.0");
        Answer.of("sample", run, "--length", "0").refused("length", "0");
        Answer.of("sample", run, "--prime", path("none.svg")).refused("none.svg");
        Answer.of("sample", run, "--prompt", "a").refused("text", "strokes");
        Answer.of("sample", run, "--out", letters.toString()).refused(letters.toString());
        Assert.assertFalse(Files.exists(folder().resolve("run/samples")));
    }
}
