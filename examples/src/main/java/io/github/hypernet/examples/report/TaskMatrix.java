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
package io.github.hypernet.examples.report;

import ai.djl.util.Preconditions;

import io.github.hypernet.core.picture.Canvas;
import io.github.hypernet.core.picture.Picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The accuracy on each task after the training on each task, for several models: what a model
 * learns, and what it forgets. A row is a time, a column a task, both numbered from 0 as the tasks'
 * ids are; the numbers are percent, and the darker, the higher. At the right stands the mean over
 * the tasks so far.
 */
public final class TaskMatrix extends Picture {

    private static final int MARGIN = 16;
    private static final int GAP = 24;
    private static final int MOST_WIDTH = 1160;

    private final List<TaskPanel> panels = new ArrayList<>();

    /** Creates a picture of no models. */
    public TaskMatrix() {}

    /**
     * Adds a model.
     *
     * @param title what stands above its matrix
     * @param accuracy {@code accuracy[t][j]}: the share of task j, from 0 to 1, that is right after
     *     the training on task t; NaN where it was not measured. A row for each task that was
     *     trained on, a column for each task
     * @return this picture
     * @throws IllegalArgumentException if there is no row or no column, a row has another length
     *     than the first, there are more rows than columns, or a value is out of range
     */
    public TaskMatrix add(String title, double[][] accuracy) {
        int tasks = accuracy.length == 0 ? 0 : accuracy[0].length;
        Preconditions.checkArgument(
                tasks > 0 && accuracy.length <= tasks,
                "The matrix of \""
                        + title
                        + "\" must have a column for each task and from 1 to as many rows, got "
                        + accuracy.length
                        + " rows and "
                        + tasks
                        + " columns");
        for (int t = 0; t < accuracy.length; ++t) {
            check(title, t, accuracy[t], tasks);
        }
        panels.add(
                new TaskPanel(
                        title,
                        Arrays.stream(accuracy).map(double[]::clone).toArray(double[][]::new)));
        return this;
    }

    private static void check(String title, int time, double[] row, int tasks) {
        Preconditions.checkArgument(
                row.length == tasks,
                "All rows of the matrix of \""
                        + title
                        + "\" must have the length of the first, "
                        + tasks
                        + ", got "
                        + row.length
                        + " in row "
                        + time);
        for (int task = 0; task < tasks; ++task) {
            double value = row[task];
            Preconditions.checkArgument(
                    Double.isNaN(value) || value >= 0 && value <= 1,
                    "The accuracy of \""
                            + title
                            + "\" on task "
                            + task
                            + " after task "
                            + time
                            + " must be from 0 to 1, or NaN if it was not measured, got "
                            + value);
        }
    }

    private int panelWidth() {
        return panels.stream().mapToInt(TaskPanel::width).max().orElse(0);
    }

    private int panelHeight() {
        return panels.stream().mapToInt(TaskPanel::height).max().orElse(0);
    }

    /** Returns how many matrices stand side by side. */
    private int columns() {
        int room = (MOST_WIDTH - 2 * MARGIN + GAP) / (panelWidth() + GAP);
        return Math.max(1, Math.min(panels.size(), room));
    }

    /** {@inheritDoc} */
    @Override
    protected int width() {
        return 2 * MARGIN - GAP + columns() * (panelWidth() + GAP);
    }

    /** {@inheritDoc} */
    @Override
    protected int height() {
        int rows = (panels.size() + columns() - 1) / columns();
        return 2 * MARGIN - GAP + Math.max(1, rows) * (panelHeight() + GAP);
    }

    /** {@inheritDoc} */
    @Override
    protected void draw(Canvas canvas) {
        for (int i = 0; i < panels.size(); ++i) {
            int left = MARGIN + i % columns() * (panelWidth() + GAP);
            int top = MARGIN + i / columns() * (panelHeight() + GAP);
            canvas.beginGroup();
            panels.get(i).draw(canvas, left, top);
            canvas.endGroup();
        }
    }
}
