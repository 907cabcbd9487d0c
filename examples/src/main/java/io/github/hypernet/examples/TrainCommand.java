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
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.RunFolder;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.vision.KernelPicture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import javax.imageio.ImageIO;

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
            paramLabel = "DIR",
            description =
                    "The folder of the recipe's data (default: built in, or downloaded by DJL).")
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
            description = "plain, hyper or both (default: both).")
    private ModelKind.Choice model;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with the run in this folder, from its newest checkpoint; its recipe,"
                            + " models, engine and seed stay, its limits can be set anew.")
    private Path resume;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, TranslateException {
        limits.check();
        Settings settings = resume == null ? newSettings() : resumedSettings();
        Recipe recipe = Recipe.named(settings.recipe());
        Engine engine = engineOptions.engine(settings.engine());
        Device device = engineOptions.device(engine, settings.device());
        ImageData images = recipe.data().load(settings.dataFolder(), settings.seed());
        try (RunFolder run = open(recipe)) {
            settings.write(run);
            List<Result> results = new ArrayList<>();
            for (ModelKind kind : settings.modelKinds()) {
                try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
                    TrainingOutcome outcome = classifier.train(images, settings, limits, run);
                    if (outcome.reason() == TrainingOutcome.Reason.STOPPED) {
                        return 0;
                    }
                    Path path = run.getPath();
                    results.add(
                            Result.evaluate(recipe, kind, engine, device, images, path, outcome));
                }
            }
            drawKernels(recipe, settings.modelKinds(), engine, device, run);
            Result.print(results, json);
            if (!json) {
                System.out.println("Run folder: " + run.getPath());
            }
        }
        return 0;
    }

    private Settings newSettings() {
        Recipe recipe = Recipe.named(recipeName == null ? "digits" : recipeName);
        Engine engine = engineOptions.engine("PyTorch");
        return Settings.of(
                recipe,
                (model == null ? ModelKind.Choice.BOTH : model).kinds(),
                engine,
                engineOptions.device(engine, null),
                seed == null ? 1 : seed,
                limits.epochs(recipe.epochs()),
                data);
    }

    private Settings resumedSettings() throws IOException {
        Settings settings = Settings.read(resume);
        refuse("RECIPE", recipeName != null && !recipeName.equals(settings.recipe()));
        refuse("--out", out != null);
        refuse("--seed", seed != null && seed != settings.seed());
        refuse("--model", model != null && !model.kinds().equals(settings.modelKinds()));
        refuse("--engine", !engineOptions.accepts(settings.engine()));
        return settings.resumed(limits.epochs(settings.epochs()), data);
    }

    private void refuse(String option, boolean refused) {
        if (refused) {
            throw new IllegalArgumentException(
                    option
                            + " does not fit --resume: a run goes on with its own; leave it out, or"
                            + " begin a new run");
        }
    }

    private RunFolder open(Recipe recipe) throws IOException {
        if (resume != null) {
            return RunFolder.open(resume);
        }
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return RunFolder.create(out == null ? Path.of("runs", recipe.name() + "-" + time) : out);
    }

    private static void drawKernels(
            Recipe recipe, List<ModelKind> kinds, Engine engine, Device device, RunFolder run)
            throws IOException {
        KernelPicture picture = new KernelPicture();
        for (ModelKind kind : kinds) {
            try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
                classifier.load(run.getPath());
                NDManager manager = classifier.model().getNDManager();
                String title = kind == ModelKind.PLAIN ? "learned" : "generated";
                picture.add("Second kernel, " + title, classifier.secondKernel(manager));
            }
        }
        run.write("kernels.png", file -> ImageIO.write(picture.toImage(), "png", file));
    }
}
