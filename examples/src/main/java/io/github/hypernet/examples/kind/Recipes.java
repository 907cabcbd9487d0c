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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recipes that are built in, and those in files of the user's. */
public final class Recipes {

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
            return RecipeReader.parse(name + ".json", json(name)).read();
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
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name the file of a recipe");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no JSON: it is no text in UTF-8", e);
        }
        Recipe recipe = RecipeReader.parse(file.toString(), text).read();
        if (NAMES.contains(recipe.name())) {
            throw new IOException(
                    file
                            + ": the field name must not be that of a recipe that is built in, got \""
                            + recipe.name()
                            + "\"");
        }
        return recipe;
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
        return new RecipeReader(file.toString(), definition).read();
    }
}
