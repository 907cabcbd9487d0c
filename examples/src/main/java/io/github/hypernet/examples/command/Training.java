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

import com.google.gson.JsonElement;

import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.core.training.checkpoint.LoopState;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.Kind;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.report.Result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The training of a run's models, one after the other.
 *
 * @param experiment the recipe with its data
 * @param run the run, as it will be trained
 * @param placement where it computes
 * @param limits how often it is saved
 * @param <M> the models
 */
record Training<M extends OpenModel>(
        Experiment<M> experiment, Run run, Placement placement, LimitOptions limits) {

    private static final String BATCH_SIZE = "batchSize";
    private static final String CARRIED = "carried/"; // in the names of a checkpoint's arrays

    /** Opens a run's folder. */
    @FunctionalInterface
    interface Folder {
        RunFolder open() throws IOException;
    }

    /** Writes what a run keeps besides what a training does. */
    @FunctionalInterface
    private interface Records {
        void write(RunFolder folder) throws IOException;
    }

    /** Returns the names of the files of a new run that are written before its settings. */
    static List<String> firstFiles(Kind kind) {
        List<String> files = new ArrayList<>(kind.runFiles().keySet());
        files.add(RunData.FILE);
        return files;
    }

    /** Refuses to go on with a run that these models do not fit; nothing of it is changed. */
    void check(Path folder, Run stored) throws IOException {
        for (String name : run.modelNames()) {
            ModelSpec spec = run.models().get(name);
            try (M model = experiment.open(name, spec, placement)) {
                model.check();
                Optional<LoopState> state = model.checkpoint(folder, run.manifest().seed());
                if (state.isPresent() && isCarried(state.get())) {
                    requireBatchSize(name, stored.models().get(name), spec);
                }
            }
        }
    }

    private static boolean isCarried(LoopState state) {
        return state.arrays().keySet().stream().anyMatch(name -> name.startsWith(CARRIED));
    }

    private static void requireBatchSize(String model, ModelSpec stored, ModelSpec now) {
        JsonElement before = stored.settings().get(BATCH_SIZE);
        if (!Objects.equals(before, now.settings().get(BATCH_SIZE))) {
            throw new IllegalArgumentException(
                    "The setting "
                            + BATCH_SIZE
                            + " of "
                            + model
                            + " must stay "
                            + before
                            + ": the checkpoint carries the state of as many sequences from batch to"
                            + " batch");
        }
    }

    /** Trains a new run. */
    int begin(Folder folder, RunData data, boolean json) throws IOException, TranslateException {
        return train(
                folder,
                opened -> {
                    experiment.prepare(opened);
                    data.write(opened);
                    writeManifest(opened); // last: a folder that has it has all
                },
                opened -> {},
                json);
    }

    /** Goes on with a run. Its settings are written when a step has shown that they work. */
    int goOn(Path folder, RunData data, boolean json) throws IOException, TranslateException {
        return train(
                () -> RunFolder.open(folder),
                opened -> {},
                opened -> {
                    data.write(opened);
                    writeManifest(opened);
                },
                json);
    }

    private void writeManifest(RunFolder opened) throws IOException {
        Set<String> files = run.recipe().kind().runFiles().keySet();
        run.manifest().withFiles(opened.getPath(), files).write(opened);
    }

    private int train(Folder folder, Records first, Records afterStep, boolean json)
            throws IOException, TranslateException {
        List<M> open = new ArrayList<>();
        try {
            run.models().forEach((name, spec) -> open.add(experiment.open(name, spec, placement)));
            open.forEach(OpenModel::check);
            try (RunFolder opened = folder.open()) {
                first.write(opened);
                return train(open, opened, afterStep, json);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            open.forEach(OpenModel::close);
        }
    }

    private int train(List<M> models, RunFolder folder, Records afterStep, boolean json)
            throws IOException, TranslateException {
        List<Result> results = new ArrayList<>();
        for (M model : models) {
            FirstStep firstStep = new FirstStep(folder, afterStep);
            TrainingOutcome outcome =
                    model.train(run.manifest().seed(), loop -> configure(loop, firstStep), folder);
            if (outcome.reason() == TrainingOutcome.Reason.STOPPED) {
                return 0;
            }
            if (outcome.stepsTaken() == 0) {
                sayFinished(model.name(), outcome);
            }
            if (outcome.best() != null && outcome.weightsStep() != outcome.best().step()) {
                model.load(folder.getPath());
            }
            results.add(result(model, folder.getPath(), outcome));
        }
        experiment.draw(models, folder);
        Result.print(results, json);
        if (!json) {
            System.out.println("Run folder: " + folder.getPath());
        }
        return 0;
    }

    private Result result(M model, Path folder, TrainingOutcome outcome)
            throws IOException, TranslateException {
        return model.result(run.recipe().name(), run.manifest().seed(), folder, outcome);
    }

    private void configure(TrainingLoop.Builder loop, FirstStep firstStep) {
        limits.applyTo(loop, run.manifest());
        loop.addObserver(firstStep);
    }

    private static void sayFinished(String model, TrainingOutcome outcome) {
        String option =
                switch (outcome.reason()) {
                    case EPOCHS -> "a higher --epochs";
                    case STEPS -> "a higher --steps";
                    case TIME -> "more --minutes";
                    default -> "a higher --set patience=N";
                };
        System.err.printf(
                Locale.ROOT,
                "%s was finished, after %,d steps: nothing was trained; %s would train on%n",
                model,
                outcome.step(),
                option);
    }

    /** Writes records after a training's first step. */
    private static final class FirstStep implements TrainingObserver {

        private final RunFolder folder;
        private final Records records;
        private boolean done;

        FirstStep(RunFolder folder, Records records) {
            this.folder = folder;
            this.records = records;
        }

        @Override
        public void onStep(TrainingProgress progress) {
            if (!done) {
                done = true;
                try {
                    records.write(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
