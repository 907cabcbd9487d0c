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

import ai.djl.util.JsonUtils;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import io.github.hypernet.examples.kind.JsonFields;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads settings.json of a run, and checks it field by field. */
final class RunManifestReader {

    private static final String OBJECT = "an object";

    private RunManifestReader() {}

    /** Reads a manifest; fields that it does not know are of a later version, and left out. */
    static RunManifest read(Path file) throws IOException {
        JsonFields fields = JsonFields.read(file, "the settings of a run");
        fields.text("recipe", "the name of a recipe");
        fields.oneOf("engine", EngineOptions.ENGINES);
        fields.number("seed", "a whole number");
        fields.object("models", "an object with a model or more");
        for (RecordComponent component : RunManifest.class.getRecordComponents()) {
            if (fields.has(component.getName())) {
                check(fields, component.getName(), component.getGenericType());
            }
        }
        checkPlaces(fields);
        try {
            return JsonUtils.GSON.fromJson(fields.toJson(), RunManifest.class);
        } catch (JsonParseException e) {
            throw fields.refused("it does not hold the settings of a run: " + e.getMessage());
        }
    }

    /** Refuses a value of another type than the manifest has. */
    private static void check(JsonFields fields, String name, Type type) throws IOException {
        if (type == String.class) {
            fields.text(name, "a text");
        } else if (type == boolean.class || type == Boolean.class) {
            fields.truth(name);
        } else if (type == int.class || type == Integer.class) {
            checkWhole(fields, name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            checkWhole(fields, name, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            if (!Double.isFinite(fields.number(name, "a number").doubleValue())) {
                throw fields.refused(name, "a number");
            }
        } else {
            JsonFields object = fields.object(name, OBJECT);
            if (type instanceof ParameterizedType map) {
                for (String key : object.names()) {
                    check(object, key, map.getActualTypeArguments()[1]);
                }
            }
        }
    }

    private static void checkWhole(JsonFields fields, String name, long least, long most)
            throws IOException {
        String allowed = "a whole number from " + least + " to " + most;
        BigDecimal value = fields.number(name, allowed);
        boolean isBetween =
                value.compareTo(BigDecimal.valueOf(least)) >= 0
                        && value.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!isBetween || value.stripTrailingZeros().scale() > 0) {
            throw fields.refused(name, allowed);
        }
    }

    private static void checkPlaces(JsonFields fields) throws IOException {
        if (fields.object("models", OBJECT).names().isEmpty()) {
            throw fields.refused("models", "an object with a model or more");
        }
        String device = fields.has("device") ? fields.text("device", "a device") : "cpu";
        if (!EngineOptions.DEVICE.matcher(device).matches()) {
            throw fields.refused("device", "cpu, gpu or gpu:N");
        }
        try {
            Path.of(fields.has("data") ? fields.text("data", "a path") : "none");
        } catch (InvalidPathException e) {
            throw fields.refused("data", "the name of a file or folder");
        }
    }

    /** Reads the recipe of a manifest: the one in it, or a built-in one. */
    static Recipe recipe(RunManifest manifest, Path run) throws IOException {
        Path file = RunManifest.file(run);
        if (manifest.definition() == null) {
            try {
                return Recipes.named(manifest.recipe());
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        Recipe recipe = Recipes.stored(file, manifest.definition());
        if (!recipe.name().equals(manifest.recipe())) {
            throw new IOException(
                    file
                            + ": the field recipe must be the name in definition, "
                            + recipe.name()
                            + ", got "
                            + manifest.recipe());
        }
        return recipe;
    }

    /**
     * Reads the models of a manifest, which are some of its recipe's, and checks their settings.
     */
    static Map<String, ModelSpec> models(RunManifest manifest, Recipe recipe, Path run)
            throws IOException {
        JsonObject trees = JsonUtils.GSON.toJsonTree(manifest.models()).getAsJsonObject();
        String file = RunManifest.file(run).toString();
        JsonFields fields = new JsonFields(file, "models.", trees);
        Map<String, ModelSpec> models = new LinkedHashMap<>();
        for (String name : fields.names()) {
            ModelSpec ofRecipe = recipe.models().get(name);
            if (ofRecipe == null) {
                throw fields.refused(
                        "the recipe "
                                + recipe.name()
                                + " has no model "
                                + name
                                + "; its models are "
                                + String.join(", ", recipe.models().keySet()));
            }
            JsonFields settings = fields.object(name, "an object of settings");
            models.put(name, recipe.kind().families().read(ofRecipe.family(), settings));
        }
        return models;
    }
}
