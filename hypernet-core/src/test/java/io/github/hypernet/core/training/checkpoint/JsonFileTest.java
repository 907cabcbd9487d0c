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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public class JsonFileTest {

    record Names(String title, int size, List<String> names, Map<String, Integer> counts) {

        Names {
            Preconditions.checkArgument(size >= 0, "The size must not be negative, got " + size);
        }
    }

    private static final Names NAMES = new Names("t\u00fc", 2, List.of("a", "b"), Map.of("a", 1));

    private TemporaryFolder folder;
    private Path file;

    @BeforeMethod
    public void makeFolder() {
        folder = new TemporaryFolder();
        file = folder.getPath().resolve("names.json");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        folder.close();
    }

    private Names read() throws IOException {
        return JsonFile.read(
                file, Names.class, "names", each -> each.names().size() == each.size());
    }

    private void refused(String text, String... parts) throws IOException {
        Files.writeString(file, text);
        isRefused(parts);
    }

    private void isRefused(String... parts) {
        String message = Assert.expectThrows(IOException.class, this::read).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        Assert.assertFalse(message.matches("(?s).*\\p{Cntrl}.*"), message);
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void readsWhatItWrote() throws IOException {
        JsonFile.write(file, NAMES);
        Assert.assertEquals(read(), NAMES);
    }

    @Test
    public void whatIsNoneIsDamaged() throws IOException {
        for (String text :
                List.of(
                        "",
                        "null",
                        "[]",
                        "3",
                        "{}",
                        "{\"title\": \"t\", \"size\": 1, \"names\": null}",
                        "{\"size\": -1, \"names\": []}",
                        "{\"size\": 0, \"names\": []} x",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000))) {
            refused(text, "is damaged", "names");
        }
    }

    @Test
    public void thePlaceIsNamed() throws IOException {
        refused("{\n  \"size\": 1,\n  \"names\" [\"a\"]\n}", "line 3");
        refused("{\"size\": {}, \"names\": [\"a\"]}", "$.size");
        refused("{\"size\": 1e99, \"names\": [\"a\"]}", "$.size");
        refused("{\"size\": 1, \"names\": [[]]}", "$.names[0]");
        refused("{\"size\": 1, \"size\": 1, \"names\": [\"a\"]}", "$.size is there twice");
        refused("{\"size\": 1, \"names\": [\"a\"], \"counts\": {\"a\u0007\": []}}");
        Files.write(file, "{\n\"\u00ff\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        isRefused("line 2", "UTF-8");
    }

    @Test
    public void aFolderOrAHugeFileIsRefused() throws IOException {
        refused(" ".repeat(17 << 20), "16 MB");
        Files.delete(file);
        Files.createDirectory(file);
        isRefused("no file");
    }
}
