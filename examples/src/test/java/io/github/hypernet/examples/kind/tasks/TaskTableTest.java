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
package io.github.hypernet.examples.kind.tasks;

import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.tasks.TaskTable.Row;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class TaskTableTest {

    private static final TaskTable TABLE =
            new TaskTable(List.of())
                    .with(new Row(0, 5, new double[] {0.5}))
                    .with(new Row(1, 10, new double[] {0.25, 1}));

    @Test
    public void itIsWrittenAndRead() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder();
                RunFolder run = RunFolder.create(folder.getPath().resolve("run"))) {
            Assert.assertTrue(TaskTable.of(run.getPath(), "net", 3).rows().isEmpty());
            TABLE.write(run, "net", 3);
            Path file = run.getPath().resolve("net.tasks.csv");
            Assert.assertEquals(
                    Files.readString(file),
                    "after_task,step,task_0,task_1,task_2\n0,5,0.5,,\n1,10,0.25,1.0,\n");
            double nan = Double.NaN;
            Assert.assertEquals(
                    TaskTable.of(run.getPath(), "net", 3).matrix(3),
                    new double[][] {{0.5, nan, nan}, {0.25, 1, nan}});
            Assert.assertEquals(TaskTable.of(run.getPath(), "net", 1).rows().size(), 1);
        }
    }

    @Test
    public void aRowTakesThePlaceOfThoseFromItsTaskOn() {
        TaskTable again = TABLE.with(new Row(0, 6, new double[] {1}));
        Assert.assertEquals(again.matrix(1), new double[][] {{1}});
        Assert.assertEquals(TABLE.until(9).rows().size(), 1);
    }

    @Test
    public void theOwnAccuracyIsKnownAfterTheLastTask() {
        Assert.assertEquals(TABLE.ownAccuracy(2).orElseThrow(), 0.75);
        Assert.assertTrue(TABLE.ownAccuracy(3).isEmpty());
    }

    @DataProvider
    public Object[][] damaged() {
        String header = "after_task,step,task_0,task_1\n";
        return new Object[][] {
            {"", 1},
            {"step,after_task\n", 1},
            {header + "0,5,half,\n", 2},
            {header + "0,5,NaN,\n", 2},
            {header + "0,5,1.5,\n", 2},
            {header + "0,5,0.5,\n2,15,0.5,0.5\n", 3},
            {header + "0,5,0.5,\n1,15,0.5\n", 3},
            {header + "0,5,\"0.5,\n", 2}
        };
    }

    @Test(dataProvider = "damaged")
    public void aDamagedLineIsNamed(String text, int line) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.getPath().resolve("net.tasks.csv");
            Files.writeString(file, text);
            IOException e = Assert.expectThrows(IOException.class, () -> TaskTable.read(file));
            Assert.assertTrue(
                    e.getMessage().startsWith(file + ", line " + line + " "), e.getMessage());
        }
    }
}
