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

import org.testng.Assert;
import org.testng.annotations.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A kind of experiments is one class and one line: {@link LineKind} is all there is of this one.
 */
public class KindTest extends InFolder {

    private static final String RECIPE =
            Path.of("src/test/resources/recipes/lines.json").toString();

    private static JsonObject result(Answer answer) {
        return JsonParser.parseString(answer.good().out()).getAsJsonObject();
    }

    @Test
    public void itTrainsResumesAndEvaluates() {
        String[] train = {
            "train", "--recipe", RECIPE, "--json", "--out", path("run"), "--steps", "20"
        };
        double first = result(Answer.of(train)).get("testLoss").getAsDouble();
        Answer resumed = Answer.of("train", "--resume", path("run"), "--json", "--steps", "9999");
        double loss = result(resumed).get("testLoss").getAsDouble();
        Assert.assertTrue(loss < first / 2, first + " after 20 steps, " + loss + " at the end");
        Assert.assertEquals(result(resumed).get("recipe").getAsString(), "slopes");
        Assert.assertEquals(
                result(Answer.of("eval", path("run"), "--json")).get("testLoss").getAsDouble(),
                loss,
                1e-9);
        Assert.assertTrue(Files.exists(folder().resolve("run/lines.txt")), "its picture");
        Assert.assertTrue(
                Answer.of("params", "--recipe", RECIPE).out().contains("2"), "slope and intercept");
    }

    @Test
    public void whatItCannotDoIsAnsweredInOneSentence() {
        Answer.of("train", "--recipe", RECIPE, "--out", path("run"), "--epochs", "1").good();
        Answer.of("sample", path("run")).refused("slopes, which makes no text and no drawings");
        Answer.of("sample", path("run"), "--prompt", "a").refused("runs that make text");
        Answer.of("predict", path("run"), "a.png").refused("slopes, which has no images");
        Answer.of("materialize", path("run")).refused("cannot be materialized");
        Answer.of("benchmark", "--recipe", RECIPE).refused("no benchmark of the recipe slopes");
        Answer.of("train", "--recipe", RECIPE, "--skip-unreadable")
                .refused("--skip-unreadable is for folders of images");
    }

    @Test
    public void aModelIsBuiltOnceForATraining() {
        LineKind.OPENED.set(0);
        result(Answer.of("train", "--recipe", RECIPE, "--json", "--out", path("run")));
        Assert.assertEquals(LineKind.OPENED.get(), 1);
    }
}
