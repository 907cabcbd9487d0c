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
package io.github.hypernet.examples.kind.tasks;

import io.github.hypernet.examples.kind.Benchmark;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Families;
import io.github.hypernet.examples.kind.ImageClassifier;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.Recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nets whose weights are made from a condition, of small grey images. */
public final class TaskKind extends Kind {

    static final Families<TaskSettings> FAMILIES =
            new Families<TaskSettings>()
                    .add("continual", ContinualSettings.class)
                    .add("rotated", RotationSettings.class)
                    .add("functions", FunctionSettings.class);

    /** Creates the kind. */
    public TaskKind() {
        super("tasks", FAMILIES, TaskImages.SIDES.keySet());
    }

    @Override
    public Set<String> builtInData() {
        return Set.of(TaskImages.DIGITS);
    }

    @Override
    public Experiment<?> load(Recipe recipe, DataOptions options) throws IOException {
        return new TaskExperiment(TaskImages.load(recipe, options));
    }

    @Override
    public Experiment<?> outline(Recipe recipe, Path data) {
        return new TaskExperiment(new TaskImages(recipe.data(), 1, null));
    }

    @Override
    public Experiment<?> outlineOf(Recipe recipe, Path run) throws IOException {
        return new TaskExperiment(TaskImages.outlineOf(run));
    }

    @Override
    public Optional<Benchmark> benchmark() {
        return Optional.of(
                (recipe, models, placement, steps) -> new RowBenchmark(placement, steps).run());
    }

    @Override
    public Map<String, RunFile> runFiles() {
        return Map.of(TaskImages.FILE, TaskImages::outlineOf);
    }

    @Override
    public Optional<ImageClassifier> classifier() {
        return Optional.of(new TaskClassifier());
    }

    @Override
    public Optional<Experiment<?>> materializable(Path run) throws IOException {
        return Optional.of(new TaskExperiment(TaskImages.outlineOf(run)));
    }

    @Override
    public Map<String, ModelFileCheck> modelFiles() {
        return Map.of(
                TaskTable.FILE, TaskTable::describe, AngleAccuracies.FILE, AngleAccuracies::check);
    }
}
