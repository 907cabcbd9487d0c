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

import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.report.Destination;
import io.github.hypernet.examples.report.Result;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Trains the models of a recipe and leaves a run folder. */
@Command(
        name = "train",
        description =
                "Trains the models of a recipe, and writes tables, charts and models to a folder.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            description = "What to train; \"recipes\" lists them (default: digits).")
    private String recipeName;

    @Mixin private RecipeOptions recipeOptions;

    @Mixin private EngineOptions engineOptions;

    @Mixin private LimitOptions limits;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "The folder or file of the recipe's data (default: built in, or downloaded by DJL).")
    private Path data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of all random numbers (default: 1).")
    private Integer seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder to write, new or empty (default: runs/RECIPE-TIME).")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description =
                    "Models of the recipe, separated by commas, or all (default: a plain net and a"
                            + " hypernetwork).")
    private List<String> models = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Change a setting of the models, such as batchSize=64; a wrong name lists them."
                            + " May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with the run in this folder, from its newest checkpoint; its recipe,"
                            + " models, engine and seed stay, its limits can be set anew.")
    private Path resume;

    @Option(
            names = "--skip-unreadable",
            description =
                    "Leave out files of a folder of images that cannot be read, and name them.")
    private boolean skipUnreadable;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    /** Creates the command. */
    public TrainCommand() {}

    @Override
    public Integer call() throws IOException, TranslateException {
        limits.check();
        limits.addTo(changes);
        Run run = resume == null ? newRun() : resumedRun();
        Recipe recipe = run.recipe();
        RunManifest manifest = run.manifest();
        Placement placement =
                engineOptions.placement(
                        manifest.engine(), manifest.device(), Run.settings(recipe, run.models()));
        Experiment<?> experiment = recipe.kind().load(recipe, manifest.dataOptions(null));
        if (resume != null) {
            experiment = experiment.in(resume);
        }
        return train(experiment, run, placement);
    }

    /** Opens all models, then trains each, and draws their pictures. */
    private <M extends OpenModel> int train(Experiment<M> experiment, Run run, Placement placement)
            throws IOException, TranslateException {
        List<M> open = new ArrayList<>();
        try {
            run.models().forEach((name, spec) -> open.add(experiment.open(name, spec, placement)));
            open.forEach(OpenModel::check);
            try (RunFolder folder = openFolder(run.recipe())) {
                experiment.prepare(folder);
                run.manifest().write(folder); // last: a folder that has it has all that a run needs
                List<Result> results = new ArrayList<>();
                for (M model : open) {
                    TrainingOutcome outcome =
                            model.train(run.manifest().seed(), limits::applyTo, folder);
                    if (outcome.reason() == TrainingOutcome.Reason.STOPPED) {
                        return 0;
                    }
                    model.load(folder.getPath());
                    results.add(model.result(run.recipe().name(), folder.getPath(), outcome));
                }
                experiment.draw(open, folder);
                Result.print(results, json);
                if (!json) {
                    System.out.println("Run folder: " + folder.getPath());
                }
            }
        } finally {
            open.forEach(OpenModel::close);
        }
        return 0;
    }

    private Run newRun() throws IOException {
        if (out != null) {
            Destination.checkNewFolder("--out", out);
        }
        Recipe recipe = recipeOptions.choose(recipeName, "digits");
        Map<String, ModelSpec> chosen = Run.chosen(recipe, models, changes);
        Placement placement =
                engineOptions.placement("PyTorch", null, Run.settings(recipe, chosen));
        int chosenSeed = seed == null ? 1 : seed;
        DataOptions options = new DataOptions(data, chosenSeed, skipUnreadable);
        RunManifest manifest = RunManifest.of(recipe, chosen, placement, options, chosenSeed);
        return new Run(manifest, recipe, chosen);
    }

    private Run resumedRun() throws IOException {
        Run run = Run.read(resume);
        RunManifest manifest = run.manifest();
        refuse("RECIPE", recipeName != null && !recipeName.equals(manifest.recipe()));
        refuse("--recipe", recipeOptions.isGiven());
        refuse("--out", out != null);
        refuse("--seed", seed != null && seed != manifest.seed());
        refuse(
                "--model",
                !models.isEmpty() && !run.recipe().modelsNamed(models).equals(run.modelNames()));
        refuse("--engine", !engineOptions.accepts(manifest.engine()));
        return run.resumed(changes, data, skipUnreadable);
    }

    private static void refuse(String option, boolean refused) {
        if (refused) {
            throw new IllegalArgumentException(
                    option
                            + " does not fit --resume: a run goes on with its own; leave it out, or"
                            + " begin a new run");
        }
    }

    private RunFolder openFolder(Recipe recipe) throws IOException {
        if (resume != null) {
            return RunFolder.open(resume);
        }
        String time =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                        .format(LocalDateTime.now());
        return RunFolder.create(out == null ? Path.of("runs", recipe.name() + "-" + time) : out);
    }
}
