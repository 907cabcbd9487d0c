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

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final JsonFields fields;

    RecipeReader(JsonFields fields) {
        this.fields = fields;
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
        return new Recipe(fields.toJson(), kind, models);
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
            throw fields.refused(
                    "the field "
                            + field
                            + " must be "
                            + NAMED
                            + ", got \""
                            + JsonFields.shortened(name)
                            + "\"");
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
                        : fields.none();
        Map<String, ModelSpec> models = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>(List.of(FAMILY));
        for (String name : given.names()) {
            checkName("models", name);
            if (ALL_MODELS.contains(name)) {
                throw fields.refused("no model can be named " + name + ", which means all models");
            }
            JsonFields model = given.object(name, "an object of settings");
            JsonFields familySource = model.has(FAMILY) || !defaults.has(FAMILY) ? model : defaults;
            String family = familySource.oneOf(FAMILY, families.names());
            List<String> names = new ArrayList<>(List.of(FAMILY));
            names.addAll(families.settings(family).keySet());
            model.allowOnly(names);
            known.addAll(names);
            models.put(name, families.read(family, model, defaults));
        }
        defaults.allowOnly(known);
        return models;
    }
}
