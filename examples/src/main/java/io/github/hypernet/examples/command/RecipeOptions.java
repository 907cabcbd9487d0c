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

import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** The option for a recipe of the user's own. */
final class RecipeOptions {

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description =
                    "A recipe of your own in place of RECIPE; \"recipes show NAME\" prints one to"
                            + " start from.")
    private Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * Returns the recipe in the file, or a built-in one.
     *
     * @param name what the user named, or null
     * @param fallback the recipe where neither is given
     */
    Recipe choose(String name, String fallback) throws IOException {
        if (file == null) {
            return Recipes.named(name == null ? fallback : name);
        }
        if (name != null) {
            throw new IllegalArgumentException(
                    "Name a recipe, or a file by --recipe, not both: got " + name + " and " + file);
        }
        return Recipes.read(file);
    }
}
