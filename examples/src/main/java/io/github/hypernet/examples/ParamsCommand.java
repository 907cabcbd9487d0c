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

import io.github.hypernet.core.ParameterReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--json", description = "Print a JSON array of all counts.")
    private boolean json;

    private record Count(String recipe, String model, long learned, long generated) {}

    @Override
    public Integer call() {
        List<Recipe> recipes = recipeName == null ? Recipe.ALL : List.of(Recipe.named(recipeName));
        Engine engine = engineOptions.engine("PyTorch");
        Device device = engineOptions.device(engine, null);
        List<Count> counts = new ArrayList<>();
        for (Recipe recipe : recipes) {
            if (!json) {
                System.out.printf("%s: %s%n", recipe.name(), recipe.description());
            }
            for (ModelKind kind : ModelKind.values()) {
                try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
                    classifier.initialize();
                    ParameterReport report = classifier.report();
                    counts.add(
                            new Count(
                                    recipe.name(),
                                    kind.toString(),
                                    report.getLearned(),
                                    report.getGenerated()));
                    if (!json && recipeName == null) {
                        System.out.printf(
                                "  %-6s %,10d learned  %,10d generated%n",
                                kind, report.getLearned(), report.getGenerated());
                    } else if (!json) {
                        System.out.printf("%n%s%n%s", kind, report);
                    }
                }
            }
        }
        if (json) {
            Main.printJson(counts);
        }
        return 0;
    }
}
