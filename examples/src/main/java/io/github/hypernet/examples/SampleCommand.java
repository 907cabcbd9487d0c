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

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes text or draws with a model of a run. */
@Command(
        name = "sample",
        description = "Writes text, or draws with the pen, with a model that train made.",
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The folder that train wrote.")
    private Path run;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model of the run (default: its last one).")
    private String modelName;

    @Option(
            names = "--length",
            paramLabel = "N",
            description =
                    "How many characters to write, or points to draw (default: 600 characters, or"
                            + " points to where the pen is lifted).")
    private Integer length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "Below 1 bolder, above 1 more varied, 0 always the best one (default:"
                            + " ${DEFAULT-VALUE}).")
    private float temperature;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @ArgGroup(exclusive = false, heading = "%nOf text:%n")
    private TextSampler text;

    @ArgGroup(exclusive = false, heading = "%nOf drawings:%n")
    private StrokeSampler drawings;

    @Override
    public Integer call() throws IOException, TranslateException {
        Settings settings = Settings.read(run);
        Sampler sampler = sampler(Recipes.named(settings.recipe()));
        sampler.check();
        String name = model(settings);
        Engine engine = engineOptions.engine(settings.engine(), settings.all());
        Device device = engineOptions.device(engine, null);
        Task task = sampler.task(run);
        try (Experiment experiment = task.open(name, settings.of(name), engine, device)) {
            experiment.load(run);
            sampler.sample(
                    experiment,
                    new Sampler.Request(run, engine, device, length, temperature, seed));
        }
        return 0;
    }

    /** Returns the sampler of a recipe, with its options; those of others must not be given. */
    private Sampler sampler(Recipe recipe) {
        // picocli makes a group of options only if one of them is given
        List<Sampler> samplers =
                List.of(
                        text == null ? new TextSampler() : text,
                        drawings == null ? new StrokeSampler() : drawings);
        Sampler chosen = null;
        for (Sampler sampler : samplers) {
            if (sampler.accepts(recipe)) {
                chosen = sampler;
            } else if (sampler == text || sampler == drawings) {
                throw new IllegalArgumentException(
                        String.format(
                                "An option is for runs that make %s, but %s is a run of the recipe"
                                        + " %s; \"sample --help\" tells which it is",
                                sampler.product(), run, recipe.name()));
            }
        }
        if (chosen == null) {
            throw new IllegalArgumentException(
                    run
                            + " is a run of the recipe "
                            + recipe.name()
                            + ", which makes no "
                            + String.join(
                                    " and no ", samplers.stream().map(Sampler::product).toList()));
        }
        return chosen;
    }

    private String model(Settings settings) {
        List<String> names = settings.modelNames();
        if (modelName != null && !names.contains(modelName)) {
            throw new IllegalArgumentException(
                    run + " has no model " + modelName + "; it has " + String.join(", ", names));
        }
        return modelName == null ? names.get(names.size() - 1) : modelName;
    }
}
