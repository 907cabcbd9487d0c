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

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A settings.json that is damaged, or that somebody has edited: one sentence with its place. */
public class SettingsFileTest extends InFolder {

    private Path file;
    private String good;

    @BeforeMethod(alwaysRun = true)
    public void writeSettings() throws IOException {
        file = Files.createDirectory(folder().resolve("run")).resolve("settings.json");
        try (InputStream in = getClass().getResourceAsStream("/golden/digits/settings.json")) {
            good = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void refused(byte[] content, String... parts) throws IOException {
        Files.write(file, content);
        for (String command : new String[] {"eval", "materialize", "plot", "sample"}) {
            Answer answer = Answer.of(command, path("run")).refused(parts);
            answer.refused(file.toString());
            Assert.assertEquals(answer.out(), "");
        }
        Answer.of("train", "--resume", path("run")).refused(parts).refused(file.toString());
        Assert.assertEquals(Files.readAllBytes(file), content);
        Answer list = Answer.of("runs", folder().toString()).good();
        Assert.assertTrue(list.err().contains("left out: " + file), list.err());
    }

    /** What of the file, what it becomes, and parts of the answer. */
    @DataProvider
    public static Object[][] fields() {
        return new Object[][] {
            {"\"recipe\": \"digits\"", "\"recipe\": null", "recipe must be", "got null"},
            {"\"recipe\": \"digits\",", "", "the field recipe is missing"},
            {"\"recipe\": \"digits\"", "\"recipe\": \"\"", "recipe must be", "got \"\""},
            {"\"engine\": \"PyTorch\"", "\"engine\": \"Tensor\"", "engine must be one of PyTorch"},
            {"\"engine\": \"PyTorch\"", "\"engine\": [\"PyTorch\"]", "engine must be one of"},
            {"\"engine\": \"PyTorch\",", "", "the field engine is missing"},
            {"\"device\": \"cpu\"", "\"device\": \"tpu\"", "device must be cpu, gpu or gpu:N"},
            {"\"device\": \"cpu\"", "\"device\": 3", "device must be a text, got 3"},
            {"\"seed\": 1", "\"seed\": \"1\"", "seed must be a whole number, got \"1\""},
            {"\"seed\": 1", "\"seed\": 1.5", "seed must be a whole number from", "got 1.5"},
            {"\"seed\": 1", "\"seed\": 1e99", "seed must be a whole number from", "got 1e99"},
            {"\"seed\": 1", "\"seed\": null", "seed must be", "got null"},
            {"\"seed\": 1,", "", "the field seed is missing"},
            {"\"seed\": 1", "\"seed\": 1, \"seed\": 2", "the field seed is there twice"},
            {"\"seed\": 1", "\"seed\": 1, \"data\": \"a\\u0000b\"", "data must be the name of"},
            {"\"seed\": 1", "\"seed\": 1, \"data\": {}", "data must be a text, got {}"},
            {"\"seed\": 1", "\"seed\": NaN", "line 17 is no JSON"},
            {"false,\n  \"started\"", "\"no\",\n  \"started\"", "skipUnreadable must be true or"},
            {"\"started\": \"2026", "\"started\": 3, \"x\": \"2026", "started must be a text"},
            {"\"hyper\": {", "\"hyper\": [], \"x\": {", "models.hyper must be an object"},
            {"\"hyper\": {", "\"hyper\": null, \"x\": {", "models.hyper must be", "got null"},
            {"\"models\": {", "\"models\": {}, \"x\": {", "models must be an object with a model"},
            {"\"models\": {", "\"models\": 3, \"x\": {", "models must be an object", "got 3"},
            {"\"system\"", "\"definition\": [], \"system\"", "definition must be an object"},
        };
    }

    @Test(dataProvider = "fields")
    public void aFieldThatIsNoneIsRefused(String found, String written, String... parts)
            throws IOException {
        Assert.assertTrue(good.contains(found), found);
        refused(good.replace(found, written).getBytes(StandardCharsets.UTF_8), parts);
    }

    /** What of the models' settings, what it becomes, and parts of the answer. */
    @DataProvider
    public static Object[][] settings() {
        return new Object[][] {
            {"\"hyper\"", "\"huge\"", "the recipe digits has no model huge", "plain, hyper"},
            {"\"recipe\": \"digits\"", "\"recipe\": \"cats\"", "There is no recipe cats"},
            {"\"kernelSize\": 3,", "", "models.hyper.kernelSize is missing"},
            {"\"kernelSize\": 3", "\"kernelSize\": 4", "must be a whole number of 1, 3, 5, ..."},
            {"\"kernelSize\": 3", "\"kernelSize\": null", "kernelSize is missing"},
            {"\"kernelSize\": 3", "\"size\": 3", "there is no field models.hyper.size"},
            {"\"batchSize\": 32", "\"batchSize\": 0", "batchSize", "at least 1", "got 0"},
            {"\"batchSize\": 32", "\"batchSize\": 9e99", "batchSize must be", "got 9e99"},
            {"\"batchSize\": 32", "\"batchSize\": {\"a\": null}", "batchSize must be a whole"},
            {"\"learningRate\": 0.002", "\"learningRate\": -1", "learningRate", "above 0"},
            {"\"learningRate\": 0.002", "\"learningRate\": 1e39", "learningRate", "got 1e39"},
            {"\"learningRate\": 0.002", "\"learningRate\": 1e-50", "learningRate", "above 0"},
            {"\"padding\": 1", "\"padding\": 100000", "padding", "at most 1000"},
            {"false,\n      \"batch", "\"yes\",\n      \"batch", "bestByAccuracy must be true or"},
            {"\"system\"", "\"definition\": {}, \"system\"", "definition.format is missing"},
        };
    }

    @Test(dataProvider = "settings")
    public void aSettingThatIsNoneIsRefused(String found, String written, String... parts)
            throws IOException {
        Assert.assertTrue(good.contains(found), found);
        Files.writeString(file, good.replace(found, written));
        for (String command : new String[] {"eval", "materialize", "sample"}) {
            Answer.of(command, path("run")).refused(parts).refused(file.toString());
        }
    }

    @Test
    public void aFileThatHoldsNoSettingsIsRefused() throws IOException {
        refused(new byte[0], "is no JSON");
        refused("[]".getBytes(StandardCharsets.UTF_8), "is not the settings of a run");
        refused("null".getBytes(StandardCharsets.UTF_8), "is not the settings of a run");
        refused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "is no JSON");
        refused(good.substring(0, 200).getBytes(StandardCharsets.UTF_8), "is no JSON");
        refused(good.getBytes(StandardCharsets.UTF_16), "UTF-16");
        refused("{\n\"\u00e4\"".getBytes(StandardCharsets.ISO_8859_1), "malformed", "line 2");
        byte[] zeros = new byte[100];
        refused(zeros, "a zero byte in line 1");
    }

    @Test
    public void aByteOrderMarkAndFieldsOfALaterVersionAreRead() throws IOException {
        String later = good.replace("\"seed\": 1", "\"seed\": 1, \"color\": [null]");
        Files.writeString(file, "\ufeff" + later);
        String line = Answer.of("runs", folder().toString(), "--json").good().out();
        Assert.assertTrue(line.contains("\"digits\""), line);
    }
}
