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

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The notebooks run, and their outputs are what they should be. What is checked stands in the
 * metadata of the cells: {@code "hypernet": {"minimum": 0.95}} or {@code maximum} of the number
 * that a cell returns, {@code {"image": true}} for a picture.
 */
public class NotebookTest {

    private static final Path FOLDER = Path.of("notebooks");
    private static final int MINUTES = 5;

    @DataProvider
    public static Object[] notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toArray();
        }
    }

    @Test(dataProvider = "notebooks")
    public void committedOutputsAreThereAndRight(Path notebook) throws IOException {
        check(notebook);
    }

    /** Needs Jupyter and the kernel; see notebooks/README.md. */
    @Test(dataProvider = "notebooks", groups = "notebooks")
    public void runsInJupyter(Path notebook) throws IOException, InterruptedException {
        try (TemporaryFolder temporary = new TemporaryFolder()) {
            run(notebook, temporary.getPath());
        }
    }

    /**
     * As for a user who has no working tree: the jars come from Maven repositories. It takes those
     * that {@code mvn install} put into the local one, and a cache of its own.
     */
    @Test(dataProvider = "notebooks", groups = "notebooks")
    public void runsWithReleasedJars(Path notebook) throws IOException, InterruptedException {
        String version = System.getProperty("hypernet.version");
        String text = Files.readString(notebook);
        String released =
                text.replace("String release = null;", "String release = \\\"" + version + "\\\";");
        Assert.assertNotEquals(released, text);
        try (TemporaryFolder elsewhere = new TemporaryFolder();
                TemporaryFolder temporary = new TemporaryFolder()) {
            Path copy = elsewhere.getPath().resolve(notebook.getFileName());
            run(Files.writeString(copy, released), temporary.getPath());
        }
    }

    /** Executes a notebook where it lies, and checks what it wrote elsewhere. */
    private static void run(Path notebook, Path output) throws IOException, InterruptedException {
        Path log = output.resolve("log");
        ProcessBuilder jupyter =
                new ProcessBuilder(
                        "jupyter",
                        "nbconvert",
                        "--to=notebook",
                        "--execute",
                        "--output-dir=" + output,
                        notebook.toString());
        jupyter.environment().put("JAVA_TOOL_OPTIONS", "-Divy.cache.dir=" + output.resolve("ivy"));
        Process process = jupyter.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            // an Error in the kernel's own thread leaves both waiting, and stands in the log
            Assert.assertTrue(
                    process.waitFor(MINUTES, TimeUnit.MINUTES),
                    notebook + " takes too long: " + Files.readString(log));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroy();
        }
        Assert.assertEquals(process.exitValue(), 0, Files.readString(log));
        check(output.resolve(notebook.getFileName()));
    }

    private static void check(Path notebook) throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        int checks = 0;
        for (JsonElement element : root.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (!cell.get("cell_type").getAsString().equals("code")) {
                continue;
            }
            String where = notebook.getFileName() + ", cell " + cell.get("id").getAsString();
            Assert.assertFalse(cell.get("execution_count").isJsonNull(), where + " was not run");
            JsonArray outputs = cell.getAsJsonArray("outputs");
            for (JsonElement output : outputs) {
                String type = output.getAsJsonObject().get("output_type").getAsString();
                Assert.assertNotEquals(type, "error", where + ": " + output);
            }
            JsonObject expected = cell.getAsJsonObject("metadata").getAsJsonObject("hypernet");
            if (expected != null) {
                check(expected, outputs, where);
                ++checks;
            }
        }
        Assert.assertTrue(checks > 0, notebook + " has no cell whose output is checked");
    }

    private static void check(JsonObject expected, JsonArray outputs, String where) {
        if (expected.has("image")) {
            boolean image =
                    data(outputs)
                            .anyMatch(data -> data.has("image/png") || data.has("image/svg+xml"));
            Assert.assertTrue(image, where + " shows no image");
            return;
        }
        List<String> values =
                data(outputs).map(data -> data.get("text/plain").getAsString()).toList();
        Assert.assertEquals(values.size(), 1, where + " returns one number");
        double value = Double.parseDouble(values.get(0));
        if (expected.has("minimum")) {
            Assert.assertTrue(value >= expected.get("minimum").getAsDouble(), where + ": " + value);
        }
        if (expected.has("maximum")) {
            Assert.assertTrue(value <= expected.get("maximum").getAsDouble(), where + ": " + value);
        }
    }

    private static Stream<JsonObject> data(JsonArray outputs) {
        return StreamSupport.stream(outputs.spliterator(), false)
                .map(output -> output.getAsJsonObject().getAsJsonObject("data"))
                .filter(data -> data != null);
    }
}
