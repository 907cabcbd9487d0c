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
package io.github.hypernet.core.training;

import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class MetricsFileDamageTest {

    private TemporaryFolder folder;
    private Path file;

    @BeforeMethod
    public void makeFolder() {
        folder = new TemporaryFolder();
        file = folder.getPath().resolve(MetricsFile.NAME);
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        folder.close();
    }

    private static Evaluation evaluation(int epoch, String... metrics) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String metric : metrics) {
            values.put(metric, values.size() + 0.25);
        }
        return new Evaluation(epoch, epoch, 1, 0.5, 0.75, values, 0.1f, 1, 10, 0);
    }

    @Test
    public void namesOfEvaluatorsMayBeAnything() throws IOException {
        Evaluation first = evaluation(1, "top 1, in %", "a \"b\"", "two\nlines", "\r", "");
        Evaluation second =
                evaluation(2, "loss", " space ", "#", "Genauigkeit \u00fc", "a,b\n\"c\"");
        try (RunFolder run = RunFolder.create(folder.getPath())) {
            MetricsFile.write(run, "a", List.of(first, second), second);
            MetricsFile.write(run, "-b", List.of(second), second);
            MetricsFile.write(run, "a", List.of(second), null);
        }
        Assert.assertEquals(
                MetricsFile.read(file),
                List.of(
                        new MetricsFile.Row("-b", second, true),
                        new MetricsFile.Row("a", second, false)));
    }

    @Test
    public void aTableWithoutSpecialNamesHasNoQuotes() throws IOException {
        try (RunFolder run = RunFolder.create(folder.getPath())) {
            MetricsFile.write(run, "a", List.of(evaluation(1, "Accuracy")), null);
        }
        Assert.assertFalse(Files.readString(file).matches("(?s).*[\"\r].*"));
    }

    private void refused(String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> MetricsFile.read(file)).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        Assert.assertFalse(message.matches("(?s).*\\p{Cntrl}.*"), message);
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test
    public void damageIsNamedWithItsLine() throws IOException {
        try (RunFolder run = RunFolder.create(folder.getPath())) {
            List<Evaluation> rows =
                    List.of(evaluation(1, "x"), evaluation(2, "x"), evaluation(3, "x"));
            MetricsFile.write(run, "a", rows, null);
        }
        String text = Files.readString(file);
        Files.writeString(file, text.replace("a,2,", "a,\"2,"));
        refused("line 3");
        Files.writeString(file, text.replace("a,2,", "a,\"2\"x,"));
        refused("line 3");
        Files.writeString(file, text.replace("a,2,", "a,\u00072,"));
        refused("line 3");
        Files.writeString(file, text.replace("a,3,", "a,99999999999999999999,"));
        refused("line 4");
        Files.writeString(file, text.substring(0, text.length() - 8));
        refused("line 4");
        Files.write(file, text.replace("a,3,", "\u00ff,3,").getBytes(StandardCharsets.ISO_8859_1));
        refused("line 4", "UTF-8");
        Files.writeString(file, "");
        refused("empty");
        Files.writeString(file, "\u0000\n");
        refused("columns");
        Files.delete(file);
        Files.createDirectory(file);
        refused("no file");
    }
}
