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

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The fields of an object in a file, each read once and refused in one sentence. */
final class JsonFields {

    private final String file;
    private final String path;
    private final JsonObject object;

    JsonFields(String file, JsonObject object) {
        this(file, "", object);
    }

    private JsonFields(String file, String path, JsonObject object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    Collection<String> names() {
        return object.keySet();
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Refuses fields with other names. */
    void allowOnly(Collection<String> names) throws IOException {
        for (String name : object.keySet()) {
            if (!names.contains(name)) {
                throw new IOException(
                        file
                                + ": there is no field "
                                + path
                                + name
                                + "; the fields are "
                                + String.join(", ", names));
            }
        }
    }

    /** Returns a field's value of any type. */
    JsonElement value(String name, String allowed) throws IOException {
        JsonElement value = object.get(name);
        if (value == null) {
            throw new IOException(
                    file + ": the field " + path + name + " is missing; it must be " + allowed);
        }
        return value;
    }

    String text(String name, String allowed) throws IOException {
        JsonElement value = value(name, allowed);
        if (isText(value) && !value.getAsString().isBlank()) {
            return value.getAsString();
        }
        throw refused(name, allowed);
    }

    String oneOf(String name, Collection<String> values) throws IOException {
        String allowed = "one of " + String.join(", ", values);
        String value = text(name, allowed);
        if (values.contains(value)) {
            return value;
        }
        throw refused(name, allowed);
    }

    List<String> texts(String name, String allowed) throws IOException {
        if (value(name, allowed) instanceof JsonArray array) {
            List<String> texts = new ArrayList<>();
            for (JsonElement element : array) {
                if (!isText(element)) {
                    throw refused(name, allowed);
                }
                texts.add(element.getAsString());
            }
            return texts;
        }
        throw refused(name, allowed);
    }

    JsonFields object(String name, String allowed) throws IOException {
        if (value(name, allowed) instanceof JsonObject fields) {
            return new JsonFields(file, path + name + ".", fields);
        }
        throw refused(name, allowed);
    }

    /** Returns the refusal of a field's value. */
    IOException refused(String name, String allowed) {
        return new IOException(
                file
                        + ": the field "
                        + path
                        + name
                        + " must be "
                        + allowed
                        + ", got "
                        + object.get(name));
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }
}
