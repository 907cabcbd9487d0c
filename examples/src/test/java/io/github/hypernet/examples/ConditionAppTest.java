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

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoopTranslator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/** Nets for each angle and for each image, and what the user names as a condition. */
public class ConditionAppTest extends InFolder {

    private static final String[] SMALL_ROTATED = {"--set", "units=16", "--set", "chunkSize=1024"};
    private static final String[] SMALL_FUNCTIONS = {
        "--set", "units=8", "--set", "chunkSize=64", "--set", "pixels=16"
    };

    private static List<JsonObject> results(String... args) {
        return Answer.of(args)
                .good()
                .out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private String[] train(String recipe, String out, String[] settings, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of("train", recipe, "--data", "digits", "--json", "--out", path(out)));
        args.addAll(List.of(settings));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static double number(JsonObject result, String name) {
        return result.get(name).getAsDouble();
    }

    /** Draws a one: a light line on black. */
    private String image(String name) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 1; y < 7; ++y) {
            image.setRGB(4, y, 0xffffff);
        }
        File file = folder().resolve(name).toFile();
        ImageIO.write(image, "png", file);
        return file.toString();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anglesAreLearnedAndTested(String engine) throws IOException {
        String[] more = {
            "--engine", engine, "--steps", "100", "--seed", "2", "--set", "uprightSteps=80"
        };
        List<JsonObject> trained = results(train("rotated-mnist", "run", SMALL_ROTATED, more));
        Assert.assertEquals(
                trained.stream().map(result -> result.get("model").getAsString()).toList(),
                List.of("hyper", "raw-angle-no-base", "frozen-low-rank"));
        int weights = 65 * 16 + 17 * 10;
        Assert.assertEquals(trained.get(0).get("generated").getAsInt(), weights);
        Assert.assertEquals(trained.get(2).get("generated").getAsInt(), weights - 26);
        for (JsonObject result : trained) {
            Assert.assertEquals(result.get("data").getAsString(), "digits");
            Assert.assertTrue(number(result, "accuracy") > 0.2, result.toString());
            boolean frozen = result == trained.get(2);
            Assert.assertEquals(result.has("untrainedAccuracy"), frozen, result.toString());
        }
        List<JsonObject> evaluated = results("eval", path("run"), "--json");
        for (int i = 0; i < trained.size(); ++i) {
            Assert.assertEquals(evaluated.get(i).get("accuracy"), trained.get(i).get("accuracy"));
        }
        String table = Answer.of("eval", path("run")).good().out();
        Assert.assertEquals(table.lines().count(), 4, table);
        Assert.assertTrue(table.contains("Untrained accuracy"), table); // of one model only
        Path angles = folder().resolve("run/frozen-low-rank.angles.csv");
        Assert.assertEquals(Files.readAllLines(angles).size(), 1 + 8 + 8);
        String check = Answer.of("check", path("run")).good().out();
        Assert.assertTrue(check.contains("16 angles"), check);
        Assert.assertTrue(check.contains("angles.png"), check);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void functionsAreLearnedAndTested(String engine) throws IOException {
        String[] more = {"--engine", engine, "--steps", "60", "--set", "evaluationSteps=60"};
        List<JsonObject> trained = results(train("functions-mnist", "run", SMALL_FUNCTIONS, more));
        Assert.assertEquals(trained.size(), 2);
        JsonObject hyper = trained.get(0);
        Assert.assertEquals(hyper.get("generated").getAsInt(), 3 * 8 + 9 * 8 + 9);
        Assert.assertTrue(number(hyper, "psnr") > 8, hyper.toString());
        JsonObject evaluated = results("eval", path("run"), "--json").get(0);
        Assert.assertEquals(evaluated.get("psnr"), hyper.get("psnr"));
        String check = Answer.of("check", path("run")).good().out();
        Assert.assertTrue(check.contains("reconstructions.svg"), check);
    }

    @DataProvider
    public static Object[][] resumed() {
        return new Object[][] {
            {"PyTorch", "rotated-mnist", "frozen-low-rank", SMALL_ROTATED},
            {"MXNet", "rotated-mnist", "frozen-low-rank", SMALL_ROTATED},
            {"PyTorch", "functions-mnist", "hyper", SMALL_FUNCTIONS},
            {"MXNet", "functions-mnist", "hyper", SMALL_FUNCTIONS},
        };
    }

    @Test(dataProvider = "resumed")
    public void aResumedTrainingGivesTheNumbersOfOneThatNeverStopped(
            String engine, String recipe, String model, String[] settings) {
        String[] more = {
            "--engine",
            engine,
            "--model",
            model,
            "--steps",
            "30",
            "--set",
            "evaluationSteps=13" // also where it stops
        };
        JsonObject whole = results(train(recipe, "whole", settings, more)).get(0);
        more[5] = "13"; // within the second epoch of a dataset of batches of 128
        results(train(recipe, "run", settings, more));
        JsonObject resumed =
                results("train", "--resume", path("run"), "--json", "--steps", "30").get(0);
        for (String name : whole.keySet()) {
            if (!List.of("run", "seconds").contains(name)) {
                Assert.assertEquals(resumed.get(name), whole.get(name), name);
            }
        }
    }

    @Test
    public void aNetForAnAngleClassifiesAndIsWritten() throws Exception {
        String[] more = {"--model", "hyper", "--steps", "100"};
        results(train("rotated-mnist", "run", SMALL_ROTATED, more));
        String image = image("one.png");
        JsonObject upright =
                results("predict", path("run"), image, "--condition", "0", "--json").get(0);
        JsonArray classes = upright.getAsJsonArray("classes");
        Assert.assertEquals(classes.size(), 5);
        JsonObject turned =
                results("predict", path("run"), image, "--condition", "90", "--json").get(0);
        Assert.assertNotEquals(turned.get("classes"), upright.get("classes"));
        Answer.of("materialize", path("run"), "--condition", "90").good();
        float[] scores = plainScores(path("run/materialized/90"));
        int best = 0;
        for (int i = 1; i < scores.length; ++i) {
            best = scores[i] > scores[best] ? i : best;
        }
        JsonObject first = turned.getAsJsonArray("classes").get(0).getAsJsonObject();
        Assert.assertEquals(first.get("class").getAsInt(), best);
    }

    /** Loads the plain net by DJL alone, and gives it the image of a one. */
    private static float[] plainScores(String folder) throws Exception {
        Block network =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(16).build())
                        .add(Activation::relu)
                        .add(Linear.builder().setUnits(10).build());
        float[] pixels = new float[64];
        for (int y = 1; y < 7; ++y) {
            pixels[8 * y + 4] = 1;
        }
        try (Model model = Model.newInstance("hyper", "PyTorch")) {
            model.setBlock(network);
            model.load(Path.of(folder));
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                    NDManager manager = model.getNDManager().newSubManager()) {
                NDList input = new NDList(manager.create(pixels, new Shape(1, 64)));
                return predictor.predict(input).head().toFloatArray();
            }
        }
    }

    @Test
    public void aTaskIsToldByItsNumber() throws IOException {
        String[] few = {"--set", "steps=2", "--set", "units=8"};
        results(train("split-mnist", "run", few, "--model", "hyper,fine-tuned"));
        String image = image("one.png");
        for (JsonObject answer :
                results("predict", path("run"), image, "--condition", "4", "--json")) {
            List<String> names = new ArrayList<>();
            answer.getAsJsonArray("classes")
                    .forEach(item -> names.add(item.getAsJsonObject().get("class").getAsString()));
            Assert.assertTrue(names.containsAll(List.of("8", "9")), names.toString());
            Assert.assertEquals(names.size(), 2);
        }
        for (String bad : new String[] {"5", "-1", "1.5", "two"}) {
            Answer.of("predict", path("run"), image, "--condition=" + bad)
                    .refused("a task's number, from 0 to 4", '"' + bad + '"');
        }
        for (String task : new String[] {"1", "3"}) {
            Answer.of("materialize", path("run"), "--condition", task).good();
            Path file = folder().resolve("run/materialized/" + task + "/hyper-0000.params");
            Assert.assertTrue(Files.exists(file), file.toString());
        }
        Answer.of("check", path("run")).good();
        results(train("permuted-mnist", "permuted", few, "--model", "hyper", "--set", "tasks=2"));
        Assert.assertEquals(
                results("predict", path("permuted"), image, "--condition", "1", "--json").size(),
                1);
    }

    @Test
    public void anImageIsTheConditionOfAFunction() throws IOException {
        String[] more = {"--model", "hyper", "--steps", "2"};
        results(train("functions-mnist", "run", SMALL_FUNCTIONS, more));
        String image = image("one.png");
        Answer.of("materialize", path("run"), "--condition", image).good();
        Path file = folder().resolve("run/materialized/one.png/hyper-0000.params");
        Assert.assertTrue(Files.exists(file));
        Answer.of("materialize", path("run"), "--condition", path("two.png")).refused("two.png");
        Answer.of("materialize", path("run")).refused("--condition", "an image file");
        Answer.of("predict", path("run"), image, "--condition", image)
                .refused("tells no classes", "materialize");
    }

    @Test
    public void aConditionThatIsNoneOrMissingIsRefused() throws IOException {
        String[] more = {"--model", "hyper", "--steps", "2"};
        results(train("rotated-mnist", "run", SMALL_ROTATED, more));
        String image = image("one.png");
        for (String bad : new String[] {"left", "NaN", "1e999", ""}) {
            for (String[] command :
                    new String[][] {
                        {"predict", path("run"), image}, {"materialize", path("run")}
                    }) {
                String[] args = new String[command.length + 1];
                System.arraycopy(command, 0, args, 0, command.length);
                args[command.length] = "--condition=" + bad;
                Answer.of(args).refused("an angle in degrees, such as 30", '"' + bad + '"');
            }
        }
        Answer.of("predict", path("run"), image).refused("hyper", "--condition", "in degrees");
        Answer.of("materialize", path("run")).refused("hyper", "--condition", "in degrees");
        Assert.assertFalse(Files.exists(folder().resolve("run/materialized")));
        Answer.of("train", "digits", "--steps", "1", "--out", path("digits")).good();
        Answer.of("predict", path("digits"), image, "--condition", "1")
                .refused("takes no --condition");
        Answer.of("materialize", path("digits"), "--condition", "1")
                .refused("takes no --condition");
    }

    @Test
    public void settingsThatDoNotGoTogetherAreRefused() {
        Answer.of(train("rotated-mnist", "run", SMALL_ROTATED, "--set", "uprightSteps=0"))
                .refused("uprightSteps must be at least 1", "frozen");
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }
}
