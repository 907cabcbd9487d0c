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
import io.github.hypernet.examples.report.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;

/** Lists the recipes, and prints one as a file to start from. */
@Command(
        name = "recipes",
        description = "Lists the recipes, or prints one as a file to start from.",
        mixinStandardHelpOptions = true)
public final class RecipesCommand implements Runnable {

    /** Creates the command. */
    public RecipesCommand() {}

    @Override
    public void run() {
        Table table = new Table();
        table.setHeader(List.of("Recipe", "Kind", "About"));
        for (Recipe recipe : Recipes.all()) {
            table.addRow(List.of(recipe.name(), recipe.kind().name(), recipe.description()));
        }
        System.out.print(table);
    }

    @Command(
            name = "show",
            description =
                    "Prints a recipe as JSON: with a name of its own it is a file for \"train"
                            + " --recipe\".",
            mixinStandardHelpOptions = true)
    void show(@Parameters(paramLabel = "NAME", description = "The recipe.") String name) {
        System.out.print(Recipes.json(name));
    }
}
