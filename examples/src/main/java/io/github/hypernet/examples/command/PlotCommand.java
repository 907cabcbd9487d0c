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

import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.examples.report.Curves;
import io.github.hypernet.examples.report.Destination;
import io.github.hypernet.examples.report.PictureFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Draws the curves of several runs in one picture (Ha, Dai, Le 2016, Figure 6). */
@Command(
        name = "plot",
        description = "Draws the losses and metrics of several runs in one picture.",
        mixinStandardHelpOptions = true)
public final class PlotCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The folders that train wrote.")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "plot.png",
            description = "The PNG file to write (default: ${DEFAULT-VALUE}).")
    private Path out;

    /** Creates the command. */
    public PlotCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!out.toString().endsWith(".png")) {
            throw new IllegalArgumentException("--out must name a .png file, got " + out);
        }
        Destination.checkFile("--out", out);
        List<Path> folders = runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
        long names = folders.stream().map(Path::getFileName).distinct().count();
        Curves curves = new Curves();
        for (Path run : runs) {
            RunManifest.read(run);
            Path metrics = run.resolve(MetricsFile.NAME);
            if (!Files.exists(metrics)) {
                throw new IOException(
                        "The run " + run + " has no " + MetricsFile.NAME + " yet: nothing to draw");
            }
            Path name = names < runs.size() ? run : folders.get(runs.indexOf(run)).getFileName();
            curves.add(runs.size() == 1 ? "" : name + " ", MetricsFile.read(metrics));
        }
        PictureFiles.writePng(out, curves.toImage());
        System.out.println(out);
        return 0;
    }
}
