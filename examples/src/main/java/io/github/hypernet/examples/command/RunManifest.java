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
package io.github.hypernet.examples.command;

import ai.djl.engine.Engine;
import ai.djl.util.JsonUtils;

import com.google.gson.JsonObject;

import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What was trained, with what: settings.json of a run.
 *
 * @param recipe the recipe's name
 * @param models the models by name, each with all its settings
 * @param engine the engine
 * @param device the device, as {@code --device} calls it
 * @param seed the seed of all random numbers
 * @param data the folder, file or built-in data that the user named, or null
 * @param skipUnreadable whether files that cannot be read were left out
 * @param split how the data was split into parts; null in runs of when there was one way only
 * @param otherData how the data differs that a resume took on purpose in place of the run's; null
 *     if none did
 * @param steps the most steps of {@code --steps}; null if there is no such limit
 * @param minutes the longest time of {@code --minutes}; null if there is no such limit
 * @param threads the threads that the engine computes with; null in earlier runs
 * @param started when the run began
 * @param hypernetVersion the app's version
 * @param djlVersion DJL's
 * @param engineVersion the engine's
 * @param javaVersion Java's
 * @param system the operating system and processor
 * @param definition the whole recipe; null in runs of when recipes were no files
 * @param checksums those of the fields that a training depends on and of the files that go with
 *     them, as {@link SettingsChecksums} takes them; null in earlier runs
 */
record RunManifest(
        String recipe,
        Map<String, JsonObject> models,
        String engine,
        String device,
        int seed,
        String data,
        boolean skipUnreadable,
        String split,
        String otherData,
        Long steps,
        Double minutes,
        Integer threads,
        String started,
        String hypernetVersion,
        String djlVersion,
        String engineVersion,
        String javaVersion,
        String system,
        JsonObject definition,
        Map<String, String> checksums) {

    private static final String FILE = "settings.json";

    static RunManifest of(
            Recipe recipe,
            Map<String, ModelSpec> models,
            Placement placement,
            DataOptions options,
            LimitOptions limits,
            int seed) {
        JsonObject fields = new JsonObject();
        fields.addProperty("recipe", recipe.name());
        fields.add("models", tree(models));
        fields.addProperty("engine", placement.engine().getEngineName());
        fields.addProperty("device", EngineOptions.nameOf(placement.device()));
        fields.addProperty("seed", seed);
        fields.addProperty("data", recipe.kind().place(options.path()));
        fields.addProperty("skipUnreadable", options.skipUnreadable());
        fields.addProperty("split", options.split());
        limits.addTo(fields);
        fields.addProperty("threads", EngineOptions.threads(placement.engine()));
        fields.addProperty("started", OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "");
        fields.addProperty("hypernetVersion", Version.current());
        fields.addProperty("djlVersion", Engine.getDjlVersion());
        fields.addProperty("engineVersion", placement.engine().getVersion());
        fields.addProperty("javaVersion", System.getProperty("java.version"));
        fields.addProperty(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        fields.add("definition", recipe.definition());
        return signed(fields);
    }

    /** Returns a manifest of fields, with their checksums. */
    private static RunManifest signed(JsonObject fields) {
        fields.add("checksums", JsonUtils.GSON.toJsonTree(SettingsChecksums.of(fields)));
        return JsonUtils.GSON.fromJson(fields, RunManifest.class);
    }

    /** Refuses to go on with settings that were edited since the run wrote them. */
    void requireUnedited(Path run) throws IOException {
        JsonObject fields = JsonUtils.GSON.toJsonTree(this).getAsJsonObject();
        List<String> edited = SettingsChecksums.differences(checksums, fields);
        if (!edited.isEmpty()) {
            throw new IOException(
                    file(run)
                            + " was edited: "
                            + String.join(", ", edited)
                            + " is not what the run was trained with; put it back, and change"
                            + " settings of models by --set NAME=VALUE, limits by --epochs,"
                            + " --steps and --minutes");
        }
    }

    /**
     * Returns this manifest with the checksums of files of the run, besides those of its fields.
     */
    RunManifest withFiles(Path run, Collection<String> files) throws IOException {
        JsonObject fields = JsonUtils.GSON.toJsonTree(this).getAsJsonObject();
        for (String file : files) {
            fields.getAsJsonObject("checksums")
                    .addProperty(file, SettingsChecksums.of(run.resolve(file)));
        }
        return JsonUtils.GSON.fromJson(fields, RunManifest.class);
    }

    /** Refuses a file of the run that was edited since; runs of earlier versions cannot tell. */
    void requireUnedited(Path run, String file) throws IOException {
        String written = checksums == null ? null : checksums.get(file);
        if (written != null && !written.equals(SettingsChecksums.of(run.resolve(file)))) {
            throw new IOException(
                    run.resolve(file)
                            + " was edited: it is not what the run's models were trained with;"
                            + " put it back");
        }
    }

    private static JsonObject tree(Map<String, ModelSpec> models) {
        JsonObject tree = new JsonObject();
        models.forEach((name, spec) -> tree.add(name, spec.settings()));
        return tree;
    }

    static Path file(Path run) {
        return run.resolve(FILE);
    }

    /** Returns whether a folder is that of a run. */
    static boolean isIn(Path run) {
        return Files.isRegularFile(file(run));
    }

    /** Reads the manifest of a run. */
    static RunManifest read(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            throw new IOException(
                    (Files.exists(run) ? run + " is a file" : "There is no folder " + run)
                            + "; name the folder of a run");
        }
        if (!isIn(run)) {
            throw new IOException(run + " is no folder of a run: it has no " + FILE);
        }
        return RunManifestReader.read(file(run));
    }

    void write(RunFolder run) throws IOException {
        JsonFile.write(file(run.getPath()), this);
    }

    /** Returns this manifest with other models, limits and, where it is not null, data. */
    RunManifest resumed(
            Map<String, ModelSpec> newModels,
            LimitOptions limits,
            String newData,
            boolean skipNow) {
        JsonObject fields = JsonUtils.GSON.toJsonTree(this).getAsJsonObject();
        fields.add("models", tree(newModels));
        limits.addTo(fields);
        fields.addProperty("data", newData == null ? data : newData);
        fields.addProperty("skipUnreadable", skipUnreadable || skipNow);
        return signed(fields);
    }

    /** Returns this manifest with data that differs from the run's, as it is told. */
    RunManifest withOtherData(String difference) {
        JsonObject fields = JsonUtils.GSON.toJsonTree(this).getAsJsonObject();
        fields.addProperty("otherData", difference);
        return signed(fields);
    }

    /** Returns what the run knows about its data, or with another file or folder of it. */
    DataOptions dataOptions(Path other) {
        Path path = data == null ? null : Path.of(data);
        return new DataOptions(other == null ? path : other, seed, skipUnreadable, split);
    }
}
