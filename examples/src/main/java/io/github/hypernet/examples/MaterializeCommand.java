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

import io.github.hypernet.core.Hypernetwork;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes the plain networks of a run's hypernetworks. */
@Command(
        name = "materialize",
        description =
                "Writes the plain network of a hypernetwork, with its generated weights baked in: DJL"
                        + " loads it without this library.",
        mixinStandardHelpOptions = true)
final class MaterializeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The folder that train wrote.")
    private Path run;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description = "Models of the run (default: all hypernetworks).")
    private List<String> models = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder to write NAME-0000.params to (default: RUN/materialized).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.read(run);
        Engine engine = engineOptions.engine(settings.engine());
        Device device = engineOptions.device(engine, null);
        Task task = task(settings);
        Path folder = out == null ? run.resolve("materialized") : out;
        Table table = new Table();
        table.setHeader(List.of("Model", "Learned", "Weights of the plain network", "File"));
        List<Path> files = new ArrayList<>();
        for (String model : settings.modelsNamed(models)) {
            try (Experiment experiment = task.open(model, settings.of(model), engine, device)) {
                if (!(experiment.block() instanceof Hypernetwork)) {
                    requireUnnamed(model);
                    continue;
                }
                experiment.load(run);
                String learned = String.format("%,d", experiment.report().getLearned());
                Path file = experiment.materialize(folder);
                String weights = String.format("%,d", experiment.report().getLearned());
                table.addRow(List.of(model, learned, weights, file.toString()));
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    run
                            + " has no model with weights that can be materialized: its models are "
                            + String.join(", ", settings.modelNames()));
        }
        System.out.print(table);
        return 0;
    }

    private Task task(Settings settings) throws IOException {
        Recipe recipe = Recipes.named(settings.recipe());
        if (recipe instanceof ImageRecipe) {
            return ImageTask.of(run);
        }
        throw new IllegalArgumentException(
                run
                        + " is a run of the recipe "
                        + recipe.name()
                        + ", whose weights change with their input: they cannot be materialized");
    }

    private void requireUnnamed(String model) {
        if (models.contains(model)) {
            throw new IllegalArgumentException(
                    model + " of " + run + " is a plain network already: no weight is generated");
        }
    }
}
