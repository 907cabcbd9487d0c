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

import com.google.gson.JsonObject;

import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingOutcome;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The figures of a trained model: a row of the closing table, and a line of JSON.
 *
 * @param origin what was trained
 * @param metrics values of the test data, by the names of their JSON keys
 * @param report what of the model is learned, and what is generated
 * @param outcome how the training ended; null where only the model is known
 * @param otherData how the data differs from that of the training; null if it does not
 */
public record Result(
        Origin origin,
        Map<String, Double> metrics,
        ParameterReport report,
        TrainingOutcome outcome,
        String otherData) {

    /**
     * What was trained.
     *
     * @param recipe the recipe's name
     * @param model the model's name
     * @param engine the engine that evaluated it
     * @param seed the seed that it was trained with
     * @param data what its data is called; null if its recipe has no choice
     * @param run the run's folder
     */
    public record Origin(
            String recipe, String model, String engine, long seed, String data, String run) {}

    /**
     * Returns this result as one of other data than that of the training.
     *
     * @param difference how the data differs; null if it does not
     * @return the result
     */
    public Result onOtherData(String difference) {
        return new Result(origin, metrics, report, outcome, difference);
    }

    /**
     * Prints results.
     *
     * @param results the results
     * @param json whether they are printed as one JSON object a line, and not as a table
     */
    public static void print(List<Result> results, boolean json) {
        if (json) {
            results.forEach(result -> JsonLines.print(result.toJson()));
            return;
        }
        // what one model measures another may not
        Set<String> names = new LinkedHashSet<>();
        results.forEach(result -> names.addAll(result.metrics.keySet()));
        boolean hasData = results.stream().anyMatch(result -> result.origin.data != null);
        List<String> header = new ArrayList<>(List.of("Model"));
        if (hasData) {
            header.add("Data");
        }
        names.forEach(name -> header.add(words(name)));
        header.addAll(List.of("Learned", "Generated", "Epochs", "Steps", "Time"));
        Table table = new Table();
        table.setHeader(header);
        results.forEach(result -> table.addRow(result.row(names, hasData)));
        System.out.print(table);
    }

    private List<String> row(Set<String> names, boolean hasData) {
        List<String> row = new ArrayList<>(List.of(origin.model));
        if (hasData) {
            row.add(origin.data == null ? "" : origin.data);
        }
        for (String name : names) {
            Double value = metrics.get(name);
            row.add(value == null ? "" : format(name, value));
        }
        row.add(String.format(Locale.ROOT, "%,d", report.getLearned()));
        row.add(String.format(Locale.ROOT, "%,d", report.getGenerated()));
        if (outcome == null) {
            row.addAll(List.of("", "", ""));
        } else {
            row.add("" + outcome.epochs());
            row.add("" + outcome.step());
            row.add(ProgressLine.clock(Math.round(outcome.seconds())));
        }
        return row;
    }

    private static String format(String name, double value) {
        return name.toLowerCase(Locale.ROOT).endsWith("accuracy")
                ? String.format(Locale.ROOT, "%.2f %%", 100 * value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    private JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("recipe", origin.recipe);
        json.addProperty("model", origin.model);
        json.addProperty("engine", origin.engine);
        json.addProperty("seed", origin.seed);
        if (origin.data != null) {
            json.addProperty("data", origin.data);
        }
        metrics.forEach(json::addProperty);
        json.addProperty("learned", report.getLearned());
        json.addProperty("generated", report.getGenerated());
        if (outcome != null) {
            json.addProperty("epochs", outcome.epochs());
            json.addProperty("steps", outcome.step());
            json.addProperty("seconds", outcome.seconds());
        }
        json.addProperty("run", origin.run);
        if (otherData != null) {
            json.addProperty("otherData", otherData);
        }
        return json;
    }

    /** Makes "Test bits per character" of "testBitsPerCharacter". */
    static String words(String name) {
        String words = name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
