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

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.JsonUtils;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run was made with, as settings.json keeps it. */
record Settings(
        String recipe,
        Map<String, JsonObject> models,
        String engine,
        String device,
        int seed,
        String data,
        boolean skipUnreadable,
        String started,
        String hypernetVersion,
        String djlVersion,
        String engineVersion,
        String javaVersion,
        String system) {

    private static final String FILE = "settings.json";

    static Settings of(
            Recipe recipe,
            Map<String, ? extends Hyperparameters> models,
            Engine engine,
            Device device,
            int seed,
            Path data,
            boolean skipUnreadable) {
        Map<String, JsonObject> settings = new LinkedHashMap<>();
        models.forEach((name, model) -> settings.put(name, tree(model)));
        return new Settings(
                recipe.name(),
                settings,
                engine.getEngineName(),
                EngineOptions.nameOf(device),
                seed,
                data == null ? null : data.toAbsolutePath().toString(),
                skipUnreadable,
                OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Main.Version.current(),
                Engine.getDjlVersion(),
                engine.getVersion(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static JsonObject tree(Hyperparameters settings) {
        return JsonUtils.GSON.toJsonTree(settings).getAsJsonObject();
    }

    /** Returns whether a folder is that of a run. */
    static boolean areIn(Path run) {
        return Files.isRegularFile(run.resolve(FILE));
    }

    /** Reads the settings of a run. */
    static Settings read(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            throw new IOException("There is no folder " + run + "; name the folder of a run");
        }
        Path file = run.resolve(FILE);
        if (!areIn(run)) {
            throw new IOException(run + " is no folder of a run: it has no " + FILE);
        }
        try {
            Settings settings = JsonUtils.GSON.fromJson(Files.readString(file), Settings.class);
            if (settings != null && settings.recipe != null && settings.models != null) {
                return settings;
            }
        } catch (JsonParseException e) {
            // said below
        }
        throw new IOException(file + " is damaged: it does not hold the settings of a run");
    }

    void write(RunFolder run) throws IOException {
        String json = JsonUtils.GSON_PRETTY.toJson(this) + "\n";
        run.write(FILE, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns these settings with other values and, where it is not null, other data. */
    Settings resumed(Map<String, String> changes, Path otherData, boolean skipNow) {
        Map<String, JsonObject> settings = new LinkedHashMap<>();
        models.keySet()
                .forEach(model -> settings.put(model, tree(Overrides.apply(of(model), changes))));
        return new Settings(
                recipe,
                settings,
                engine,
                device,
                seed,
                otherData == null ? data : otherData.toAbsolutePath().toString(),
                skipUnreadable || skipNow,
                started,
                hypernetVersion,
                djlVersion,
                engineVersion,
                javaVersion,
                system);
    }

    /** Returns the settings of a model. */
    Hyperparameters of(String model) {
        Hyperparameters defaults = Recipes.named(recipe).models().get(model);
        if (defaults == null) {
            throw new IllegalArgumentException(
                    "The recipe " + recipe + " has no model " + model + " any more");
        }
        return JsonUtils.GSON.fromJson(models.get(model), defaults.getClass());
    }

    /** Returns the settings of all models. */
    List<Hyperparameters> all() {
        return modelNames().stream().map(this::of).toList();
    }

    List<String> modelNames() {
        return List.copyOf(models.keySet());
    }

    /** Finds models of the run by name; none named are all of them. */
    List<String> modelsNamed(List<String> choice) {
        for (String model : choice) {
            if (!models.containsKey(model)) {
                throw new IllegalArgumentException(
                        "The run has no model "
                                + model
                                + "; it has "
                                + String.join(", ", modelNames()));
            }
        }
        return choice.isEmpty() ? modelNames() : choice.stream().distinct().toList();
    }

    Path dataPath() {
        return data == null ? null : Path.of(data);
    }
}
