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
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recipes are files: those that are built in, and the user's own. */
public class RecipeTest extends InFolder {

    private static final Path RESOURCES = Path.of("src/test/resources/recipes");
    private static final Path TINY = RESOURCES.resolve("tiny-digits.json");

    private static Answer run(String... args) {
        return Answer.of(args).good();
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /** The file holds all that the recipes were when they were code, in their order. */
    @Test
    public void theBuiltInRecipesAreWhatTheyWereBeforeTheyWereFiles() throws IOException {
        String dump = Files.readString(RESOURCES.resolve("before-files.json"));
        JsonArray expected = JsonParser.parseString(dump).getAsJsonArray();
        List<Recipe> recipes = Recipes.all(); // those that came later stand behind them
        for (int i = 0; i < expected.size(); ++i) {
            Assert.assertEquals(dump(recipes.get(i)).toString(), expected.get(i).toString());
        }
    }

    private static JsonObject dump(Recipe recipe) {
        JsonObject dump = new JsonObject();
        dump.addProperty("name", recipe.name());
        dump.addProperty("description", recipe.description());
        dump.addProperty("needsData", recipe.kind().needsData(recipe));
        JsonArray names = new JsonArray();
        recipe.defaultModels().forEach(names::add);
        dump.add("defaultModels", names);
        JsonObject models = new JsonObject();
        recipe.models()
                .forEach(
                        (name, spec) -> {
                            JsonObject model = new JsonObject();
                            model.addProperty(
                                    "suitsOneThread",
                                    recipe.kind().families().read(spec).suitsOneThread());
                            model.add("settings", spec.settings());
                            models.add(name, model);
                        });
        dump.add("models", models);
        return dump;
    }

    @Test
    public void aRecipeOfAKnownKindIsOneFileAndNoJava() throws IOException {
        Path file = Files.copy(TINY, folder().resolve("mine.json"));
        String[] train = {"train", "--recipe", file.toString(), "--out", path("run"), "--json"};
        run(Stream.concat(Stream.of(train), Stream.of("--steps", "20")).toArray(String[]::new));
        Files.delete(file);
        JsonObject resumed =
                JsonParser.parseString(
                                run("train", "--resume", path("run"), "--json", "--steps", "9999")
                                        .out())
                        .getAsJsonObject();
        Assert.assertEquals(resumed.get("recipe").getAsString(), "tiny-digits");
        Assert.assertEquals(resumed.get("model").getAsString(), "small");
        Assert.assertEquals(resumed.get("epochs").getAsInt(), 3);
        JsonObject evaluated =
                JsonParser.parseString(run("eval", path("run"), "--json").out()).getAsJsonObject();
        Assert.assertEquals(evaluated.get("testLoss"), resumed.get("testLoss"));
        run("materialize", path("run"));
        Assert.assertTrue(run("runs", folder().toString()).out().contains("tiny-digits"));
        JsonObject settings = json(folder().resolve("run/settings.json"));
        Assert.assertEquals(settings.getAsJsonObject("definition"), json(TINY));
        Answer again = Answer.of("train", "--resume", path("run"), "--recipe", TINY.toString());
        Assert.assertTrue(again.err().contains("--recipe does not fit --resume"), again.err());
    }

    /** The recipe chooses by accuracy, which is not best where the loss is lowest. */
    @Test
    public void runsShowsTheEvaluationThatChoseTheModel() throws IOException {
        run("train", "--recipe", TINY.toString(), "--epochs", "12", "--out", path("run"));
        List<MetricsFile.Row> rows = MetricsFile.read(folder().resolve("run/metrics.csv"));
        double best =
                rows.stream()
                        .mapToDouble(row -> row.evaluation().metrics().get("Accuracy"))
                        .max()
                        .orElseThrow();
        JsonObject line =
                JsonParser.parseString(run("runs", folder().toString(), "--json").out())
                        .getAsJsonObject();
        Assert.assertEquals(
                line.getAsJsonObject("bestMetrics").get("Accuracy").getAsDouble(), best);
    }

    @Test
    public void aShownRecipeIsAcceptedUnderAnotherName() throws IOException {
        for (Recipe recipe : Recipes.all()) {
            String shown = run("recipes", "show", recipe.name()).out();
            Path file = folder().resolve("shown.json");
            String name = "\"name\": \"" + recipe.name() + "\"";
            Files.writeString(file, shown.replace(name, "\"name\": \"mine\""));
            Recipe mine = Recipes.read(file);
            Assert.assertEquals(mine.models(), recipe.models());
            Files.writeString(file, shown);
            Assert.expectThrows(IOException.class, () -> Recipes.read(file));
        }
        Answer unknown = Answer.of("recipes", "show", "imagenet");
        Assert.assertEquals(unknown.exitCode(), 2);
        Assert.assertTrue(unknown.err().contains("imagenet"), unknown.err());
    }

    @Test
    public void theListNamesThemInOrder() {
        List<String> lines = run("recipes").out().lines().skip(1).toList();
        List<String> names = Recipes.all().stream().map(Recipe::name).toList();
        Assert.assertEquals(lines.stream().map(line -> line.split(" ")[0]).toList(), names);
    }

    @Test
    public void parametersOfAFileAreCounted() {
        String out = run("params", "--recipe", TINY.toString(), "--json").out();
        JsonArray counts = JsonParser.parseString(out).getAsJsonArray();
        Assert.assertEquals(counts.size(), 2);
        JsonElement recipe = counts.get(0).getAsJsonObject().get("recipe");
        Assert.assertEquals(recipe.getAsString(), "tiny-digits");
    }

    /** settings.json as it was when recipes were no files, and when nets had no basic size. */
    @Test
    public void anOlderRunIsOneOfTheBuiltInRecipe() throws IOException {
        run("train", "digits", "--epochs", "1", "--out", path("run"));
        Path file = folder().resolve("run/settings.json");
        JsonObject settings = json(file);
        settings.remove("definition");
        Files.writeString(file, settings.toString());
        run("eval", path("run"));
        run("train", "--resume", path("run"), "--epochs", "2");
        Assert.assertEquals(MetricsFile.read(folder().resolve("run/metrics.csv")).size(), 4);

        Recipe recipe = Recipes.named("cifar10");
        JsonObject old = recipe.models().get("wrn-40-1").settings().deepCopy();
        Assert.assertEquals(old.remove("basicSize").getAsInt(), 16);
        Assert.assertEquals(
                recipe.kind().families().spec("wide-resnet", old), recipe.models().get("wrn-40-1"));
    }

    @DataProvider
    public static Object[][] badFields() {
        return new Object[][] {
            {"\"format\": 1", "\"format\": 2", "format must be 1, the format that this", "got 2"},
            {"\"format\": 1,", "", "the field format is missing"},
            {"\"name\": \"tiny-digits\"", "\"name\": \"../up\"", "name must be named", "../up"},
            {"\"name\": \"tiny-digits\"", "\"name\": 3", "name must be a name, got 3"},
            {
                "\"name\": \"tiny-digits\"",
                "\"name\": \"mnist\"",
                "than those of built-in recipes, got \"mnist\""
            },
            {"\"kind\": \"images\"", "\"kind\": \"sound\"", "images, text, strokes", "\"sound\""},
            {"\"data\": \"digits\"", "\"data\": \"files\"", "digits, mnist, cifar10", "\"files\""},
            {"\"data\": \"digits\"", "\"date\": \"digits\"", "there is no field date", "data,"},
            {"[\"small\"]", "[]", "defaultModels must be a list of one or more of small, cropped"},
            {"[\"small\"]", "[\"large\"]", "defaultModels", "got [\"large\"]"},
            {"[\"small\"]", "\"small\"", "defaultModels", "got \"small\""},
            {"\"conv-net\"", "\"vgg\"", "defaults.family must be one of conv-net, wide-resnet"},
            {"\"family\": \"conv-net\",", "", "models.small.family is missing"},
            {"\"kernelSize\": 3,", "", "models.small.kernelSize is missing", "whole number"},
            {"\"kernelSize\": 3", "\"kernelsize\": 3", "small.kernelSize is missing"},
            {"\"kernelSize\": 3", "\"kernelSize\": 0", "defaults.kernelSize", "1, 3, 5, ..."},
            {"\"kernelSize\": 3", "\"kernelSize\": 4", "defaults.kernelSize", "got 4"},
            {"{\"padding\": 0}", "{\"padding\": -1}", "small.padding", "at least 0", "got -1"},
            {"\"description\": \"", "\"description\": \"a\\nb", "description must be one line"},
            {"\"cropped\":", "\"SMALL\":", "small and SMALL differ only in case"},
            {"\"cropped\":", "\"" + "c".repeat(300) + "\":", "at most 100 characters"},
            {"\"tiny-digits\"", "\"" + "c".repeat(300) + "\"", "at most 100 characters"},
            {"\"kernelSize\": 3", "\"kernelSize\": 2.5", "a whole number", "got 2.5"},
            {"\"kernelSize\": 3", "\"kernelSize\": 9e9", "a whole number", "got 9e9"},
            {"\"kernelSize\": 3", "\"kernelSize\": \"3\"", "a whole number", "got \"3\""},
            {"\"learningRate\": 0.004", "\"learningRate\": 0", "above 0 and at most 1000, got 0"},
            {
                "\"learningRate\": 0.004",
                "\"learningRate\": null",
                "above 0 and at most 1000, got null"
            },
            {"\"bestByAccuracy\": true", "\"bestByAccuracy\": 1", "must be true or false, got 1"},
            {"\"epochs\": 3", "\"epochs\": 3, \"depth\": 4", "there is no field defaults.depth"},
            {
                "{\"padding\": 0}",
                "{\"padding\": 0, \"x\": 1}",
                "no field models.small.x",
                "padding"
            },
            {"{\"padding\": 0}", "[]", "models.small must be an object of settings, got []"},
            {"\"cropped\":", "\"all\":", "no model can be named all"},
            {"\"cropped\":", "\"a,b\":", "models must be named with letters", "got \"a,b\""},
            {"\"format\": 1,", "\"format\" 1,", "line 2 is no JSON"},
            {"\"epochs\": 3,", "\"epochs\": 3,,", "line 12 is no JSON"},
        };
    }

    @Test(dataProvider = "badFields")
    public void aBadFieldIsRefusedInOneSentence(String found, String written, String... parts)
            throws IOException {
        String good = Files.readString(TINY);
        Assert.assertTrue(good.contains(found), found);
        refused(good.replace(found, written), parts);
    }

    @Test
    public void aFileThatIsNoRecipeIsRefused() throws IOException {
        refused("", "is no JSON");
        refused("[]", "is not a recipe: it is no JSON object");
        refused("{} {}", "is no JSON");
        refused("{\"kind\": \"text\", \"kind\": \"images\"}", "the field kind is there twice");
        refused("{\"format\": 1, \"models\": {}}", "the field name is missing");
        String good = Files.readString(TINY);
        int models = good.indexOf("\"models\"");
        refused(good.substring(0, models) + "\"models\": {}}", "an object with a model or more");
        Files.write(folder().resolve("bad.json"), "{\"ä\"".getBytes(StandardCharsets.ISO_8859_1));
        refused(Answer.of(train("bad.json")), "malformed UTF-8 in line 1");
        refused(Answer.of(train("missing.json")), "There is no file", "missing.json");
        refused(Answer.of("train", "--recipe", folder().toString()), "is a folder");
        refused(
                Answer.of("train", "mnist", "--recipe", TINY.toString()),
                "Name a recipe, or a file by --recipe, not both: got mnist");
    }

    @Test
    public void aSettingOutOfItsRangeIsRefusedOnTheCommandLineToo() {
        for (String change :
                new String[] {"batchSize=0", "patience=-1", "epochs=1e999999", "batchSize=2.5"}) {
            String name = change.substring(0, change.indexOf('='));
            refused(Answer.of("train", "digits", "--out", path("run"), "--set", change), name);
            Answer.of("benchmark", "digits", "--steps", "1", "--set", change).refused(name);
        }
    }

    private String[] train(String name) {
        return new String[] {"train", "--recipe", path(name), "--out", path("run")};
    }

    private void refused(String text, String... parts) throws IOException {
        Files.writeString(folder().resolve("bad.json"), text);
        refused(Answer.of(train("bad.json")), parts);
        Assert.assertTrue(Answer.of(train("bad.json")).err().contains("bad.json"));
    }

    private void refused(Answer answer, String... parts) {
        Assert.assertEquals(answer.refused(parts).out(), "");
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }
}
