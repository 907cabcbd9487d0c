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

import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.internal.Printable;
import io.github.hypernet.core.training.internal.TextFile;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * metrics.csv: a row for each evaluation of each model of a run.
 *
 * <p>Its columns are model, step, epoch, seconds, train_loss, validation_loss, one for each
 * evaluator (its name after validation_), learning_rate, gradient_norm, samples_per_second,
 * peak_memory_mb and best. A number that there is not is an empty cell. In the column best the row
 * of each model's best evaluation is true and the others are empty; that is the evaluation whose
 * weights the run folder keeps. A file of before this column was there has no such row. Cells are
 * quoted as RFC 4180 says, where the name of an evaluator makes it necessary.
 */
public final class MetricsFile {

    /** The file's name. */
    public static final String NAME = "metrics.csv";

    private static final String MODEL = "model";
    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String SECONDS = "seconds";
    private static final String TRAIN_LOSS = "train_loss";
    private static final String VALIDATION_LOSS = "validation_loss";
    private static final String METRIC = "validation_";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String GRADIENT_NORM = "gradient_norm";
    private static final String SPEED = "samples_per_second";
    private static final String MEMORY = "peak_memory_mb";
    private static final String BEST = "best";
    private static final List<String> BEFORE_METRICS =
            List.of(MODEL, STEP, EPOCH, SECONDS, TRAIN_LOSS, VALIDATION_LOSS);
    private static final List<String> AFTER_METRICS =
            List.of(LEARNING_RATE, GRADIENT_NORM, SPEED, MEMORY);
    private static final double MEGABYTE = 1024 * 1024;
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_SHOWN = 200;
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private MetricsFile() {}

    /**
     * A row of the file.
     *
     * @param model the model's name
     * @param evaluation the other columns
     * @param best whether the row is marked as that of the model's best evaluation
     */
    public record Row(String model, Evaluation evaluation, boolean best) {}

    /**
     * Finds the best evaluation of a model.
     *
     * @param rows the rows of a file
     * @param model the model's name
     * @return the marked one, or if none is, as in a file of before the marks, that with the lowest
     *     {@link Evaluation#loss}; empty if the model has no rows
     */
    public static Optional<Evaluation> best(List<Row> rows, String model) {
        List<Row> ofModel = rows.stream().filter(row -> row.model.equals(model)).toList();
        Optional<Row> marked = ofModel.stream().filter(Row::best).findFirst();
        return marked.map(Row::evaluation)
                .or(
                        () ->
                                ofModel.stream()
                                        .map(Row::evaluation)
                                        .min(Comparator.comparingDouble(Evaluation::loss)));
    }

    /** Writes a model's rows of a run's file; those of other models stay. */
    static void write(RunFolder run, String model, List<Evaluation> evaluations, Evaluation best)
            throws IOException {
        Path file = run.getPath().resolve(NAME);
        List<Row> rows = new ArrayList<>();
        if (Files.exists(file)) {
            rows.addAll(read(file));
            rows.removeIf(row -> row.model().equals(model));
        }
        evaluations.forEach(each -> rows.add(new Row(model, each, each == best)));
        run.write(NAME, out -> write(out, rows));
    }

    /** Writes a file. */
    static void write(OutputStream out, List<Row> rows) throws IOException {
        Set<String> metrics = new LinkedHashSet<>();
        rows.forEach(row -> metrics.addAll(row.evaluation.metrics().keySet()));
        List<String> header = new ArrayList<>(BEFORE_METRICS);
        metrics.forEach(metric -> header.add(METRIC + metric));
        header.addAll(AFTER_METRICS);
        header.add(BEST);
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(header);
            for (Row row : rows) {
                printer.printRecord(cells(row, metrics));
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> cells(Row row, Set<String> metrics) {
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
        cells.add(row.best ? Boolean.TRUE.toString() : "");
        return cells;
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
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(TextFile.read(file, MOST_BYTES), FORMAT)) {
            List<String> header = null;
            for (CSVRecord cells : parser) {
                if (header == null) {
                    header = header(file, cells);
                } else {
                    rows.add(row(file, line, header, cells));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (header == null) {
                throw new IOException(file + " is no table of metrics: it is empty");
            }
        } catch (UncheckedIOException | CSVException e) {
            // the reader's words name no file
            throw new IOException(
                    file + ", line " + line + " is no row of metrics: its quotes do not match", e);
        }
        return rows;
    }

    private static List<String> header(Path file, CSVRecord cells) throws IOException {
        List<String> header = cells.toList();
        if (!header.containsAll(BEFORE_METRICS) || !header.containsAll(AFTER_METRICS)) {
            throw new IOException(
                    file + " is no table of metrics: its first line names other columns");
        }
        return header;
    }

    private static Row row(Path file, long line, List<String> header, CSVRecord cells)
            throws IOException {
        try {
            return row(header, cells);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file
                            + ", line "
                            + line
                            + " is no row of metrics: "
                            + Printable.of(String.join(",", cells.toList()), MOST_SHOWN),
                    e);
        }
    }

    private static Row row(List<String> header, CSVRecord cells) {
        Preconditions.checkArgument(cells.size() == header.size(), "cells");
        Preconditions.checkArgument(!cells.get(header.indexOf(MODEL)).isBlank(), "no model");
        // the first of a name: an evaluator may be called "loss"
        UnaryOperator<String> cell =
                name -> header.contains(name) ? cells.get(header.indexOf(name)) : "";
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); ++i) {
            String name = header.get(i);
            boolean isMetric = name.startsWith(METRIC) && i != header.indexOf(VALIDATION_LOSS);
            if (isMetric && !cells.get(i).isEmpty()) {
                metrics.put(name.substring(METRIC.length()), Double.valueOf(cells.get(i)));
            }
        }
        String memory = cell.apply(MEMORY);
        return new Row(
                cell.apply(MODEL),
                new Evaluation(
                        Long.parseLong(cell.apply(STEP)),
                        Integer.parseInt(cell.apply(EPOCH)),
                        Double.parseDouble(cell.apply(SECONDS)),
                        number(cell.apply(TRAIN_LOSS)),
                        number(cell.apply(VALIDATION_LOSS)),
                        metrics,
                        (float) number(cell.apply(LEARNING_RATE)),
                        number(cell.apply(GRADIENT_NORM)),
                        number(cell.apply(SPEED)),
                        memory.isEmpty() ? 0 : Math.round(number(memory) * MEGABYTE)),
                Boolean.parseBoolean(cell.apply(BEST)));
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
