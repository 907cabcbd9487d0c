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
package io.github.hypernet.core.training;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * metrics.csv: a row for each evaluation of each model of a run.
 *
 * <p>Its columns are model, step, epoch, seconds, train_loss, validation_loss, one for each
 * evaluator (its name after validation_), learning_rate, gradient_norm, samples_per_second and
 * peak_memory_mb. A number that there is not is an empty cell. Names hold no commas, so no cell
 * needs quotes.
 */
public final class MetricsFile {

    /** The file's name. */
    public static final String NAME = "metrics.csv";

    private static final String METRIC = "validation_";
    private static final List<String> BEFORE =
            List.of("model", "step", "epoch", "seconds", "train_loss", "validation_loss");
    private static final List<String> AFTER =
            List.of("learning_rate", "gradient_norm", "samples_per_second", "peak_memory_mb");
    private static final double MEGABYTE = 1024 * 1024;

    private MetricsFile() {}

    /**
     * A row of the file.
     *
     * @param model the model's name
     * @param evaluation the other columns
     */
    public record Row(String model, Evaluation evaluation) {}

    /** Writes a model's rows of a run's file; those of other models stay. */
    static void write(RunFolder run, String model, List<Evaluation> evaluations)
            throws IOException {
        Path file = run.getPath().resolve(NAME);
        List<Row> rows = new ArrayList<>();
        if (Files.exists(file)) {
            rows.addAll(read(file));
            rows.removeIf(row -> row.model().equals(model));
        }
        evaluations.forEach(evaluation -> rows.add(new Row(model, evaluation)));
        run.write(NAME, out -> write(out, rows));
    }

    /** Writes a file. */
    static void write(OutputStream out, List<Row> rows) throws IOException {
        Set<String> metrics = new LinkedHashSet<>();
        rows.forEach(row -> metrics.addAll(row.evaluation.metrics().keySet()));
        List<String> header = new ArrayList<>(BEFORE);
        metrics.forEach(metric -> header.add(METRIC + metric));
        header.addAll(AFTER);
        StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
        for (Row row : rows) {
            Evaluation evaluation = row.evaluation;
            List<String> cells = new ArrayList<>();
            cells.add(row.model);
            cells.add(Long.toString(evaluation.step()));
            cells.add(Integer.toString(evaluation.epoch()));
            cells.add(decimal(evaluation.seconds(), 3));
            cells.add(number(evaluation.trainLoss()));
            cells.add(number(evaluation.validationLoss()));
            for (String metric : metrics) {
                cells.add(number(evaluation.metrics().getOrDefault(metric, Double.NaN)));
            }
            float rate = evaluation.learningRate();
            cells.add(Float.isNaN(rate) ? "" : Float.toString(rate));
            cells.add(number(evaluation.gradientNorm()));
            cells.add(decimal(evaluation.samplesPerSecond(), 1));
            double memory = evaluation.peakMemory();
            cells.add(memory == 0 ? "" : decimal(memory / MEGABYTE, 1));
            text.append(String.join(",", cells)).append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its rows
     * @throws IOException if it cannot be read or a line is not such a row; the message names it
     */
    public static List<Row> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).startsWith(String.join(",", BEFORE))) {
            throw new IOException(
                    file + " is no table of metrics: its first line names other columns");
        }
        String[] header = lines.get(0).split(",", -1);
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); ++i) {
            String[] cells = lines.get(i).split(",", -1);
            try {
                rows.add(row(header, cells));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(
                        file + ", line " + (i + 1) + " is no row of metrics: " + lines.get(i), e);
            }
        }
        return rows;
    }

    private static Row row(String[] header, String[] cells) {
        if (cells.length != header.length) {
            throw new IllegalArgumentException("cells");
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        int metricsEnd = header.length - AFTER.size();
        for (int i = BEFORE.size(); i < metricsEnd; ++i) {
            if (!cells[i].isEmpty()) {
                metrics.put(header[i].substring(METRIC.length()), Double.valueOf(cells[i]));
            }
        }
        return new Row(
                cells[0],
                new Evaluation(
                        Long.parseLong(cells[1]),
                        Integer.parseInt(cells[2]),
                        Double.parseDouble(cells[3]),
                        number(cells[4]),
                        number(cells[5]),
                        metrics,
                        (float) number(cells[metricsEnd]),
                        number(cells[metricsEnd + 1]),
                        number(cells[metricsEnd + 2]),
                        cells[metricsEnd + 3].isEmpty()
                                ? 0
                                : Math.round(number(cells[metricsEnd + 3]) * MEGABYTE)));
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
