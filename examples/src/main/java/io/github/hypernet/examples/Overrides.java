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

import ai.djl.util.JsonUtils;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes settings by their names, as {@code --set NAME=VALUE} does. */
final class Overrides {

    private Overrides() {}

    /**
     * Returns settings with other values.
     *
     * @throws IllegalArgumentException if there is no such setting, or it cannot have the value
     */
    static <T extends Hyperparameters> T apply(T settings, Map<String, String> changes) {
        JsonObject tree = JsonUtils.GSON.toJsonTree(settings).getAsJsonObject();
        changes.forEach(
                (name, value) -> tree.add(name, parse(settings.getClass(), tree, name, value)));
        try {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) settings.getClass();
            return JsonUtils.GSON.fromJson(tree.toString(), type);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(
                    "A setting in " + changes + " does not fit: " + e.getMessage(), e);
        }
    }

    /**
     * Returns settings with other values.
     *
     * @param changes {@code "NAME=VALUE"} each
     */
    static <T extends Hyperparameters> T with(T settings, String... changes) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String change : changes) {
            String[] parts = change.split("=");
            values.put(parts[0], parts[1]);
        }
        return apply(settings, values);
    }

    private static JsonElement parse(Class<?> type, JsonObject tree, String name, String value) {
        if (!tree.has(name)) {
            throw new IllegalArgumentException(
                    "There is no setting "
                            + name
                            + "; the settings are "
                            + String.join(", ", tree.keySet()));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(name) && component.getType().isEnum()) {
                return parse(component.getType().getEnumConstants(), name, value);
            }
        }
        JsonPrimitive present = tree.getAsJsonPrimitive(name);
        if (present.isBoolean() && (value.equals("true") || value.equals("false"))) {
            return new JsonPrimitive(Boolean.valueOf(value));
        }
        if (present.isNumber()) {
            try {
                return new JsonPrimitive(new BigDecimal(value));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        "The setting %s takes %s, got \"%s\"",
                        name, present.isBoolean() ? "true or false" : "a number", value));
    }

    private static JsonElement parse(Object[] constants, String name, String value) {
        for (Object constant : constants) {
            if (constant.toString().equalsIgnoreCase(value.replace('-', '_'))) {
                return new JsonPrimitive(constant.toString());
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        "The setting %s takes one of %s, got \"%s\"",
                        name, Arrays.toString(constants), value));
    }
}
