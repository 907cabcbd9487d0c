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

import ai.djl.training.initializer.Initializer;

import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.Recipes;
import io.github.hypernet.examples.report.JsonLines;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Lists the recipes and counts the parameters of their models. */
@Command(
        name = "params",
        description = "Lists the recipes, or counts the parameters of one's models block by block.",
        mixinStandardHelpOptions = true)
public final class ParamsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "One recipe (default: all).")
    private String recipeName;

    @Mixin private RecipeOptions recipeOptions;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The text of the recipe text, which decides about its models.")
    private Path data;

    @Option(names = "--json", description = "Print a JSON array of all counts.")
    private boolean json;

    private static final int FEW_BLOCKS = 20;

    private record Count(String recipe, String model, long learned, long generated) {}

    /** Creates the command. */
    public ParamsCommand() {}

    @Override
    public Integer call() throws IOException {
        Map<Recipe, Optional<Experiment<?>>> outlines = new LinkedHashMap<>();
        for (Recipe recipe : recipes()) {
            outlines.put(recipe, outline(recipe));
        }
        Placement placement = engineOptions.placement("PyTorch", null);
        List<Count> counts = new ArrayList<>();
        outlines.forEach(
                (recipe, outline) -> {
                    if (!json) {
                        System.out.printf(
                                Locale.ROOT, "%s: %s%n", recipe.name(), recipe.description());
                    }
                    outline.ifPresent(models -> count(recipe, models, placement, counts));
                });
        if (json) {
            JsonLines.print(counts);
        }
        return 0;
    }

    /** Returns what is needed to build a recipe's models; nothing if only its text tells. */
    private Optional<Experiment<?>> outline(Recipe recipe) throws IOException {
        boolean needsData = recipe.kind().needsData(recipe);
        return needsData && data == null
                ? Optional.empty()
                : Optional.of(recipe.kind().outline(recipe, needsData ? data : null));
    }

    private void count(
            Recipe recipe, Experiment<?> experiment, Placement placement, List<Count> counts) {
        for (String name : recipe.models().keySet()) {
            ParameterReport report = report(experiment, recipe, name, placement);
            counts.add(new Count(recipe.name(), name, report.getLearned(), report.getGenerated()));
            print(name, report);
        }
    }

    private static ParameterReport report(
            Experiment<?> experiment, Recipe recipe, String name, Placement placement) {
        try (OpenModel model = experiment.open(name, recipe.models().get(name), placement)) {
            // counts do not depend on values, and orthogonal ones take their time
            model.block().setInitializer(Initializer.ZEROS, parameter -> true);
            model.initialize();
            return model.report();
        }
    }

    private boolean isOne() {
        return recipeName != null || recipeOptions.isGiven();
    }

    private List<Recipe> recipes() throws IOException {
        if (!isOne()) {
            return Recipes.all();
        }
        Recipe recipe = recipeOptions.choose(recipeName, null);
        boolean needsData = recipe.kind().needsData(recipe);
        if (!needsData && data != null) {
            throw new IllegalArgumentException(
                    "The models of the recipe " + recipe.name() + " do not depend on --data");
        }
        if (needsData && data == null) {
            throw new IllegalArgumentException(
                    "The text decides about the models of the recipe "
                            + recipe.name()
                            + ": name it by --data");
        }
        return List.of(recipe);
    }

    private void print(String model, ParameterReport report) {
        if (json) {
            return;
        }
        if (!isOne()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-26s %,10d learned  %,10d generated%n",
                    model,
                    report.getLearned(),
                    report.getGenerated());
        } else {
            System.out.printf(Locale.ROOT, "%n%s%n%s", model, report);
            if (report.getRows().size() > FEW_BLOCKS) {
                System.out.printf(
                        Locale.ROOT, "%n%s, by kind of block%n%s", model, report.summarize());
            }
        }
    }
}
