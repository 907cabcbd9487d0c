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

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.report.Destination;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
                    "The folder or file of the recipe's data; or for recipes of tasks the word digits,"
                            + " for small images that are built in (default: built in, or"
                            + " downloaded by DJL).")
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
                    "Leave out files of a folder of images, and drawings, that cannot be read, and"
                            + " name them.")
    private boolean skipUnreadable;

    @Option(
            names = "--allow-other-data",
            description =
                    "With --resume: go on with data that is not the run's; settings.json then says"
                            + " how it differs.")
    private boolean allowOtherData;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    /** Creates the command. */
    public TrainCommand() {}

    @Override
    public Integer call() throws IOException, TranslateException {
        limits.check();
        limits.addTo(changes);
        return resume == null ? begin() : goOn();
    }

    private int begin() throws IOException, TranslateException {
        if (allowOtherData) {
            throw new IllegalArgumentException(
                    "--allow-other-data goes with --resume: a new run takes any data");
        }
        Run run = newRun();
        Experiment<?> experiment =
                run.recipe().kind().load(run.recipe(), run.manifest().dataOptions(null));
        RunData ownData = RunData.of(experiment);
        Training<?> training = new Training<>(experiment, run, placement(run), limits);
        return training.begin(() -> newFolder(run.recipe()), ownData, json);
    }

    /** Goes on with a run: nothing of it is changed before all that can be refused is checked. */
    private int goOn() throws IOException, TranslateException {
        Run stored = stored();
        Run run = stored.resumed(changes, limits, data, skipUnreadable);
        Recipe recipe = run.recipe();
        Placement placement = placement(run);
        Experiment<?> experiment =
                recipe.kind().load(recipe, run.manifest().dataOptions(null)).in(resume);
        RunData newData = RunData.of(experiment, resume);
        Optional<String> difference = newData.differences(resume, allowOtherData);
        if (difference.isPresent()) {
            run = run.withOtherData(difference.get());
        }
        Training<?> training = new Training<>(experiment, run, placement, limits);
        training.check(resume, stored);
        warn(stored, newData, placement);
        return training.goOn(resume, newData, json);
    }

    private Placement placement(Run run) {
        RunManifest manifest = run.manifest();
        return engineOptions.placement(
                manifest.engine(), manifest.device(), Run.settings(run.recipe(), run.models()));
    }

    /** Says what makes the numbers other than those of a run that never stopped. */
    private void warn(Run stored, RunData newData, Placement placement) {
        if (newData.isUnknown()) {
            System.err.printf(
                    Locale.ROOT,
                    "%s keeps no digest of its data, as runs of earlier versions do: whether the"
                            + " data is still the same is not known; a digest is kept from now on%n",
                    resume);
        }
        Integer before = stored.manifest().threads();
        int now = EngineOptions.threads(placement.engine());
        if (before != null && before != now) {
            System.err.printf(
                    Locale.ROOT,
                    "The run computed with %d thread(s) and goes on with %d: its numbers will not be,"
                            + " bit for bit, those of a run that never stopped; OMP_NUM_THREADS=%d"
                            + " keeps them%n",
                    before,
                    now,
                    before);
        }
    }

    private Run newRun() throws IOException {
        Recipe recipe = recipeOptions.choose(recipeName, "digits");
        if (out != null) {
            Destination.checkFolder("--out", out);
            RunFolder.requireNew(out, Training.firstFiles(recipe.kind()));
        }
        Map<String, ModelSpec> chosen = Run.chosen(recipe, models, changes);
        Placement placement =
                engineOptions.placement("PyTorch", null, Run.settings(recipe, chosen));
        int chosenSeed = seed == null ? 1 : seed;
        String split = recipe.kind().split(recipe, data);
        DataOptions options = new DataOptions(data, chosenSeed, skipUnreadable, split);
        RunManifest manifest =
                RunManifest.of(recipe, chosen, placement, options, limits, chosenSeed);
        return new Run(manifest, recipe, chosen);
    }

    /** Reads the run to go on with, and refuses options that do not fit it. */
    private Run stored() throws IOException {
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
        manifest.requireUnedited(resume);
        run.requireOwnFiles(resume);
        if (RunFolder.isInUse(resume)) {
            throw new IOException(
                    "The run folder " + resume + " is in use: another training writes to it");
        }
        return run;
    }

    private static void refuse(String option, boolean refused) {
        if (refused) {
            throw new IllegalArgumentException(
                    option
                            + " does not fit --resume: a run goes on with its own; leave it out, or"
                            + " begin a new run");
        }
    }

    private RunFolder newFolder(Recipe recipe) throws IOException {
        String time =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                        .format(LocalDateTime.now());
        Path path = out == null ? Path.of("runs", recipe.name() + "-" + time) : out;
        return RunFolder.create(path, Training.firstFiles(recipe.kind()));
    }
}
