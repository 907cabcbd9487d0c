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
package io.github.hypernet.examples.kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An experiment as a file of named fields describes it: its data, and models with their settings.
 * {@link Recipes} reads and checks the files.
 */
public final class Recipe {

    private final JsonObject definition;
    private final Kind kind;
    private final Map<String, ModelSpec> models;

    /** Takes a file's fields, which are checked. */
    Recipe(JsonObject definition, Kind kind, Map<String, ModelSpec> models) {
        this.definition = definition;
        this.kind = kind;
        this.models = Collections.unmodifiableMap(models);
    }

    /** {@return what the user calls it} */
    public String name() {
        return definition.get("name").getAsString();
    }

    /** {@return one line about it} */
    public String description() {
        return definition.get("description").getAsString();
    }

    /** {@return where its data comes from, one of the kind's sources} */
    public String data() {
        return definition.get("data").getAsString();
    }

    /** {@return what kind of experiment it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return the models by name, each with its settings} */
    public Map<String, ModelSpec> models() {
        return models;
    }

    /** {@return the models that are trained if the user names none} */
    public List<String> defaultModels() {
        return definition.getAsJsonArray("defaultModels").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** {@return the fields of the recipe's file, all that a run needs to know of it} */
    public JsonObject definition() {
        return definition.deepCopy();
    }

    /**
     * Finds models by name.
     *
     * @param choice the names, "all" or "both" for all of them; empty for the default ones
     * @return the names
     * @throws IllegalArgumentException if there is no model of a name
     */
    public List<String> modelsNamed(List<String> choice) {
        List<String> all = new ArrayList<>(models.keySet());
        if (choice.isEmpty()) {
            return defaultModels();
        }
        if (choice.size() == 1 && RecipeReader.ALL_MODELS.contains(choice.get(0))) {
            return all;
        }
        for (String model : choice) {
            if (!all.contains(model)) {
                throw new IllegalArgumentException(
                        "The recipe "
                                + name()
                                + " has no model "
                                + model
                                + "; its models are "
                                + String.join(", ", all)
                                + ", and all of them are \"all\"");
            }
        }
        return choice.stream().distinct().toList();
    }
}
