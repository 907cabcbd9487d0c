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
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.RunFolder;

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
import java.util.Map;
import java.util.concurrent.Callable;

/** Trains the models of a recipe and leaves a run folder. */
@Command(
        name = "train",
        description =
                "Trains the models of a recipe, and writes tables, charts and models to a folder.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            description = "What to train; \"params\" lists the recipes (default: digits).")
    private String recipeName;

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

    @Override
    public Integer call() throws IOException, TranslateException {
        limits.check();
        limits.addTo(changes);
        Settings settings = resume == null ? newSettings() : resumedSettings();
        Recipe recipe = Recipes.named(settings.recipe());
        Engine engine = engineOptions.engine(settings.engine(), settings.all());
        Device device = engineOptions.device(engine, settings.device());
        Task loaded = recipe.load(settings.dataPath(), settings.seed(), settings.skipUnreadable());
        for (String model : settings.modelNames()) {
            try (Experiment experiment = loaded.open(model, settings.of(model), engine, device)) {
                experiment.check();
            }
        }
        try (RunFolder run = openFolder(recipe)) {
            Task task = resume == null ? loaded : loaded.in(resume);
            settings.write(run);
            task.prepare(run);
            List<Result> results = new ArrayList<>();
            for (String model : settings.modelNames()) {
                TrainingOutcome outcome;
                try (Experiment experiment = task.open(model, settings.of(model), engine, device)) {
                    outcome = experiment.train(settings.seed(), limits, run);
                }
                if (outcome.reason() == TrainingOutcome.Reason.STOPPED) {
                    return 0;
                }
                try (Experiment best = task.open(model, settings.of(model), engine, device)) {
                    best.load(run.getPath());
                    results.add(Result.of(recipe.name(), best, run.getPath(), outcome));
                }
            }
            draw(task, settings, engine, device, run);
            Result.print(results, json);
            if (!json) {
                System.out.println("Run folder: " + run.getPath());
            }
        }
        return 0;
    }

    private Settings newSettings() {
        Recipe recipe = Recipes.named(recipeName == null ? "digits" : recipeName);
        Map<String, Hyperparameters> chosen = new LinkedHashMap<>();
        for (String model : recipe.modelsNamed(models)) {
            chosen.put(model, Overrides.apply(recipe.models().get(model), changes));
        }
        Engine engine = engineOptions.engine("PyTorch", chosen.values());
        return Settings.of(
                recipe,
                chosen,
                engine,
                engineOptions.device(engine, null),
                seed == null ? 1 : seed,
                data,
                skipUnreadable);
    }

    private Settings resumedSettings() throws IOException {
        Settings settings = Settings.read(resume);
        Recipe recipe = Recipes.named(settings.recipe());
        refuse("RECIPE", recipeName != null && !recipeName.equals(settings.recipe()));
        refuse("--out", out != null);
        refuse("--seed", seed != null && seed != settings.seed());
        refuse(
                "--model",
                !models.isEmpty() && !recipe.modelsNamed(models).equals(settings.modelNames()));
        refuse("--engine", !engineOptions.accepts(settings.engine()));
        return settings.resumed(changes, data, skipUnreadable);
    }

    private void refuse(String option, boolean refused) {
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
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return RunFolder.create(out == null ? Path.of("runs", recipe.name() + "-" + time) : out);
    }

    private static void draw(
            Task task, Settings settings, Engine engine, Device device, RunFolder run)
            throws IOException, TranslateException {
        List<Experiment> experiments = new ArrayList<>();
        try {
            for (String model : settings.modelNames()) {
                Experiment experiment = task.open(model, settings.of(model), engine, device);
                experiments.add(experiment);
                experiment.load(run.getPath());
            }
            task.draw(experiments, run);
        } finally {
            experiments.forEach(Experiment::close);
        }
    }
}
