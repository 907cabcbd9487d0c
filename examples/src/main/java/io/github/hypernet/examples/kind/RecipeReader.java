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
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads recipes, and checks them field by field.
 *
 * <pre>
 *   format          1
 *   name            what the user calls it
 *   description     one line about it
 *   kind            one of the kinds of experiments
 *   data            one of the kind's sources
 *   defaultModels   the models that are trained if the user names none
 *   defaults        the family and settings of models that have no other ones; may be left out
 *   models          each by its name, with its family and settings
 * </pre>
 */
final class RecipeReader {

    /** What the user calls all models of a recipe: no model can have such a name. */
    static final Set<String> ALL_MODELS = Set.of("all", "both");

    private static final int FORMAT = 1;
    private static final String FAMILY = "family";
    private static final List<String> FIELDS =
            List.of(
                    "format",
                    "name",
                    "description",
                    "kind",
                    "data",
                    "defaultModels",
                    "defaults",
                    "models");

    // names become those of files
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final String NAMED =
            "named with letters, digits, '.', '_' and '-', and not begin with '.'";

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final String file;
    private final JsonObject definition;
    private final JsonFields fields;

    RecipeReader(String file, JsonObject definition) {
        this.file = file;
        this.definition = definition;
        fields = new JsonFields(file, definition);
    }

    /** Parses the text of a file. */
    static RecipeReader parse(String file, String text) throws IOException {
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
            return new RecipeReader(file, object);
        }
        throw new IOException(file + " is no recipe: it is no JSON object");
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

    /** Checks all fields. */
    Recipe read() throws IOException {
        checkFormat();
        fields.allowOnly(FIELDS);
        checkName("name", fields.text("name", "a name"));
        fields.text("description", "a line of text");
        Kind kind = Kinds.named(fields.oneOf("kind", Kinds.names()));
        fields.oneOf("data", kind.sources());
        Map<String, ModelSpec> models = models(kind.families());
        List<String> defaultModels = fields.texts("defaultModels", oneOrMore(models.keySet()));
        boolean distinct = Set.copyOf(defaultModels).size() == defaultModels.size();
        if (defaultModels.isEmpty() || !distinct || !models.keySet().containsAll(defaultModels)) {
            throw fields.refused("defaultModels", oneOrMore(models.keySet()));
        }
        return new Recipe(definition, kind, models);
    }

    private void checkFormat() throws IOException {
        String allowed = FORMAT + ", the format that this version reads";
        JsonElement format = fields.value("format", allowed);
        if (!format.toString().equals(Integer.toString(FORMAT))) {
            throw fields.refused("format", allowed);
        }
    }

    private void checkName(String field, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException(
                    file + ": the field " + field + " must be " + NAMED + ", got \"" + name + "\"");
        }
    }

    private static String oneOrMore(Set<String> models) {
        return "a list of one or more of " + String.join(", ", models);
    }

    private Map<String, ModelSpec> models(Families<?> families) throws IOException {
        JsonFields given = fields.object("models", "an object with a model or more");
        if (given.names().isEmpty()) {
            throw fields.refused("models", "an object with a model or more");
        }
        JsonFields defaults =
                fields.has("defaults")
                        ? fields.object("defaults", "an object of settings")
                        : new JsonFields(file, new JsonObject());
        Map<String, ModelSpec> models = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>(List.of(FAMILY));
        for (String name : given.names()) {
            checkName("models", name);
            if (ALL_MODELS.contains(name)) {
                throw new IOException(
                        file + ": no model can be named " + name + ", which means all models");
            }
            JsonFields model = given.object(name, "an object of settings");
            JsonFields familySource = model.has(FAMILY) || !defaults.has(FAMILY) ? model : defaults;
            String family = familySource.oneOf(FAMILY, families.names());
            Map<String, Setting> settings = families.settings(family);
            List<String> names = new ArrayList<>(List.of(FAMILY));
            names.addAll(settings.keySet());
            model.allowOnly(names);
            known.addAll(names);
            models.put(name, families.spec(family, settings(settings, model, defaults)));
        }
        defaults.allowOnly(known);
        return models;
    }

    /** Takes each setting from the model, from the defaults, or from its declaration. */
    private static JsonObject settings(
            Map<String, Setting> settings, JsonFields model, JsonFields defaults)
            throws IOException {
        JsonObject values = new JsonObject();
        for (Setting setting : settings.values()) {
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
        return values;
    }
}
