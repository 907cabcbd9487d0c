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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.text.Utf8Text;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The accuracies of a model on the tasks that it has learned, after each: MODEL.tasks.csv of a run.
 *
 * <pre>
 *   after_task,step,task_0,task_1
 *   0,600,0.9991,
 *   1,1200,0.9986,0.9887
 * </pre>
 *
 * @param rows the rows, in order
 */
record TaskTable(List<Row> rows) {

    /** How the file is called behind the model's name. */
    static final String FILE = ".tasks.csv";

    private static final String AFTER = "after_task";
    private static final String STEP = "step";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /**
     * A row.
     *
     * @param after the task that was trained last
     * @param step the training steps done
     * @param accuracies those of the tasks up to it, on the test images
     */
    record Row(int after, long step, double[] accuracies) {}

    /** Reads the table of a model, of its first tasks; an empty one if there is none. */
    static TaskTable of(Path run, String model, int tasks) throws IOException {
        Path file = run.resolve(model + FILE);
        List<Row> rows = Files.exists(file) ? read(file).rows() : List.of();
        return new TaskTable(rows.subList(0, Math.min(tasks, rows.size())));
    }

    /** Reads a table. */
    static TaskTable read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(Utf8Text.read(file), FORMAT)) {
            for (CSVRecord cells : parser) {
                if (line > 1) {
                    rows.add(row(cells, rows.size()));
                } else {
                    Preconditions.checkArgument(
                            cells.toList().subList(0, 2).equals(List.of(AFTER, STEP)), "columns");
                }
                ++line;
            }
            Preconditions.checkArgument(line > 1, "no header");
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | UncheckedIOException
                | CSVException e) {
            throw new IOException(
                    file + ", line " + line + " is none of a table of accuracies after each task",
                    e);
        }
        return new TaskTable(rows);
    }

    private static Row row(CSVRecord cells, int place) {
        int after = Integer.parseInt(cells.get(0));
        Preconditions.checkArgument(after == place, "another task");
        double[] accuracies = new double[after + 1];
        for (int task = 0; task <= after; ++task) {
            accuracies[task] = Double.parseDouble(cells.get(2 + task));
            Preconditions.checkArgument(accuracies[task] >= 0 && accuracies[task] <= 1, "no share");
        }
        return new Row(after, Long.parseLong(cells.get(1)), accuracies);
    }

    /** Says what is in a file. */
    static String describe(Path file) throws IOException {
        return read(file).rows().size() + " tasks";
    }

    /** Returns this table up to a number of steps. */
    TaskTable until(long step) {
        return new TaskTable(rows.stream().filter(row -> row.step() <= step).toList());
    }

    /** Returns this table with a row in the place of that of its task and those behind it. */
    TaskTable with(Row row) {
        List<Row> all = new ArrayList<>(rows.subList(0, Math.min(rows.size(), row.after())));
        all.add(row);
        return new TaskTable(all);
    }

    /** Writes the table of a model of so many tasks, whole. */
    void write(RunFolder run, String model, int tasks) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            List<Object> header = new ArrayList<>(List.of(AFTER, STEP));
            for (int task = 0; task < tasks; ++task) {
                header.add("task_" + task);
            }
            printer.printRecord(header);
            for (Row row : rows) {
                Object[] cells = new Object[2 + tasks];
                Arrays.fill(cells, "");
                cells[0] = row.after();
                cells[1] = row.step();
                for (int task = 0; task <= row.after(); ++task) {
                    cells[2 + task] = row.accuracies()[task];
                }
                printer.printRecord(cells);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        run.write(model + FILE, out -> out.write(bytes));
    }

    /** Returns the accuracies, a row after each task; NaN of tasks that were not learned yet. */
    double[][] matrix(int tasks) {
        double[][] matrix = new double[rows.size()][tasks];
        for (Row row : rows) {
            Arrays.fill(matrix[row.after()], Double.NaN);
            System.arraycopy(row.accuracies(), 0, matrix[row.after()], 0, row.after() + 1);
        }
        return matrix;
    }

    /** Returns the mean of the accuracy on each of all tasks right after its own training. */
    OptionalDouble ownAccuracy(int tasks) {
        return rows.size() < tasks
                ? OptionalDouble.empty()
                : rows.stream().mapToDouble(row -> row.accuracies()[row.after()]).average();
    }
}
