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

import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recipe of the kind with its images.
 *
 * @param images the images, or an outline of them where only the models matter
 */
record TaskExperiment(TaskImages images) implements Experiment<TaskModel> {

    @Override
    public TaskModel open(String name, ModelSpec spec, Placement placement) {
        return TaskKind.FAMILIES.read(spec).open(images, name, placement);
    }

    @Override
    public void prepare(RunFolder run) throws IOException {
        images.write(run);
    }

    /** Refuses images of another size than the run's models take. */
    @Override
    public TaskExperiment in(Path run) throws IOException {
        TaskImages trained = TaskImages.outlineOf(run);
        if (!trained.imageShape().equals(images.imageShape())) {
            throw new IOException(
                    "The images have the shape "
                            + images.imageShape()
                            + " (channels, height, width), the models of "
                            + run
                            + " were trained on "
                            + trained.imageShape());
        }
        return new TaskExperiment(new TaskImages(images.source(), trained.seed(), images.data()));
    }

    @Override
    public Optional<DataIdentity> identity() {
        return Optional.of(images.data().identity());
    }

    /** Has each family draw its models together. */
    @Override
    public void draw(List<TaskModel> models, RunFolder run) throws IOException, TranslateException {
        Map<Class<?>, List<TaskModel>> families = new LinkedHashMap<>();
        for (TaskModel model : models) {
            families.computeIfAbsent(model.getClass(), c -> new ArrayList<>()).add(model);
        }
        for (List<TaskModel> family : families.values()) {
            family.get(0).draw(family, run);
        }
    }
}
