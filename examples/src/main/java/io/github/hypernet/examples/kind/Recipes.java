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

import com.google.gson.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The recipes that are built in, and those in files of the user's. */
public final class Recipes {

    private static final int LONGEST = 100;
    private static final String FOLDER = "/recipes/";
    private static final List<String> NAMES = resource("list.txt").lines().toList();

    private Recipes() {}

    /** {@return all recipes that are built in, in the order of lists} */
    public static List<Recipe> all() {
        List<Recipe> recipes = new ArrayList<>();
        NAMES.forEach(name -> recipes.add(named(name)));
        return recipes;
    }

    /**
     * Finds a recipe that is built in.
     *
     * @param name its name
     * @return the recipe
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Recipe named(String name) {
        try {
            JsonFields fields = JsonFields.parse(name + ".json", json(name), "a recipe");
            return new RecipeReader(fields).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a built-in recipe as a file to start from.
     *
     * @param name its name
     * @return the file's text
     * @throws IllegalArgumentException if there is none of that name
     */
    public static String json(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "There is no recipe " + name + "; the recipes are " + String.join(", ", NAMES));
        }
        return resource(name + ".json");
    }

    private static String resource(String name) {
        try (InputStream resource = Recipes.class.getResourceAsStream(FOLDER + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a recipe of the user's.
     *
     * @param file the file
     * @return the recipe
     * @throws IOException if it cannot be read, or a field is none or does not have such a value;
     *     the message names the file and the field
     */
    public static Recipe read(Path file) throws IOException {
        JsonFields fields = JsonFields.read(file, "a recipe");
        Recipe recipe = new RecipeReader(fields).read();
        if (NAMES.contains(recipe.name())) {
            throw fields.refused("name", "another one than those of built-in recipes");
        }
        requireNamesForFiles(fields, recipe);
        if (recipe.description().codePoints().anyMatch(Character::isISOControl)) {
            throw fields.refused("description", "one line of text, without control characters");
        }
        return recipe;
    }

    /** Refuses names that cannot be those of files, or not beside each other, on some disk. */
    private static void requireNamesForFiles(JsonFields fields, Recipe recipe) throws IOException {
        Map<String, String> models = new HashMap<>();
        for (String name : recipe.models().keySet()) {
            String other = models.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw fields.refused(
                        "the models "
                                + other
                                + " and "
                                + name
                                + " differ only in case, and their files would be the same on some"
                                + " disks");
            }
        }
        for (String name :
                Stream.concat(Stream.of(recipe.name()), models.values().stream()).toList()) {
            if (name.length() > LONGEST) {
                throw fields.refused(
                        "a name, which becomes one of files, has at most "
                                + LONGEST
                                + " characters, got "
                                + name);
            }
        }
    }

    /**
     * Reads the recipe that a run has stored.
     *
     * @param file the file that it is stored in, for messages
     * @param definition its {@link Recipe#definition}
     * @return the recipe
     * @throws IOException as {@link #read} does
     */
    public static Recipe stored(Path file, JsonObject definition) throws IOException {
        JsonFields fields = new JsonFields(file.toString(), "definition.", definition);
        return new RecipeReader(fields).read();
    }
}
