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

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.report.Destination;
import io.github.hypernet.examples.report.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes the plain networks of a run's hypernetworks. */
@Command(
        name = "materialize",
        description =
                "Writes the plain network of a hypernetwork, with its generated weights baked in: DJL"
                        + " loads it without this library.",
        mixinStandardHelpOptions = true)
public final class MaterializeCommand implements Callable<Integer> {

    @Mixin private RunOptions runOptions;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description = "Models of the run (default: all hypernetworks).")
    private List<String> models = List.of();

    @Option(
            names = "--condition",
            paramLabel = "VALUE",
            description =
                    "What the weights are made from, where a model has others for each condition: a"
                            + " task's number from 0, an angle in degrees, or an image file.")
    private String condition;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder to write NAME-0000.params to (default: RUN/materialized, and in it a"
                            + " folder for each condition).")
    private Path out;

    /** Creates the command. */
    public MaterializeCommand() {}

    @Override
    public Integer call() throws IOException {
        Run stored = runOptions.read();
        requireNoModels(out);
        Path folder = out == null ? ownFolder() : out;
        Destination.checkFolder("--out", folder);
        List<String> names = stored.modelsNamed(models);
        Experiment<?> experiment = experiment(stored.recipe());
        Placement placement = runOptions.placement(stored);
        List<OpenModel> open = new ArrayList<>();
        try {
            for (String name : names) {
                OpenModel model = experiment.open(name, stored.models().get(name), placement);
                open.add(model);
                if (model.isMaterializable()) {
                    model.load(runOptions.folder());
                } else {
                    requireUnnamed(name);
                }
            }
            List<OpenModel> hypernetworks =
                    open.stream().filter(OpenModel::isMaterializable).toList();
            if (hypernetworks.isEmpty()) {
                throw new IllegalArgumentException(
                        runOptions.folder()
                                + " has no model with weights that can be materialized: its models"
                                + " are "
                                + String.join(", ", stored.modelNames()));
            }
            System.out.print(materialize(hypernetworks, folder));
        } finally {
            open.forEach(OpenModel::close);
        }
        return 0;
    }

    /** Returns a folder of the run's own: the networks of another condition are left alone. */
    private Path ownFolder() {
        Path folder = runOptions.folder().resolve(ModelInspection.MATERIALIZED);
        return condition == null
                ? folder
                : folder.resolve(condition.replaceAll(".*[/\\\\]|\\p{Cntrl}", ""));
    }

    private Table materialize(List<OpenModel> hypernetworks, Path folder) throws IOException {
        Table table = new Table();
        table.setHeader(List.of("Model", "Learned", "Weights of the plain network", "File"));
        for (OpenModel model : hypernetworks) {
            String learned = String.format(Locale.ROOT, "%,d", model.report().getLearned());
            Path file = model.materialize(folder, condition);
            String weights = String.format(Locale.ROOT, "%,d", model.report().getLearned());
            table.addRow(List.of(model.name(), learned, weights, file.toString()));
        }
        return table;
    }

    /** Refuses the folder of a run's models, where files have the same names. */
    private static void requireNoModels(Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Path real = folder.toRealPath();
        Path parent = real.resolveSibling("");
        boolean ofRun = RunManifest.isIn(parent) || RunManifest.isIn(folder.resolveSibling(""));
        if (ofRun && RunFolder.modelFile(parent, "any").getParent().equals(real)) {
            throw new IllegalArgumentException(
                    "--out must not be "
                            + folder
                            + ", where a run keeps its models: the plain networks would replace"
                            + " them");
        }
    }

    private Experiment<?> experiment(Recipe recipe) throws IOException {
        Optional<Experiment<?>> experiment = recipe.kind().materializable(runOptions.folder());
        return experiment.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                runOptions.folder()
                                        + " is a run of the recipe "
                                        + recipe.name()
                                        + ", whose weights change with their input: they cannot be"
                                        + " materialized"));
    }

    private void requireUnnamed(String model) {
        if (models.contains(model)) {
            throw new IllegalArgumentException(
                    model
                            + " of "
                            + runOptions.folder()
                            + " is a plain network already: no weight is generated");
        }
    }
}
