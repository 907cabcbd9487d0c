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
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON by the letter of its standard: what is not so is refused, with the line. */
final class StrictJson {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private StrictJson() {}

    /**
     * Parses the text of a file that holds an object.
     *
     * @param file the file's name
     * @param text its text
     * @param what what it should be: "a recipe"
     */
    static JsonObject parse(String file, String text, String what) throws IOException {
        JsonElement root;
        String twice;
        try {
            twice = fieldGivenTwice(reader(text));
            JsonReader reader = reader(text);
            root = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("something follows it");
            }
        } catch (JsonParseException | IOException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            throw new IOException(
                    file + (line.find() ? ", line " + line.group(1) : "") + " is no JSON", e);
        }
        if (twice != null) {
            throw new IOException(file + ": the field " + twice + " is there twice");
        }
        if (root instanceof JsonObject object) {
            return object;
        }
        throw new IOException(file + " is not " + what + ": it is no JSON object");
    }

    private static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    /** Returns the first field that an object has twice, or null: the tree keeps but the last. */
    private static String fieldGivenTwice(JsonReader reader) throws IOException {
        Deque<Set<String>> objects = new ArrayDeque<>();
        while (true) {
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    objects.push(new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    objects.pop();
                }
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NAME -> {
                    String name = reader.nextName();
                    if (!objects.element().add(name)) {
                        return name;
                    }
                }
                case END_DOCUMENT -> {
                    return null;
                }
                default -> reader.skipValue();
            }
        }
    }
}
