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
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/** The recipe sines, from training to its picture. */
public class SinesAppTest extends InFolder {

    private static final List<String> FEW =
            List.of("--set", "units=8", "--set", "hiddenSize=16", "--set", "batches=13");

    private static List<JsonObject> results(String... args) {
        return Answer.of(args)
                .good()
                .out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private List<JsonObject> train(String out, String engine, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "sines", "--json"));
        args.addAll(List.of("--out", path(out), "--engine", engine));
        args.addAll(FEW);
        args.addAll(List.of(more));
        return results(args.toArray(String[]::new));
    }

    private static double number(JsonObject result, String name) {
        return result.get(name).getAsDouble();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void sinesAreLearnedTestedAndDrawn(String engine) throws IOException {
        List<JsonObject> trained = train("run", engine, "--steps", "60");
        Assert.assertEquals(
                trained.stream().map(result -> result.get("model").getAsString()).toList(),
                List.of("hyper", "fine-tuned"));
        int weights = 2 * 8 + 9 * 8 + 9;
        Assert.assertEquals(trained.get(0).get("generated").getAsInt(), weights);
        Assert.assertEquals(trained.get(1).get("learned").getAsInt(), weights);
        for (JsonObject result : trained) {
            double error = number(result, "meanSquaredError"); // of zero it is 4.3
            Assert.assertTrue(error > 1 && error < 5, result.toString());
            Assert.assertTrue(number(result, "interval") > 0.1, result.toString());
            Assert.assertTrue(number(result, "interval") < 1, result.toString());
        }
        List<JsonObject> evaluated = results("eval", path("run"), "--json");
        for (int i = 0; i < trained.size(); ++i) {
            for (String name : List.of("meanSquaredError", "interval")) {
                Assert.assertEquals(evaluated.get(i).get(name), trained.get(i).get(name));
            }
        }
        Assert.assertTrue(ImageIO.read(folder().resolve("run/sines.png").toFile()) != null);
        String check = Answer.of("check", path("run")).good().out();
        Assert.assertTrue(check.contains("sines.png"), check);
        Assert.assertTrue(Answer.of("runs", path(".")).good().out().contains("sines"));
    }

    /** It stops within the second epoch, of 13 steps. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aResumedTrainingGivesTheNumbersOfOneThatNeverStopped(String engine) {
        List<JsonObject> whole = train("whole", engine, "--steps", "30");
        train("run", engine, "--steps", "20");
        List<JsonObject> resumed =
                results("train", "--resume", path("run"), "--json", "--steps", "30");
        for (int i = 0; i < whole.size(); ++i) {
            for (String name : whole.get(i).keySet()) {
                if (!List.of("run", "seconds").contains(name)) {
                    Assert.assertEquals(resumed.get(i).get(name), whole.get(i).get(name), name);
                }
            }
        }
    }

    @Test
    public void dataIsRefusedAndSettingsOutOfTheirRange() {
        Answer.of("train", "sines", "--data", path("."), "--out", path("run"))
                .refused("sines makes its tasks up and takes no --data");
        Answer.of("train", "sines", "--set", "shots=0", "--out", path("run"))
                .refused("shots must be", "got 0");
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }
}
