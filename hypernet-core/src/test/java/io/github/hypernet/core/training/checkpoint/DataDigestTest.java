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
package io.github.hypernet.core.training.checkpoint;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Data that is the same, and data that is not. */
public class DataDigestTest {

    private static final Map<String, String> FACTS = Map.of("classes", "cat, dog");

    private TemporaryFolder temporary;
    private Path data;

    @BeforeMethod
    public void writeData() throws IOException {
        temporary = new TemporaryFolder();
        data = temporary.getPath().resolve("data");
        for (String name : List.of("cat/1", "cat/2", "dog/1")) {
            write(name, "pixels of " + name);
        }
    }

    @AfterMethod
    public void delete() {
        temporary.close();
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(data.resolve(name).getParent());
        Files.writeString(data.resolve(name), content);
    }

    private DataDigest digest(DataDigest known) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return DataDigest.of(data, files.filter(Files::isRegularFile).toList(), FACTS, known);
        }
    }

    private Optional<String> differences(DataDigest before) throws IOException {
        Path file = temporary.getPath().resolve("data.json");
        before.write(file);
        DataDigest known = DataDigest.read(file);
        return known.differences(digest(known));
    }

    @Test
    public void theSameDataElsewhereIsTheSame() throws IOException {
        DataDigest before = digest(null);
        Path moved = temporary.getPath().resolve("moved");
        Files.move(data, moved);
        data = moved;
        Assert.assertEquals(differences(before), Optional.empty());
    }

    @Test
    public void filesThatAreNewMissingOrChangedAreNamed() throws IOException {
        DataDigest before = digest(null);
        write("cat/3", "more");
        Files.delete(data.resolve("cat/1"));
        write("dog/1", "pixels of dog/2"); // as long
        Assert.assertEquals(
                differences(before),
                Optional.of(
                        "1 file is new (cat/3); 1 file is missing (cat/1); 1 file is changed"
                                + " (dog/1)"));
    }

    @Test
    public void aFewOfManyAreNamed() throws IOException {
        DataDigest before = digest(null);
        for (int i = 10; i < 17; ++i) {
            write("dog/" + i, "more");
        }
        Assert.assertEquals(
                differences(before),
                Optional.of("7 files are new (dog/10, dog/11, dog/12, dog/13, dog/14, ...)"));
    }

    @Test
    public void contentIsTrustedByTheTimeOfChangeOnlyWhereItCanTell() throws IOException {
        DataDigest before = digest(null);
        FileTime time = Files.getLastModifiedTime(data.resolve("cat/1"));
        write("cat/1", "pixels of cat/9"); // at once, as long, and said to be as old
        Files.setLastModifiedTime(data.resolve("cat/1"), time);
        Assert.assertEquals(
                before.differences(digest(before)), Optional.of("1 file is changed (cat/1)"));
        Assert.assertFalse(digest(null).isKnownTo(before));
    }

    @Test
    public void aSingleFileMayHaveAnyName() throws IOException {
        Path one = data.resolve("cat/1");
        Path copy = Files.copy(one, data.resolve("copy"));
        DataDigest known = DataDigest.of(one, List.of(one), Map.of(), null);
        DataDigest now = DataDigest.of(copy, List.of(copy), Map.of(), known);
        Assert.assertEquals(known.differences(now), Optional.empty());
    }

    @Test
    public void factsAreCompared() throws IOException {
        DataDigest known = DataDigest.of(null, List.of(), FACTS, null);
        DataDigest now = DataDigest.of(null, List.of(), Map.of("classes", "dog\ncat"), known);
        Assert.assertEquals(
                known.differences(now), Optional.of("classes: \"dog?cat\", not \"cat, dog\""));
    }

    @DataProvider
    public Object[][] damaged() {
        return new Object[][] {
            {"", ""},
            {"{", ""},
            {"null", ""},
            {"{\"taken\": \"x\", \"facts\": {}, \"files\": {}}", "x"},
            {"{\"taken\": \"2026-01-01T00:00:00Z\", \"facts\": {}, \"files\": {\"a\": \"1\"}}", ""},
            {"{\"taken\": \"2026-01-01T00:00:00Z\", \"facts\": {\"a\": null}, \"files\": {}}", ""},
            {"{\"taken\": [], \"facts\": 1, \"files\": 2}", ""},
        };
    }

    @Test(dataProvider = "damaged")
    public void aDamagedFileIsNamed(String content, String part) throws IOException {
        Path file = temporary.getPath().resolve("data.json");
        Files.writeString(file, content);
        IOException refused = Assert.expectThrows(IOException.class, () -> DataDigest.read(file));
        Assert.assertTrue(refused.getMessage().startsWith(file.toString()));
        Assert.assertTrue(refused.getMessage().contains(" is damaged"), refused.getMessage());
        Assert.assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
