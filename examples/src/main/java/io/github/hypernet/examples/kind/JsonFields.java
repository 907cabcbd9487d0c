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
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;

import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.text.Utf8Text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of an object in a file, each read once and refused in one sentence, which names the
 * file, the field, what it must be and what it is.
 */
public final class JsonFields {

    private static final int SHOWN = 100;
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final String file;
    private final String path;
    private final JsonObject object;

    /**
     * Takes fields of a file.
     *
     * @param file the file, for messages
     * @param path what stands before the names of the fields in messages, such as {@code
     *     "definition."}
     * @param object the fields
     */
    public JsonFields(String file, String path, JsonObject object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param what what it should be, for messages: "a recipe"
     * @return its fields
     * @throws IOException if it cannot be read, is no text in UTF-8, no JSON or no object, or has a
     *     field twice; the message names the file, and the line where one is to blame
     */
    public static JsonFields read(Path file, String what) throws IOException {
        String name = file.toString();
        return parse(name, Utf8Text.read(file), what);
    }

    /** Parses the text of a file that holds an object. */
    static JsonFields parse(String file, String text, String what) throws IOException {
        try {
            if (JsonFile.parse(text) instanceof JsonObject object) {
                return new JsonFields(file, "", object);
            }
        } catch (JsonParseException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("the field ")) {
                throw new IOException(file + ": " + message.replaceFirst("\\$\\.", ""), e);
            }
            Matcher line = LINE.matcher(message);
            throw new IOException(
                    file + (line.find() ? ", line " + line.group(1) : "") + " is no JSON", e);
        }
        throw new IOException(file + " is not " + what + ": it is no JSON object");
    }

    /** Returns no fields, of the same file. */
    JsonFields none() {
        return new JsonFields(file, path, new JsonObject());
    }

    /** {@return the names of the fields} */
    public Collection<String> names() {
        return object.keySet();
    }

    /** {@return the fields as they are in the file} */
    public JsonObject toJson() {
        return object;
    }

    /**
     * Returns whether there is a field.
     *
     * @param name its name
     * @return whether there is one of that name
     */
    public boolean has(String name) {
        return object.has(name);
    }

    /**
     * Returns a refusal of more than a field's value.
     *
     * @param problem what is wrong
     * @return the exception to throw, which names the file
     */
    public IOException refused(String problem) {
        return new IOException(file + ": " + problem);
    }

    /** Refuses fields with other names. */
    void allowOnly(Collection<String> names) throws IOException {
        for (String name : object.keySet()) {
            if (!names.contains(name)) {
                throw refused(
                        "there is no field "
                                + path
                                + shortened(name)
                                + "; the fields are "
                                + String.join(", ", names));
            }
        }
    }

    /** Returns a field's value of any type. */
    JsonElement value(String name, String allowed) throws IOException {
        JsonElement value = object.get(name);
        if (value == null) {
            throw refused("the field " + path + name + " is missing; it must be " + allowed);
        }
        return value;
    }

    /**
     * Returns a text that is not blank.
     *
     * @param name the field's name
     * @param allowed what it must be, for messages
     * @return its value
     * @throws IOException if it is missing or no such text
     */
    public String text(String name, String allowed) throws IOException {
        JsonElement value = value(name, allowed);
        if (isText(value) && !value.getAsString().isBlank()) {
            return value.getAsString();
        }
        throw refused(name, allowed);
    }

    /**
     * Returns one of some texts.
     *
     * @param name the field's name
     * @param values the texts
     * @return its value
     * @throws IOException if it is missing or none of them
     */
    public String oneOf(String name, Collection<String> values) throws IOException {
        String allowed = "one of " + String.join(", ", values);
        String value = text(name, allowed);
        if (values.contains(value)) {
            return value;
        }
        throw refused(name, allowed);
    }

    /**
     * Returns a truth value.
     *
     * @param name the field's name
     * @return its value
     * @throws IOException if it is missing or of another type
     */
    public boolean truth(String name) throws IOException {
        String allowed = "true or false";
        if (value(name, allowed) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw refused(name, allowed);
    }

    /**
     * Returns a number.
     *
     * @param name the field's name
     * @param allowed what it must be, for messages
     * @return its value
     * @throws IOException if it is missing or no number
     */
    public BigDecimal number(String name, String allowed) throws IOException {
        return number(value(name, allowed), name, allowed);
    }

    private BigDecimal number(JsonElement element, String name, String allowed) throws IOException {
        if (element instanceof JsonPrimitive value && value.isNumber()) {
            try {
                return value.getAsBigDecimal();
            } catch (NumberFormatException e) {
                // said below: Gson reads no number with so many digits
            }
        }
        throw refused(name, allowed);
    }

    /**
     * Returns a list of numbers.
     *
     * @param name the field's name
     * @param allowed what it must be, for messages
     * @return its values
     * @throws IOException if it is missing or no such list
     */
    public List<BigDecimal> numbers(String name, String allowed) throws IOException {
        if (value(name, allowed) instanceof JsonArray array) {
            List<BigDecimal> numbers = new ArrayList<>();
            for (JsonElement element : array) {
                numbers.add(number(element, name, allowed));
            }
            return numbers;
        }
        throw refused(name, allowed);
    }

    /**
     * Returns a list of texts.
     *
     * @param name the field's name
     * @param allowed what it must be, for messages
     * @return its values
     * @throws IOException if it is missing or no such list
     */
    public List<String> texts(String name, String allowed) throws IOException {
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

    /**
     * Returns the fields of an object.
     *
     * @param name the field's name
     * @param allowed what it must be, for messages
     * @return its fields
     * @throws IOException if it is missing or no object
     */
    public JsonFields object(String name, String allowed) throws IOException {
        if (value(name, allowed) instanceof JsonObject fields) {
            return new JsonFields(file, path + shortened(name) + ".", fields);
        }
        throw refused(name, allowed);
    }

    /**
     * Returns the refusal of a field's value.
     *
     * @param name the field's name
     * @param allowed what it must be
     * @return the exception to throw
     */
    public IOException refused(String name, String allowed) {
        return refused(
                "the field "
                        + path
                        + shortened(name)
                        + " must be "
                        + allowed
                        + ", got "
                        + shortened(String.valueOf(object.get(name))));
    }

    /** Cuts what stands in a file to what a sentence can show. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }
}
