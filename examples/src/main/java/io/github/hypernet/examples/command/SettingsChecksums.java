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

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.hypernet.core.training.checkpoint.JsonFile;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Checksums of a run's settings, a field each, and of the files that go with them: they tell an
 * edited one by name. Not of fields that a training does not depend on, or that others prove, such
 * as where the data is.
 */
final class SettingsChecksums {

    private static final String MODELS = "models";
    private static final Set<String> FREE =
            Set.of(
                    "data",
                    "otherData",
                    "threads",
                    "device",
                    "started",
                    "hypernetVersion",
                    "djlVersion",
                    "engineVersion",
                    "javaVersion",
                    "system",
                    "checksums");

    private SettingsChecksums() {}

    /** Takes the checksums of fields, those of models one by one. */
    static Map<String, String> of(JsonObject fields) {
        Map<String, String> checksums = new LinkedHashMap<>();
        for (String name : fields.keySet()) {
            JsonElement value = fields.get(name);
            if (name.equals(MODELS) && value instanceof JsonObject models) {
                models.entrySet()
                        .forEach(
                                model ->
                                        checksums.put(
                                                MODELS + "." + model.getKey(),
                                                checksum(model.getValue())));
            } else if (!FREE.contains(name) && !value.isJsonNull()) {
                checksums.put(name, checksum(value));
            }
        }
        return checksums;
    }

    /** Takes the checksum of a file of JSON, as it is, whatever its spaces and lines. */
    static String of(Path file) throws IOException {
        return checksum(JsonFile.read(file, JsonElement.class, "what a run writes", root -> true));
    }

    /** Returns the fields with other checksums; those without one are of an earlier version. */
    static List<String> differences(Map<String, String> checksums, JsonObject fields) {
        List<String> differences = new ArrayList<>();
        if (checksums != null) {
            of(fields)
                    .forEach(
                            (name, checksum) -> {
                                String written = checksums.get(name);
                                if (written != null && !written.equals(checksum)) {
                                    differences.add(name);
                                }
                            });
        }
        return differences;
    }

    private static String checksum(JsonElement value) {
        CRC32C crc = new CRC32C();
        StringBuilder text = new StringBuilder();
        append(value, text);
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static String number(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text; // NaN, or infinite
        }
    }

    /** Writes a value so that order of names and notation of numbers do not matter. */
    private static void append(JsonElement value, StringBuilder text) {
        if (value instanceof JsonObject object) {
            new TreeMap<>(object.asMap())
                    .forEach(
                            (name, each) -> {
                                text.append('{').append(name).append(':');
                                append(each, text);
                            });
        } else if (value instanceof JsonArray array) {
            text.append('[');
            array.forEach(each -> append(each, text));
        } else if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            text.append(number(value.getAsString())).append(',');
        } else {
            text.append(value).append(',');
        }
    }
}
