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

import ai.djl.util.JsonUtils;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The families of models of a kind by name, each with the record of its settings.
 *
 * @param <S> what the settings of all families of the kind are
 */
public final class Families<S extends Hyperparameters> {

    private final Map<String, Class<? extends S>> types = new LinkedHashMap<>();

    /** Creates a kind's families: none yet. */
    public Families() {}

    /**
     * Adds a family.
     *
     * @param name what recipes call it
     * @param settings the record of its settings
     * @return this
     */
    public Families<S> add(String name, Class<? extends S> settings) {
        types.put(name, settings);
        return this;
    }

    Set<String> names() {
        return types.keySet();
    }

    /** Returns the settings of a family by name. */
    Map<String, Setting> settings(String family) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (RecordComponent component : type(family).getRecordComponents()) {
            settings.put(component.getName(), new Setting(component));
        }
        return settings;
    }

    private Class<? extends S> type(String family) {
        return Optional.<Class<? extends S>>ofNullable(types.get(family))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no family of models " + family));
    }

    /**
     * Reads the settings of a model.
     *
     * @param spec the model
     * @return its settings
     * @throws IllegalArgumentException if one is missing that has no {@link Default}, or does not
     *     have such a value
     */
    public S read(ModelSpec spec) {
        try {
            return parse(spec);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(
                    "The settings " + spec.settings() + " do not fit: " + e.getMessage(), e);
        }
    }

    private S parse(ModelSpec spec) {
        JsonObject whole = new JsonObject();
        settings(spec.family())
                .forEach((name, setting) -> whole.add(name, value(setting, spec.settings())));
        return JsonUtils.GSON.fromJson(whole.toString(), type(spec.family()));
    }

    private static ModelSpec spec(String family, Hyperparameters settings) {
        return new ModelSpec(family, JsonUtils.GSON.toJsonTree(settings).getAsJsonObject());
    }

    private static JsonElement value(Setting setting, JsonObject values) {
        JsonElement value = values.get(setting.name());
        return value != null
                ? value
                : setting.fallback()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "The setting "
                                                        + setting.name()
                                                        + " is missing in "
                                                        + values));
    }

    /**
     * Writes the settings of a model, all of them, in their record's order.
     *
     * @param family the model's family
     * @param values the components of its record by name, those without a {@link Default} at least
     * @return the model
     * @throws IllegalArgumentException as {@link #read} does
     */
    public ModelSpec spec(String family, JsonObject values) {
        return spec(family, read(new ModelSpec(family, values)));
    }

    /**
     * Reads the settings of a model from a file, and checks each.
     *
     * @param family the model's family
     * @param fields the settings by name, those without a {@link Default} at least
     * @return the model, with all its settings
     * @throws IOException if a field is no setting, or a setting is missing or out of its range;
     *     the message names the file and the field
     */
    public ModelSpec read(String family, JsonFields fields) throws IOException {
        fields.allowOnly(settings(family).keySet());
        return read(family, fields, fields.none());
    }

    /** Takes each setting from the model, from the defaults, or from its declaration. */
    ModelSpec read(String family, JsonFields model, JsonFields defaults) throws IOException {
        JsonObject values = new JsonObject();
        for (Setting setting : settings(family).values()) {
            String name = setting.name();
            JsonFields source = model.has(name) || !defaults.has(name) ? model : defaults;
            if (source.has(name) || setting.fallback().isEmpty()) {
                JsonElement value = source.value(name, setting.allowed());
                if (!setting.allows(value)) {
                    throw source.refused(name, setting.allowed());
                }
                values.add(name, value);
            }
        }
        return spec(family, values);
    }

    /**
     * Changes settings of a model.
     *
     * @param spec the model
     * @param changes values by the names of their settings, as the user writes them
     * @return the model with other settings
     * @throws IllegalArgumentException if there is no such setting, or it cannot have the value
     */
    public ModelSpec with(ModelSpec spec, Map<String, String> changes) {
        Map<String, Setting> settings = settings(spec.family());
        JsonObject changed = spec.settings().deepCopy();
        changes.forEach(
                (name, value) -> {
                    Setting setting = settings.get(name);
                    if (setting == null) {
                        throw new IllegalArgumentException(
                                "There is no setting "
                                        + (name.isBlank() ? "without a name" : name)
                                        + "; the settings are "
                                        + String.join(", ", settings.keySet()));
                    }
                    changed.add(name, setting.parse(value));
                });
        return spec(spec.family(), changed);
    }
}
