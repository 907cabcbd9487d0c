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

import io.github.hypernet.core.training.checkpoint.DataDigest;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import javax.imageio.ImageIO;

/** What each kind of data tells other data by. */
public class DataIdentityTest extends InFolder {

    private static DataDigest digest(String name, Path data) throws IOException {
        Recipe recipe = Recipes.named(name);
        String split = recipe.kind().split(recipe, data);
        return recipe.kind()
                .load(recipe, new DataOptions(data, 1, false, split))
                .identity()
                .orElseThrow()
                .digest(null);
    }

    private void differs(DataDigest before, DataDigest now, String... parts) {
        String difference = before.differences(now).orElse("");
        for (String part : parts) {
            Assert.assertTrue(difference.contains(part), difference);
        }
    }

    private static void writeImage(Path file, int grey) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 3, 0, grey);
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    public void aFolderOfImages() throws IOException {
        Path data = folder().resolve("images");
        for (int i = 0; i < 12; ++i) {
            writeImage(data.resolve("cat/" + i + ".png"), 10 * i);
            writeImage(data.resolve("dog/" + i + ".png"), 10 * i + 5);
        }
        DataDigest before = digest("cifar10", data);
        Files.createFile(data.resolve("cat/.hidden")); // not read
        Assert.assertEquals(before.differences(digest("cifar10", data)), Optional.empty());
        writeImage(data.resolve("cat/99.png"), 200);
        differs(before, digest("cifar10", data), "1 file is new (cat/99.png)", "images\", not \"");
        Files.move(
                data.resolve("cat/99.png"),
                data.resolve("cat/3.png"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(data.resolve("dog"), data.resolve("fox"));
        differs(before, digest("cifar10", data), "changed (cat/3.png)", "classes: \"cat, fox\"");
    }

    @Test
    public void theFilesOfMnist() throws IOException {
        Path data = Files.createDirectory(folder().resolve("mnist"));
        for (String part : new String[] {"train", "t10k"}) {
            writeIdx(data.resolve(part + "-images-idx3-ubyte"), 0, 5010, 4, 4);
            writeIdx(data.resolve(part + "-labels-idx1-ubyte"), 0, 5010);
        }
        DataDigest before = digest("mnist", data);
        writeIdx(data.resolve("t10k-labels-idx1-ubyte"), 1, 5010);
        differs(before, digest("mnist", data), "1 file is changed (t10k-labels-idx1-ubyte)");
    }

    private static void writeIdx(Path file, int value, int... sizes) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(8 << 8 | sizes.length);
            int count = 1;
            for (int size : sizes) {
                out.writeInt(size);
                count *= size;
            }
            byte[] values = new byte[count];
            Arrays.fill(values, (byte) value);
            out.write(values);
        }
    }

    @Test
    public void aFolderOfTexts() throws IOException {
        Path data = Files.createDirectory(folder().resolve("texts"));
        Files.writeString(data.resolve("a.txt"), "a text to learn from ".repeat(9));
        DataDigest before = digest("text", data);
        Files.writeString(data.resolve("a.txt"), "a text to learn form ".repeat(9));
        differs(before, digest("text", data), "the file a.txt has other content");
        Files.writeString(data.resolve("b.txt"), "another");
        differs(before, digest("text", data), "1 file is new (b.txt); 1 file is changed (a.txt)");
    }

    @Test
    public void drawings() throws IOException {
        Path data = Files.createDirectory(folder().resolve("drawings"));
        String line = "{\"drawing\": [[[0, 10, 20], [0, %d, 9]]]}%n";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; ++i) {
            lines.append(String.format(Locale.ROOT, line, i));
        }
        Files.writeString(data.resolve("one.ndjson"), lines);
        Files.writeString(data.resolve("notes.txt"), "not read");
        DataDigest before = digest("strokes", data);
        Files.writeString(data.resolve("notes.txt"), "nor this");
        Assert.assertEquals(before.differences(digest("strokes", data)), Optional.empty());
        Files.writeString(data.resolve("two.ndjson"), lines);
        differs(before, digest("strokes", data), "1 file is new (two.ndjson)", "drawings of");
    }

    @Test
    public void whatIsBuiltInIsKnownByItsContent() throws IOException {
        DataDigest digits = digest("digits", null);
        Assert.assertEquals(digits.differences(digest("digits", null)), Optional.empty());
        differs(digits, digest("strokes", null), "SHA-256");
        differs(digest("java-source", null), digits, "vocabulary: none, not");
    }
}
