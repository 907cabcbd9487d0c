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

import io.github.hypernet.core.training.checkpoint.AtomicFile;
import io.github.hypernet.examples.report.AngleChart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The accuracy of a model at each angle that it was tested at, in a file of the run: {@code
 * degrees,accuracy,trained}, a line an angle.
 */
final class AngleAccuracies {

    /** What stands behind the model's name in that of the file. */
    static final String FILE = ".angles.csv";

    private static final String HEADER = "degrees,accuracy,trained";
    private static final Pattern LINE = Pattern.compile("[\\d.]+,[\\d.E-]+,(true|false)");

    private AngleAccuracies() {}

    /** Writes the file, whole or not at all. */
    static void write(Path run, String model, List<AngleChart.Point> points) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (AngleChart.Point point : points) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s%n",
                            point.degrees(),
                            point.accuracy(),
                            point.trained()));
        }
        byte[] bytes = text.toString().replace("\r", "").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(run.resolve(model + FILE), out -> out.write(bytes));
    }

    /** Says what is in a file; one that is damaged is refused. */
    static String check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + " must begin with the line " + HEADER);
        }
        for (int i = 1; i < lines.size(); ++i) {
            if (!LINE.matcher(lines.get(i)).matches()) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": these are no degrees, accuracy, trained");
            }
        }
        return String.format(Locale.ROOT, "%,d angles", lines.size() - 1);
    }
}
