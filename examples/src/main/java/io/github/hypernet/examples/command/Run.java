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

import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run and the recipe that it stores.
 *
 * @param manifest its settings
 * @param recipe the recipe
 * @param models the models by name, with the settings that they are trained with
 */
record Run(RunManifest manifest, Recipe recipe, Map<String, ModelSpec> models) {

    /** Reads a run's settings, and its recipe: from them, or built in. */
    static Run read(Path folder) throws IOException {
        RunManifest manifest = RunManifest.read(folder);
        Recipe recipe = RunManifestReader.recipe(manifest, folder);
        return new Run(manifest, recipe, RunManifestReader.models(manifest, recipe, folder));
    }

    /**
     * Refuses files that go with the settings and are damaged, or edited since they were written.
     */
    void requireOwnFiles(Path folder) throws IOException {
        for (String file : recipe.kind().runFiles().keySet()) {
            requireOwn(folder, file);
        }
    }

    /** Refuses a file that goes with the settings: what is wrong with it is told first. */
    void requireOwn(Path folder, String file) throws IOException {
        recipe.kind().runFiles().get(file).read(folder);
        manifest.requireUnedited(folder, file);
    }

    /** Returns this run with other values of settings, limits and, where it is not null, data. */
    Run resumed(
            Map<String, String> changes, LimitOptions limits, Path data, boolean skipUnreadable) {
        Map<String, ModelSpec> changed = changed(recipe, models, changes);
        String place = recipe.kind().place(data);
        return new Run(manifest.resumed(changed, limits, place, skipUnreadable), recipe, changed);
    }

    /** Returns this run with data that differs from its own, as it is told. */
    Run withOtherData(String difference) {
        return new Run(manifest.withOtherData(difference), recipe, models);
    }

    /** Changes settings of models of a recipe. */
    static Map<String, ModelSpec> changed(
            Recipe recipe, Map<String, ModelSpec> models, Map<String, String> changes) {
        Map<String, ModelSpec> changed = new LinkedHashMap<>();
        models.forEach(
                (name, spec) -> changed.put(name, recipe.kind().families().with(spec, changes)));
        return changed;
    }

    /** Chooses models of a recipe by name, and changes their settings. */
    static Map<String, ModelSpec> chosen(
            Recipe recipe, List<String> names, Map<String, String> changes) {
        Map<String, ModelSpec> chosen = new LinkedHashMap<>();
        recipe.modelsNamed(names).forEach(name -> chosen.put(name, recipe.models().get(name)));
        return changed(recipe, chosen, changes);
    }

    List<String> modelNames() {
        return List.copyOf(models.keySet());
    }

    /** Finds models of the run by name; none named are all of them. */
    List<String> modelsNamed(List<String> choice) {
        for (String model : choice) {
            if (!models.containsKey(model)) {
                throw new IllegalArgumentException(
                        "The run has no model "
                                + model
                                + "; it has "
                                + String.join(", ", modelNames()));
            }
        }
        return choice.isEmpty() ? modelNames() : choice.stream().distinct().toList();
    }

    /** Reads the settings of models of a recipe. */
    static List<Hyperparameters> settings(Recipe recipe, Map<String, ModelSpec> models) {
        return models.values().stream()
                .<Hyperparameters>map(spec -> recipe.kind().families().read(spec))
                .toList();
    }
}
