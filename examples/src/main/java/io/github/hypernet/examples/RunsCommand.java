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

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.ProgressLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Lists the runs below a folder with their best scores. */
@Command(
        name = "runs",
        description = "Lists the runs in a folder, with the best evaluation of each model.",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "runs",
            description = "The folder of the runs' folders (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object a model in place of the table.")
    private boolean json;

    /** A line of the table; the evaluation with the lowest loss, if there is one. */
    private record Line(
            String run,
            String recipe,
            String model,
            String engine,
            int seed,
            Long steps,
            Double seconds,
            Integer bestEpoch,
            Double bestLoss,
            Map<String, Double> bestMetrics) {

        static Line of(String run, Settings settings, String model, List<Evaluation> evaluations) {
            if (evaluations.isEmpty()) {
                return new Line(
                        run,
                        settings.recipe(),
                        model,
                        settings.engine(),
                        settings.seed(),
                        null,
                        null,
                        null,
                        null,
                        Map.of());
            }
            Evaluation last = evaluations.get(evaluations.size() - 1);
            Evaluation best =
                    evaluations.stream()
                            .min(Comparator.comparingDouble(Evaluation::loss))
                            .orElseThrow();
            return new Line(
                    run,
                    settings.recipe(),
                    model,
                    settings.engine(),
                    settings.seed(),
                    last.step(),
                    last.seconds(),
                    best.epoch(),
                    best.loss(),
                    best.metrics());
        }
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "There is no folder " + folder + "; name the folder that holds the runs");
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
            lines.forEach(Main::printJson);
        } else if (lines.isEmpty()) {
            System.out.println("No runs in " + folder);
        } else {
            print(lines);
        }
        return 0;
    }

    private List<Line> lines(Path run) throws IOException {
        Settings settings = Settings.read(run);
        Path metrics = run.resolve(MetricsFile.NAME);
        List<MetricsFile.Row> rows = Files.exists(metrics) ? MetricsFile.read(metrics) : List.of();
        List<Line> lines = new ArrayList<>();
        for (String model : settings.modelNames()) {
            List<Evaluation> evaluations =
                    rows.stream()
                            .filter(row -> row.model().equals(model))
                            .map(MetricsFile.Row::evaluation)
                            .toList();
            String name = folder.relativize(run).toString();
            lines.add(Line.of(name, settings, model, evaluations));
        }
        return lines;
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> folders = Files.walk(folder, 2)) {
            return folders.filter(Settings::areIn).sorted().toList();
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
        for (Line line : lines) {
            boolean begun = line.steps != null;
            table.addRow(
                    List.of(
                            line.run,
                            line.recipe,
                            line.model,
                            line.engine,
                            "" + line.seed,
                            begun ? String.format("%,d", line.steps) : "",
                            begun ? ProgressLine.clock(Math.round(line.seconds)) : "",
                            begun ? String.format("%.4f", line.bestLoss) : "",
                            begun ? atBest(line) : "not evaluated yet"));
        }
        System.out.print(table);
    }

    private static String atBest(Line line) {
        StringBuilder text = new StringBuilder("epoch " + line.bestEpoch);
        line.bestMetrics.forEach(
                (name, value) -> text.append(String.format(", %s %.4f", name, value)));
        return text.toString();
    }
}
