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
package io.github.hypernet.examples;

import ai.djl.translate.TranslateException;

import com.google.gson.JsonObject;

import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingOutcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a trained model: a row of the closing table, and a line of JSON. */
record Result(
        String recipe,
        String model,
        String engine,
        Map<String, Double> metrics,
        long learned,
        long generated,
        TrainingOutcome outcome,
        String run) {

    /** Evaluates a loaded model on the test data; the outcome may be null. */
    static Result of(String recipe, Experiment experiment, Path run, TrainingOutcome outcome)
            throws IOException, TranslateException {
        ParameterReport report = experiment.report();
        return new Result(
                recipe,
                experiment.model().getName(),
                experiment.model().getNDManager().getEngine().getEngineName(),
                experiment.test(),
                report.getLearned(),
                report.getGenerated(),
                outcome,
                run.toString());
    }

    /** Prints results as a table, or as one JSON object a line. */
    static void print(List<Result> results, boolean json) {
        if (json) {
            results.forEach(result -> Main.printJson(result.toJson()));
            return;
        }
        Table table = new Table();
        for (Result result : results) {
            List<String> header = new ArrayList<>(List.of("Model"));
            List<String> row = new ArrayList<>(List.of(result.model));
            result.metrics.forEach(
                    (name, value) -> {
                        header.add(words(name));
                        row.add(
                                name.endsWith("Accuracy")
                                        ? String.format("%.2f %%", 100 * value)
                                        : String.format("%.4f", value));
                    });
            header.addAll(List.of("Learned", "Generated", "Epochs", "Steps", "Time"));
            row.add(String.format("%,d", result.learned));
            row.add(String.format("%,d", result.generated));
            if (result.outcome == null) {
                row.addAll(List.of("", "", ""));
            } else {
                row.add("" + result.outcome.epochs());
                row.add("" + result.outcome.step());
                row.add(ProgressLine.clock(Math.round(result.outcome.seconds())));
            }
            table.setHeader(header).addRow(row);
        }
        System.out.print(table);
    }

    private JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("recipe", recipe);
        json.addProperty("model", model);
        json.addProperty("engine", engine);
        metrics.forEach(json::addProperty);
        json.addProperty("learned", learned);
        json.addProperty("generated", generated);
        if (outcome != null) {
            json.addProperty("epochs", outcome.epochs());
            json.addProperty("steps", outcome.step());
            json.addProperty("seconds", outcome.seconds());
        }
        json.addProperty("run", run);
        return json;
    }

    /** Makes "Test bits per character" of "testBitsPerCharacter". */
    static String words(String name) {
        String words = name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
