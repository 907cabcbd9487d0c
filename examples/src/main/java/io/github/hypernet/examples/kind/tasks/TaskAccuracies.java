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

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.util.List;

/** Notes after each task how well a model does all tasks that it has learned. */
final class TaskAccuracies implements TrainingObserver {

    /** Measures accuracies. */
    @FunctionalInterface
    interface Measure {

        /** Returns those of the first tasks, of the model as it is. */
        double[] of(int tasks) throws IOException, TranslateException;
    }

    private final RunFolder run;
    private final String model;
    private final int tasks;
    private final Measure accuracies;
    private boolean trained;

    TaskAccuracies(RunFolder run, String model, int tasks, Measure accuracies) {
        this.run = run;
        this.model = model;
        this.tasks = tasks;
        this.accuracies = accuracies;
    }

    @Override
    public void onStep(TrainingProgress progress) {
        trained = true;
    }

    /** A resumed training tells of evaluations of before: of later ones it knows nothing. */
    @Override
    public void onEvaluation(List<Evaluation> evaluations, Evaluation best) throws IOException {
        Evaluation last = evaluations.get(evaluations.size() - 1);
        TaskTable table = TaskTable.of(run.getPath(), model, tasks).until(last.step());
        if (trained) {
            int task = last.epoch() - 1;
            table = table.with(new TaskTable.Row(task, last.step(), measure(task + 1)));
        }
        table.write(run, model, tasks);
    }

    private double[] measure(int learned) throws IOException {
        try {
            return accuracies.of(learned);
        } catch (TranslateException e) {
            throw new IOException("The test images cannot be evaluated: " + e.getMessage(), e);
        }
    }
}
