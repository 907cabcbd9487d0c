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
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import javax.imageio.ImageIO;

/** What a run keeps about its images, and pictures whose light and dark are turned round. */
public class ImageFormatTest extends InFolder {

    private String format;
    private Path file;
    private String image;
    private JsonElement checksums;

    private void train() throws IOException {
        Answer.of("train", "digits", "--model", "plain", "--epochs", "1", "--out", path("run"))
                .good();
        file = folder().resolve("run/images.json");
        format = Files.readString(file);
        // as a run of before there were checksums, which tell any edit
        Path settings = folder().resolve("run/settings.json");
        JsonObject fields = JsonParser.parseString(Files.readString(settings)).getAsJsonObject();
        checksums = fields.remove("checksums");
        Files.writeString(settings, fields.toString());
        BufferedImage paper = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400; ++i) {
            int x = i % 20;
            paper.setRGB(x, i / 20, x > 8 && x < 12 && i > 60 && i < 340 ? 0x101010 : 0xf0f0f0);
        }
        Path picture = folder().resolve("paper.png");
        ImageIO.write(paper, "png", picture.toFile());
        image = picture.toString();
    }

    private void refused(Consumer<JsonObject> change, String... parts) throws IOException {
        JsonObject fields = JsonParser.parseString(format).getAsJsonObject();
        change.accept(fields);
        Files.writeString(file, fields.toString());
        Answer answer = Answer.of("predict", path("run"), image);
        Assert.assertEquals(answer.exitCode(), 2);
        Assert.assertTrue(answer.err().contains(file.toString()), answer.err());
        for (String part : parts) {
            Assert.assertTrue(answer.err().contains(part), answer.err());
        }
    }

    private static JsonObject statistics(double mean, double deviation) {
        JsonObject statistics = new JsonObject();
        for (String name : new String[] {"mean", "deviation"}) {
            JsonArray values = new JsonArray();
            values.add(name.equals("mean") ? mean : deviation);
            statistics.add(name, values);
        }
        return statistics;
    }

    @Test
    public void imagesJsonIsCheckedAsAWhole() throws IOException {
        train();
        refused(f -> f.getAsJsonArray("classes").remove(9), "names 9 classes", "(10, 64)");
        refused(
                f -> f.getAsJsonArray("classes").set(0, new JsonPrimitive("1")),
                "classes",
                "\"1\"");
        refused(f -> f.getAsJsonArray("classes").set(0, JsonNull.INSTANCE), "classes", "null");
        refused(f -> f.addProperty("classes", "0123456789"), "the field classes");
        refused(f -> f.addProperty("channels", 2), "the field channels");
        refused(f -> f.addProperty("channels", 3), "(3, 8, 8)");
        refused(f -> f.addProperty("height", 0), "the field height", "got 0");
        refused(f -> f.addProperty("height", 9), "(1, 9, 8)", "(1, 8, 8)");
        refused(f -> f.addProperty("width", 8.5), "the field width", "got 8.5");
        refused(f -> f.addProperty("width", 4_000_000_000L), "the field width");
        refused(f -> f.remove("width"), "the field width is missing");
        refused(f -> f.add("statistics", statistics(2, 1)), "statistics.mean");
        refused(f -> f.add("statistics", statistics(0.5, -1)), "statistics.deviation");
        refused(f -> f.addProperty("border", "dark"), "the field border");
    }

    @Test
    public void anEditIsRefusedWhateverItIs() throws IOException {
        train();
        Path settings = folder().resolve("run/settings.json");
        JsonObject fields = JsonParser.parseString(Files.readString(settings)).getAsJsonObject();
        fields.add("checksums", checksums);
        Files.writeString(settings, fields.toString());
        refused(
                f -> f.getAsJsonArray("classes").set(0, new JsonPrimitive("ten")),
                "images.json was edited");
        Files.writeString(file, format);
        Answer.of("predict", path("run"), image).good();
    }

    @Test
    public void aPictureOnALightGroundGetsAHint() throws IOException {
        train();
        Answer plain = Answer.of("predict", path("run"), image).good();
        Assert.assertTrue(plain.err().contains("--invert turns them round"), plain.err());
        Answer inverted = Answer.of("predict", path("run"), image, "--invert").good();
        Assert.assertFalse(inverted.err().contains("light"), inverted.err());
        Assert.assertNotEquals(inverted.out(), plain.out());
        JsonObject old = JsonParser.parseString(format).getAsJsonObject();
        old.remove("border");
        Files.writeString(file, old.toString());
        Answer unknown = Answer.of("predict", path("run"), image).good();
        Assert.assertEquals(unknown.out(), plain.out());
        Assert.assertFalse(unknown.err().contains("--invert"), unknown.err());
    }
}
