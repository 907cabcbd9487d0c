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

import com.google.gson.JsonObject;

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.examples.report.JsonLines;
import io.github.hypernet.examples.report.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Lists the runs below a folder with their best scores. */
@Command(
        name = "runs",
        description = "Lists the runs in a folder, with the best evaluation of each model.",
        mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "runs",
            description = "The folder of the runs' folders (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    /**
     * A model of a run.
     *
     * @param last its newest evaluation; null if there is none
     * @param best the evaluation that chose the model that is saved; null if there is none
     */
    private record Line(
            String run, RunManifest manifest, String model, Evaluation last, Evaluation best) {

        JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("run", run);
            json.addProperty("recipe", manifest.recipe());
            json.addProperty("model", model);
            json.addProperty("engine", manifest.engine());
            json.addProperty("seed", manifest.seed());
            if (last != null) {
                json.addProperty("steps", last.step());
                json.addProperty("seconds", last.seconds());
                json.addProperty("bestEpoch", best.epoch());
                json.addProperty("bestLoss", best.loss());
            }
            JsonObject metrics = new JsonObject();
            if (best != null) {
                best.metrics().forEach(metrics::addProperty);
            }
            json.add("bestMetrics", metrics);
            return json;
        }

        List<String> cells() {
            List<String> cells = new ArrayList<>();
            cells.addAll(List.of(run, manifest.recipe(), model, manifest.engine()));
            cells.add("" + manifest.seed());
            if (last == null) {
                cells.addAll(List.of("", "", "", "not evaluated yet"));
            } else {
                cells.add(String.format(Locale.ROOT, "%,d", last.step()));
                cells.add(ProgressLine.clock(Math.round(last.seconds())));
                cells.add(String.format(Locale.ROOT, "%.4f", best.loss()));
                cells.add(atBest());
            }
            return cells;
        }

        private String atBest() {
            StringBuilder text = new StringBuilder("epoch " + best.epoch());
            best.metrics()
                    .forEach(
                            (name, value) ->
                                    text.append(
                                            String.format(Locale.ROOT, ", %s %.4f", name, value)));
            return text.toString();
        }
    }

    /** Creates the command. */
    public RunsCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    (Files.exists(folder) ? folder + " is a file" : "There is no folder " + folder)
                            + "; name the folder that holds the runs");
        }
        List<Line> lines = new ArrayList<>();
        for (Path run : runs()) {
            try {
                lines.addAll(lines(run));
            } catch (IOException e) {
                System.err.println("left out: " + e.getMessage());
            }
        }
        if (json) {
            lines.forEach(line -> JsonLines.print(line.toJson()));
        } else if (lines.isEmpty()) {
            System.out.println("No runs in " + folder);
        } else {
            print(lines);
        }
        return 0;
    }

    private List<Line> lines(Path run) throws IOException {
        RunManifest manifest = RunManifest.read(run);
        Path metrics = run.resolve(MetricsFile.NAME);
        List<MetricsFile.Row> rows = Files.exists(metrics) ? MetricsFile.read(metrics) : List.of();
        List<Line> lines = new ArrayList<>();
        for (String model : manifest.models().keySet()) {
            List<Evaluation> evaluations =
                    rows.stream()
                            .filter(row -> row.model().equals(model))
                            .map(MetricsFile.Row::evaluation)
                            .toList();
            int count = evaluations.size();
            Evaluation last = count == 0 ? null : evaluations.get(count - 1);
            String name = folder.relativize(run).toString();
            lines.add(
                    new Line(
                            name,
                            manifest,
                            model,
                            last,
                            MetricsFile.best(rows, model).orElse(null)));
        }
        return lines;
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> folders = Files.walk(folder, 2)) {
            return folders.filter(RunManifest::isIn).sorted().toList();
        }
    }

    private static void print(List<Line> lines) {
        Table table = new Table();
        table.setHeader(
                List.of(
                        "Run",
                        "Recipe",
                        "Model",
                        "Engine",
                        "Seed",
                        "Steps",
                        "Time",
                        "Best loss",
                        "At best"));
        lines.forEach(line -> table.addRow(line.cells()));
        System.out.print(table);
    }
}
