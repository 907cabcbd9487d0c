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

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Times the models of a recipe side by side with others. */
@Command(
        name = "benchmark",
        description =
                "Times a recipe's models, in turn on the same batch: of images, plain nets"
                        + " and hypernetworks, and the training loop against a bare one; of text,"
                        + " the recurrent blocks and DJL's LSTM.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            defaultValue = "mnist",
            description =
                    "The recipe whose models and batch size to take (default: ${DEFAULT-VALUE}).")
    private String recipeName;

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

    @Override
    public Integer call() throws IOException, TranslateException {
        if (steps <= 0) {
            throw new IllegalArgumentException("--steps must be at least 1, got " + steps);
        }
        Recipe recipe = Recipes.named(recipeName);
        if (recipe instanceof ImageRecipe images) {
            Map<String, ImageSettings> settings = new LinkedHashMap<>();
            for (String model : recipe.modelsNamed(models)) {
                settings.put(model, Overrides.apply(images.models().get(model), changes));
            }
            ImageTask task = images.outline(null);
            Engine engine = engineOptions.engine("PyTorch", settings.values());
            Device device = engineOptions.device(engine, null);
            new ImageBenchmark(task, settings, engine, device, steps).run();
            String last = List.copyOf(settings.keySet()).get(settings.size() - 1);
            new LoopBenchmark(task, last, settings.get(last), engine, device, steps).run();
        } else if (recipe instanceof TextRecipe text) {
            Map<String, TextSettings> settings = new LinkedHashMap<>();
            for (String model : recipe.modelsNamed(models)) {
                settings.put(model, Overrides.apply(text.models().get(model), changes));
            }
            Engine engine = engineOptions.engine("PyTorch", settings.values());
            Device device = engineOptions.device(engine, null);
            new RecurrentBenchmark(settings, engine, device, steps).run();
        } else {
            throw new IllegalArgumentException(
                    "There is no benchmark of the recipe "
                            + recipeName
                            + ", only of images and text");
        }
        return 0;
    }
}
