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

    private static MetricsFile.Row row(String model, int epoch, double loss, boolean best) {
        return new MetricsFile.Row(
                model, new Evaluation(epoch, epoch, 1, loss, loss, Map.of(), 0.1f, 1, 10, 0), best);
    }

    @Test
    public void theBestIsTheMarkedRow() {
        List<MetricsFile.Row> rows =
                List.of(
                        row("a", 1, 0.3, false),
                        row("a", 2, 0.5, true),
                        row("b", 1, 0.4, false),
                        row("b", 2, Double.NaN, false),
                        row("b", 3, 0.2, false));
        Assert.assertEquals(MetricsFile.best(rows, "a").orElseThrow().epoch(), 2);
        Assert.assertEquals(
                MetricsFile.best(rows, "b").orElseThrow().epoch(), 3, "unmarked: the lowest loss");
        Assert.assertTrue(MetricsFile.best(rows, "c").isEmpty());
    }

    @Test
    public void readsByTheNamesOfTheColumns() throws IOException {
        Path file = Files.createTempFile("metrics", ".csv");
        // as it was before the column best; then in another order, with a column of its own
        String old =
                "model,step,epoch,seconds,train_loss,validation_loss,validation_Accuracy,"
                        + "learning_rate,gradient_norm,samples_per_second,peak_memory_mb\n"
                        + "a,7,2,1.500,0.25,0.3333333333333333,0.5,0.001,2.0,100.0,1.0\n";
        MetricsFile.Row expected = new MetricsFile.Row("a", FULL.evaluation(), false);
        Files.writeString(file, old);
        Assert.assertEquals(MetricsFile.read(file), List.of(expected));
        Files.writeString(
                file,
                "best,peak_memory_mb,samples_per_second,gradient_norm,learning_rate,own,"
                        + "validation_Accuracy,validation_loss,train_loss,seconds,epoch,step,model\n"
                        + "true,1.0,100.0,2.0,0.001,x,0.5,0.3333333333333333,0.25,1.500,2,7,a\n");
        Assert.assertEquals(MetricsFile.read(file), List.of(FULL));
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
