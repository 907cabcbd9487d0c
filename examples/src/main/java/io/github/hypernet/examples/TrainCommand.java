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
import java.util.EnumMap;
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
            defaultValue = "digits",
            description =
                    "What to train; \"params\" lists the recipes (default: ${DEFAULT-VALUE}).")
    private String recipeName;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder of the recipe's data (default: built in, or downloaded by DJL).")
    private Path data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "The most epochs to train (default: the recipe's).")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of all random numbers (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder to write, new or empty (default: runs/RECIPE-TIME).")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "both",
            description = "plain, hyper or both (default: ${DEFAULT-VALUE}).")
    private ModelKind.Choice model;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, TranslateException {
        Recipe recipe = Recipe.named(recipeName);
        int maxEpochs = epochs == null ? recipe.epochs() : epochs;
        if (maxEpochs <= 0) {
            throw new IllegalArgumentException("--epochs must be at least 1, got " + maxEpochs);
        }
        Engine engine = engineOptions.engine("PyTorch");
        Device device = engineOptions.device(engine);
        ImageData images = recipe.data().load(data, seed);
        List<ModelKind> kinds = model.kinds();
        RunFolder run =
                RunFolder.create(
                        out == null ? defaultFolder(recipe) : out,
                        Settings.of(
                                recipe,
                                kinds,
                                engine,
                                EngineOptions.nameOf(device),
                                seed,
                                maxEpochs,
                                data == null ? null : data.toAbsolutePath().toString()));

        List<Result> results = new ArrayList<>();
        Map<ModelKind, List<Epoch>> curves = new EnumMap<>(ModelKind.class);
        for (ModelKind kind : kinds) {
            engine.setRandomSeed(seed);
            results.add(train(recipe, kind, engine, device, images, run, maxEpochs, curves));
        }
        drawKernels(recipe, kinds, engine, device, run);
        Result.print(results, json);
        if (!json) {
            System.out.println("Run folder: " + run.path());
        }
        return 0;
    }

    private static Path defaultFolder(Recipe recipe) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return Path.of("runs", recipe.name() + "-" + time);
    }

    private static Result train(
            Recipe recipe,
            ModelKind kind,
            Engine engine,
            Device device,
            ImageData images,
            RunFolder run,
            int maxEpochs,
            Map<ModelKind, List<Epoch>> curves)
            throws IOException, TranslateException {
        try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
            CurvesWriter writer = new CurvesWriter(run, kind, curves);
            List<Epoch> epochs =
                    new Training(recipe, classifier, run, maxEpochs).fit(images, writer::onEpoch);
            writer.finish();
            double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
            return Result.evaluate(
                    recipe, kind, engine, device, images, run, epochs.size(), seconds);
        }
    }

    private static void drawKernels(
            Recipe recipe, List<ModelKind> kinds, Engine engine, Device device, RunFolder run)
            throws IOException {
        KernelPicture picture = new KernelPicture();
        for (ModelKind kind : kinds) {
            try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
                classifier.load(run);
                NDManager manager = classifier.model().getNDManager();
                String title = kind == ModelKind.PLAIN ? "learned" : "generated";
                picture.add("Second kernel, " + title, classifier.secondKernel(manager));
            }
        }
        run.writeImage("kernels.png", picture.toImage());
    }

    /** Keeps metrics.csv and curves.png up to date, the picture not more often than it pays. */
    private static final class CurvesWriter {

        private static final long PICTURE_NANOS = 10_000_000_000L;

        private final RunFolder run;
        private final ModelKind kind;
        private final Map<ModelKind, List<Epoch>> curves;
        private long lastPicture = System.nanoTime();

        CurvesWriter(RunFolder run, ModelKind kind, Map<ModelKind, List<Epoch>> curves) {
            this.run = run;
            this.kind = kind;
            this.curves = curves;
        }

        void onEpoch(List<Epoch> epochs) throws IOException {
            curves.put(kind, epochs);
            run.writeText("metrics.csv", Curves.toCsv(curves));
            if (System.nanoTime() - lastPicture > PICTURE_NANOS) {
                finish();
                lastPicture = System.nanoTime();
            }
        }

        void finish() throws IOException {
            run.writeImage("curves.png", Curves.toImage(curves));
        }
    }
}
