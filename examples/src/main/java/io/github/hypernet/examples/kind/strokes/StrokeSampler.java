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
package io.github.hypernet.examples.kind.strokes;

import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.AtomicFile;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Sampler;
import io.github.hypernet.examples.kind.TrainedModel;
import io.github.hypernet.examples.report.Destination;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.DrawingFiles;
import io.github.hypernet.text.handwriting.DrawingGrid;
import io.github.hypernet.text.handwriting.GatePicture;
import io.github.hypernet.text.handwriting.QuickDrawFile;
import io.github.hypernet.text.handwriting.SvgFile;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws with the pen, and writes what was drawn as pictures and as strokes. */
final class StrokeSampler implements Sampler {

    private static final float POINTS_PER_SECOND = 25;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many drawings to draw (default: 32).")
    private int count = 32;

    @Option(
            names = "--bias",
            paramLabel = "B",
            description = "Above 0 neater than the training data, such as 1 (default: 0).")
    private float bias;

    @Option(
            names = "--prime",
            paramLabel = "FILE",
            description =
                    "Go on with the first drawing in a file, in the units of the training data; of"
                            + " any format that the recipe strokes reads.")
    private Path prime;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder for samples.svg, .png and .ndjson (all drawings); of the first one"
                            + " drawing.svg (in the units of the data), animation.svg (as it is"
                            + " drawn), and gates.svg and .png (how much the hypernetwork changed"
                            + " each gate's weights) (default: RUN/samples).")
    private Path out;

    @Override
    public String product() {
        return "drawings";
    }

    @Override
    public void check() {
        if (count <= 0) {
            throw new IllegalArgumentException("--count must be positive, got " + count);
        }
        if (out != null) {
            Destination.checkFolder("--out", out);
        }
    }

    @Override
    public void sample(TrainedModel trained, Request request)
            throws IOException, TranslateException {
        try (OpenStrokeModel model = trained.open(StrokeExperiment.withoutDrawings())) {
            StrokeSamples samples = new StrokeSamples(model).optLength(request.length());
            int given = 0;
            if (prime != null) {
                Drawing begin = DrawingFiles.list(prime).get(0);
                samples.optBegin(begin);
                given = begin.size();
            }
            List<Drawing> drawings =
                    samples.draw(count, bias, request.temperature(), request.seed());
            Path folder = out == null ? trained.run().resolve("samples") : out;
            Files.createDirectories(folder);
            PictureFiles.write(folder, "samples", new DrawingGrid().add("", drawings, given));
            write(folder, model.name(), drawings);
            if (!model.strokeModel().getRecurrent().getScaledGates().isEmpty()) {
                Placement placement = trained.placement();
                try (NDManager manager = placement.engine().newBaseManager(placement.device())) {
                    GatePicture gates =
                            GatePicture.of(model.strokeModel(), manager, drawings.get(0));
                    PictureFiles.write(folder, "gates", gates);
                }
            }
            System.out.printf(Locale.ROOT, "%d drawings: %s%n", count, folder);
        }
    }

    private static void write(Path folder, String name, List<Drawing> drawings) throws IOException {
        AtomicFile.write(
                folder.resolve("samples.ndjson"),
                file -> QuickDrawFile.write(file, name, drawings));
        Drawing first = drawings.get(0);
        AtomicFile.write(folder.resolve("drawing.svg"), file -> SvgFile.write(file, first));
        AtomicFile.write(
                folder.resolve("animation.svg"),
                file -> SvgFile.writeAnimated(file, first, POINTS_PER_SECOND));
    }
}
