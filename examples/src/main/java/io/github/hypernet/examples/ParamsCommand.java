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
package io.github.hypernet.examples;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.training.initializer.Initializer;

import io.github.hypernet.core.ParameterReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the recipes and counts the parameters of their models. */
@Command(
        name = "params",
        description = "Lists the recipes, or counts the parameters of one's models block by block.",
        mixinStandardHelpOptions = true)
final class ParamsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "One recipe (default: all).")
    private String recipeName;

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

    @Override
    public Integer call() throws IOException {
        Engine engine = engineOptions.engine("PyTorch");
        Device device = engineOptions.device(engine, null);
        List<Count> counts = new ArrayList<>();
        for (Recipe recipe : recipes()) {
            if (!json) {
                System.out.printf("%s: %s%n", recipe.name(), recipe.description());
            }
            if (recipe.needsData() && data == null) {
                continue;
            }
            Task task = recipe.outline(recipe.needsData() ? data : null);
            for (Map.Entry<String, ? extends Hyperparameters> model : recipe.models().entrySet()) {
                try (Experiment experiment =
                        task.open(model.getKey(), model.getValue(), engine, device)) {
                    // counts do not depend on values, and orthogonal ones take their time
                    experiment.block().setInitializer(Initializer.ZEROS, parameter -> true);
                    experiment.initialize();
                    ParameterReport report = experiment.report();
                    counts.add(
                            new Count(
                                    recipe.name(),
                                    model.getKey(),
                                    report.getLearned(),
                                    report.getGenerated()));
                    print(model.getKey(), report);
                }
            }
        }
        if (json) {
            Main.printJson(counts);
        }
        return 0;
    }

    private List<Recipe> recipes() {
        if (recipeName == null) {
            return Recipes.ALL;
        }
        Recipe recipe = Recipes.named(recipeName);
        if (recipe.needsData() && data == null) {
            throw new IllegalArgumentException(
                    "The text decides about the models of the recipe "
                            + recipeName
                            + ": name it by --data");
        }
        return List.of(recipe);
    }

    private void print(String model, ParameterReport report) {
        if (json) {
            return;
        }
        if (recipeName == null) {
            System.out.printf(
                    "  %-26s %,10d learned  %,10d generated%n",
                    model, report.getLearned(), report.getGenerated());
        } else {
            System.out.printf("%n%s%n%s", model, report);
            if (report.getRows().size() > FEW_BLOCKS) {
                System.out.printf("%n%s, by kind of block%n%s", model, report.summarize());
            }
        }
    }
}
