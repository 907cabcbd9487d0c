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

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/** Classifiers of classes that no training has seen. */
public class FewShotAppTest extends InFolder {

    private static final String[] SMALL = {
        "--json", "--set", "batches=2", "--set", "episodes=2", "--set", "queries=2", "--epochs", "2"
    };

    private String[] train(String recipe, String out, String... more) {
        List<String> args = new ArrayList<>(List.of("train", recipe, "--out", path(out)));
        args.addAll(List.of(SMALL));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static List<JsonObject> results(Answer answer) {
        return answer.good()
                .out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void digitsNeverSeenAreClassified(String engine) throws IOException {
        Answer answer = Answer.of(train("few-digits", "run", "--engine", engine));
        List<JsonObject> trained = results(answer);
        Assert.assertEquals(
                trained.stream().map(result -> result.get("model").getAsString()).toList(),
                List.of("hyper-classifier", "prototypes"));
        for (JsonObject result : trained) {
            Assert.assertTrue(result.get("accuracy").getAsDouble() > 0.5, result.toString());
            double interval = result.get("interval").getAsDouble();
            Assert.assertTrue(interval > 0 && interval < 0.03, result.toString());
        }
        Assert.assertTrue(
                answer.err().contains("On the same 600 test episodes hyper-classifier is"),
                answer.err());
        Assert.assertNotNull(ImageIO.read(folder().resolve("run/episode.png").toFile()));
        List<JsonObject> evaluated = results(Answer.of("eval", path("run"), "--json"));
        for (int i = 0; i < trained.size(); ++i) {
            Assert.assertEquals(evaluated.get(i).get("accuracy"), trained.get(i).get("accuracy"));
        }
        Answer.of("check", path("run")).good();
        Assert.assertTrue(
                Answer.of("params", "few-digits").good().out().contains("Generator"), "params");
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aResumedTrainingGivesTheNumbersOfAWholeOne(String engine) throws IOException {
        String[] hyper = {"--engine", engine, "--model", "hyper-classifier"};
        JsonObject whole = results(Answer.of(train("few-digits", "whole", hyper))).get(0);
        String[] begun = train("few-digits", "run", hyper);
        List<String> short1 = new ArrayList<>(List.of(begun));
        short1.addAll(List.of("--steps", "3"));
        results(Answer.of(short1.toArray(String[]::new)));
        JsonObject resumed =
                results(Answer.of("train", "--resume", path("run"), "--json", "--steps", "99"))
                        .get(0);
        for (String name : List.of("accuracy", "interval", "steps", "epochs")) {
            Assert.assertEquals(resumed.get(name), whole.get(name), name);
        }
    }

    @Test
    public void charactersOfOtherAlphabetsAreClassified() throws IOException {
        Path data = folder().resolve("data");
        for (String alphabet : List.of("Balinese", "Early_Aramaic", "Greek", "Korean", "Tagalog")) {
            for (int character = 1; character <= 2; ++character) {
                Path of = data.resolve(alphabet).resolve("character0" + character);
                Files.createDirectories(of);
                for (int drawing = 1; drawing <= 3; ++drawing) {
                    draw(of.resolve("000" + character + "_0" + drawing + ".png"), 9 * character);
                }
            }
        }
        String[] more = {"--data", data.toString(), "--set", "ways=2", "--model", "prototypes"};
        JsonObject result = results(Answer.of(train("omniglot", "run", more))).get(0);
        Assert.assertEquals(result.get("learned").getAsInt(), 28320);
        Assert.assertTrue(result.get("accuracy").getAsDouble() > 0.5, result.toString());
        // other images than the run's
        draw(data.resolve("Korean/character01/0001_01.png"), 70);
        Answer.of("eval", path("run")).refused("1 file is changed", "Korean/character01");
        Files.move(data.resolve("Tagalog"), data.resolve("Latin"));
        Answer.of(train("omniglot", "other", more)).refused("no alphabet Tagalog", "Greek");
    }

    /** Draws a black line on white. */
    private static void draw(Path file, int width) throws IOException {
        BufferedImage image = new BufferedImage(105, 105, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < 105; ++y) {
            for (int x = 0; x < 105; ++x) {
                image.setRGB(x, y, x > 10 && x < 10 + width && y > 10 ? 0 : 0xffffff);
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    public void whatDoesNotFitIsRefused() {
        Answer.of(train("omniglot", "run"))
                .refused("--data FOLDER", "images_background_small1.zip");
        Answer.of(train("omniglot", "run", "--data", path("none"))).refused(path("none"));
        Answer.of(train("few-digits", "run", "--data", path("none"))).refused("built in");
        Answer.of(train("few-digits", "run", "--set", "stages=4")).refused("8 x 8", "got 4");
        Answer.of(train("few-digits", "run", "--set", "ways=4")).refused("4");
        Answer.of(train("few-digits", "run", "--set", "shots=900")).refused("class", "900");
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }
}
