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

import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.kind.Benchmark;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Kinds;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Times the models of a recipe side by side with others. */
@Command(
        name = "benchmark",
        description =
                "Times a recipe's models, in turn on the same batch: of images, plain nets"
                        + " and hypernetworks, and the training loop against a bare one; of text,"
                        + " the recurrent blocks and DJL's LSTM; of tasks, weights for each row in"
                        + " one pass and in a loop.",
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            description = "The recipe whose models and batch size to take (default: mnist).")
    private String recipeName;

    @Mixin private RecipeOptions recipeOptions;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many steps to time of each (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description =
                    "Models of the recipe, the first to compare with (default: its default ones).")
    private List<String> models = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a setting of the models. May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    /** Creates the command. */
    public BenchmarkCommand() {}

    @Override
    public Integer call() throws IOException, TranslateException {
        if (steps <= 0) {
            throw new IllegalArgumentException("--steps must be at least 1, got " + steps);
        }
        Recipe recipe = recipeOptions.choose(recipeName, "mnist");
        Benchmark benchmark =
                recipe.kind()
                        .benchmark()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no benchmark of the recipe "
                                                        + recipe.name()
                                                        + ", only of "
                                                        + timedKinds()));
        Map<String, ModelSpec> chosen = Run.chosen(recipe, models, changes);
        Placement placement =
                engineOptions.placement("PyTorch", null, Run.settings(recipe, chosen));
        benchmark.run(recipe, chosen, placement, steps);
        return 0;
    }

    private static String timedKinds() {
        return Kinds.all().stream()
                .filter(kind -> kind.benchmark().isPresent())
                .map(Kind::name)
                .collect(Collectors.joining(" and "));
    }
}
