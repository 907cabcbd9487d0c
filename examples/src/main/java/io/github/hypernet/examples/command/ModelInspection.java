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

import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.checkpoint.Checkpoints;
import io.github.hypernet.core.training.checkpoint.ModelFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.command.Finding.State;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the models and checkpoints of a run: are they whole, and of the models of this run? */
final class ModelInspection {

    /** Where materialize writes to, unless it is told. */
    static final String MATERIALIZED = "materialized";

    static final List<String> FOLDERS = List.of("models", "checkpoints", MATERIALIZED);

    private static final Pattern MODEL =
            Pattern.compile("(models|materialized(?:/[^/]+)?)/([^/]+)-0000\\.params");
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/(.+)-\\d{1,18}\\.ckpt");

    private final Path folder;
    private final Run run;
    private Experiment<?> experiment; // null where models cannot be built
    private Placement placement;

    /**
     * Creates it.
     *
     * @param run the run; null if it is not known
     */
    ModelInspection(Path folder, Run run) {
        this.folder = folder;
        this.run = run;
        if (run != null) {
            try {
                experiment = run.recipe().kind().outlineOf(run.recipe(), folder);
                placement =
                        new EngineOptions()
                                .placement(
                                        run.manifest().engine(),
                                        "cpu",
                                        Run.settings(run.recipe(), run.models()));
            } catch (IOException | RuntimeException e) {
                experiment = null; // its own files say why; these are looked at for themselves
            }
        }
    }

    Finding look(String name, Path path) {
        Matcher model = MODEL.matcher(name);
        Matcher checkpoint = CHECKPOINT.matcher(name);
        boolean isModel = model.matches();
        if (!isModel && !checkpoint.matches()) {
            return new Finding(name, State.FOREIGN, "no file that a run writes");
        }
        String of = isModel ? model.group(2) : checkpoint.group(1);
        if (run != null && !run.modelNames().contains(of)) {
            return new Finding(name, State.FOREIGN, "the run has no model " + of);
        }
        Finding whole =
                Finding.of(
                        name,
                        path,
                        State.DAMAGED,
                        file -> {
                            if (isModel) {
                                ModelFile.verify(file);
                            } else {
                                Checkpoints.verify(file);
                            }
                            return "";
                        });
        boolean canLoad = whole.isWhole() && experiment != null && !name.startsWith("mat");
        return canLoad
                ? Finding.of(name, path, State.FOREIGN, file -> load(of, isModel, file))
                : whole;
    }

    /** Refuses what this run's model cannot be loaded from. */
    private String load(String name, boolean isModel, Path file) throws IOException {
        try (OpenModel model = experiment.open(name, run.models().get(name), placement)) {
            if (isModel) {
                model.load(folder);
            } else {
                model.requireOwn(file, run.manifest().seed());
            }
            return "";
        }
    }

    /** Returns the models that were evaluated, but whose file is not there. */
    List<Finding> missing() {
        List<Finding> missing = new ArrayList<>();
        for (String name : run == null ? List.<String>of() : run.modelNames()) {
            Path file = RunFolder.modelFile(folder, name);
            if (!Files.exists(file) && isEvaluated(name)) {
                missing.add(
                        new Finding(
                                folder.relativize(file).toString(),
                                State.MISSING,
                                "the best weights were saved there"));
            }
        }
        return missing;
    }

    private boolean isEvaluated(String model) {
        try {
            return MetricsFile.read(folder.resolve(MetricsFile.NAME)).stream()
                    .anyMatch(row -> row.model().equals(model));
        } catch (IOException e) {
            return false; // said of that file
        }
    }
}
