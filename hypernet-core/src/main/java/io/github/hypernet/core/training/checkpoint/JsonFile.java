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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.util.JsonUtils;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import io.github.hypernet.core.training.internal.Printable;
import io.github.hypernet.core.training.internal.TextFile;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records as files of JSON in UTF-8: written whole or not at all, and checked when they are read.
 */
public final class JsonFile {

    private static final int MOST_BYTES = 16 << 20;
    private static final String TWICE = " is there twice";
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Pattern PLACE = Pattern.compile("(?:path|field) (\\$\\S{0,100})");

    private static final int MOST_SHOWN = 100;

    private JsonFile() {}

    /**
     * Writes a record, indented for people.
     *
     * @param file the file, which is replaced if it exists
     * @param value the record
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void write(Path file, Object value) throws IOException {
        String json = JsonUtils.GSON_PRETTY.toJson(value) + "\n";
        AtomicFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a record.
     *
     * @param file the file
     * @param type the record's type
     * @param what what the file should hold, for the message: "the settings of a run"
     * @param isSound tells whether a record is one that was written, with all that it needs
     * @param <T> the record's type
     * @return the record
     * @throws IOException if the file cannot be read, or holds something else or less; the message
     *     names it
     */
    public static <T> T read(Path file, Class<T> type, String what, Predicate<T> isSound)
            throws IOException {
        String text = TextFile.read(file, MOST_BYTES);
        try {
            requireStrict(text);
            T value = JsonUtils.GSON.fromJson(reader(text), type);
            if (value != null && isSound.test(value)) {
                return value;
            }
        } catch (RuntimeException e) {
            // not Gson's alone: a record may refuse what a file of another hand holds
            throw damaged(file, what, e);
        }
        throw damaged(file, what, null);
    }

    /**
     * Parses JSON by the letter of its standard: names are quoted, there are no comments, and no
     * object has a field twice, of which Gson would take the last.
     *
     * @param text the text
     * @return what it holds
     * @throws JsonParseException if it is none; the message says where
     */
    public static JsonElement parse(String text) {
        requireStrict(text);
        return JsonParser.parseReader(reader(text));
    }

    private static void requireStrict(String text) {
        JsonReader reader = reader(text);
        try {
            requireFieldsOnce(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("something follows it");
            }
        } catch (IOException e) {
            throw new JsonParseException(e.getMessage(), e);
        }
    }

    private static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    /** Refuses a field that is there twice, of which Gson takes the last. */
    private static void requireFieldsOnce(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Set<String> fields = new HashSet<>();
                for (reader.beginObject(); reader.hasNext(); ) {
                    if (!fields.add(reader.nextName())) {
                        throw new JsonParseException(
                                "the field " + Printable.of(reader.getPath(), MOST_SHOWN) + TWICE);
                    }
                    requireFieldsOnce(reader);
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                for (reader.beginArray(); reader.hasNext(); ) {
                    requireFieldsOnce(reader);
                }
                reader.endArray();
            }
            default -> reader.skipValue();
        }
    }

    private static IOException damaged(Path file, String what, Exception e) {
        String message = e == null ? "" : String.valueOf(e.getMessage());
        Matcher line = LINE.matcher(message);
        Matcher place = PLACE.matcher(message);
        String at = place.find() ? Printable.of(place.group(1), MOST_SHOWN) : "";
        return new IOException(
                file
                        + (line.find() ? ", line " + line.group(1) : "")
                        + " is damaged: it does not hold "
                        + what
                        + (at.isEmpty() ? "" : ": " + at)
                        + (message.endsWith(TWICE) ? TWICE : ""),
                e);
    }
}
