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

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The table of metrics. */
public class MetricsFileTest {

    private static final MetricsFile.Row FULL =
            new MetricsFile.Row(
                    "a",
                    new Evaluation(
                            7,
                            2,
                            1.5,
                            0.25,
                            1 / 3.0,
                            Map.of("Accuracy", 0.5),
                            1e-3f,
                            2,
                            100,
                            1 << 20),
                    true);
    private static final MetricsFile.Row SPARSE =
            new MetricsFile.Row(
                    "b",
                    new Evaluation(
                            8, 2, 2, 0.5, Double.NaN, Map.of(), Float.NaN, Double.NaN, 10, 0),
                    false);

    @Test
    public void readsWhatItWrote() throws IOException {
        Path file = Files.createTempFile("metrics", ".csv");
        try (var out = Files.newOutputStream(file)) {
            MetricsFile.write(out, List.of(FULL, SPARSE));
        }
        Assert.assertEquals(
                Files.readAllLines(file).get(0),
                "model,step,epoch,seconds,train_loss,validation_loss,validation_Accuracy,"
                        + "learning_rate,gradient_norm,samples_per_second,peak_memory_mb,best");
        Assert.assertEquals(MetricsFile.read(file), List.of(FULL, SPARSE));
        Files.delete(file);
    }

    @Test
    public void aBadLineIsNamed() throws IOException {
        Path file = Files.createTempFile("metrics", ".csv");
        try (var out = Files.newOutputStream(file)) {
            MetricsFile.write(out, List.of(FULL, SPARSE));
        }
        Files.writeString(file, Files.readString(file).replace("b,8", "b,eight"));
        refused(file, "line 3", "b,eight");
        Files.writeString(file, "x,y\n");
        refused(file, "no table of metrics");
        Files.delete(file);
    }

    private static void refused(Path file, String... parts) {
        String message =
                Assert.expectThrows(IOException.class, () -> MetricsFile.read(file)).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
