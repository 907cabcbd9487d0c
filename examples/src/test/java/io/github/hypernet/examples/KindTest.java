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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A kind of experiments is one class and one line: {@link LineKind} is all there is of this one.
 */
public class KindTest {

    private static final String RECIPE =
            Path.of("src/test/resources/recipes/lines.json").toString();

    private TemporaryFolder temporary;
    private String run;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        run = temporary.getPath().resolve("run").toString();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private static JsonObject result(Answer answer) {
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        return JsonParser.parseString(answer.out()).getAsJsonObject();
    }

    @Test
    public void itTrainsResumesAndEvaluates() {
        String[] train = {"train", "--recipe", RECIPE, "--json", "--out", run, "--steps", "20"};
        double first = result(Answer.of(train)).get("testLoss").getAsDouble();
        Answer resumed = Answer.of("train", "--resume", run, "--json");
        double loss = result(resumed).get("testLoss").getAsDouble();
        Assert.assertTrue(loss < first / 2, first + " after 20 steps, " + loss + " at the end");
        Assert.assertEquals(result(resumed).get("recipe").getAsString(), "slopes");
        Assert.assertEquals(
                result(Answer.of("eval", run, "--json")).get("testLoss").getAsDouble(), loss, 1e-9);
        Assert.assertTrue(Files.exists(Path.of(run, "lines.txt")), "its picture");
        Assert.assertTrue(
                Answer.of("params", "--recipe", RECIPE).out().contains("2"), "slope and intercept");
    }

    @Test
    public void whatItCannotDoIsAnsweredInOneSentence() {
        Answer trained = Answer.of("train", "--recipe", RECIPE, "--out", run, "--epochs", "1");
        Assert.assertEquals(trained.exitCode(), 0, trained.err());
        refused(Answer.of("sample", run), "slopes, which makes no text and no drawings");
        refused(Answer.of("sample", run, "--prompt", "a"), "runs that make text");
        refused(Answer.of("predict", run, "a.png"), "slopes, which has no images");
        refused(Answer.of("materialize", run), "cannot be materialized");
        refused(Answer.of("benchmark", "--recipe", RECIPE), "no benchmark of the recipe slopes");
        refused(
                Answer.of("train", "--recipe", RECIPE, "--skip-unreadable"),
                "--skip-unreadable is for folders of images");
    }

    private static void refused(Answer answer, String part) {
        Assert.assertEquals(answer.exitCode(), 2, answer.err());
        Assert.assertTrue(answer.err().contains(part), answer.err());
        Assert.assertEquals(answer.err().strip().lines().count(), 1, answer.err());
    }
}
