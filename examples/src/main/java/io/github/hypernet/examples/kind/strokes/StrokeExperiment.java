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

import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.Experiment;
import io.github.hypernet.examples.kind.ModelSpec;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.DrawingFiles;
import io.github.hypernet.text.handwriting.DrawingGrid;
import io.github.hypernet.text.handwriting.DrawingSet;
import io.github.hypernet.text.handwriting.DrawingStatistics;
import io.github.hypernet.text.handwriting.StrokePoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A stroke recipe with its drawings.
 *
 * @param drawings the drawings; null where only the models matter
 * @param statistics those of the drawings to train on; a loaded model has its own
 * @param data the file or folder that the user named, or null
 */
record StrokeExperiment(DrawingSet drawings, DrawingStatistics statistics, Path data)
        implements Experiment<OpenStrokeModel> {

    private static final int SAMPLES = 16; // of each model

    static StrokeExperiment of(DrawingSet drawings, Path data) {
        return new StrokeExperiment(drawings, DrawingStatistics.of(drawings.training()), data);
    }

    static StrokeExperiment withoutDrawings() {
        return new StrokeExperiment(null, new DrawingStatistics(1, 1), null);
    }

    @Override
    public OpenStrokeModel open(String name, ModelSpec spec, Placement placement) {
        return OpenStrokeModel.open(this, name, StrokeKind.FAMILIES.read(spec), placement);
    }

    @Override
    public Optional<DataIdentity> identity() throws IOException {
        List<Path> files = data == null ? List.of() : DrawingFiles.files(data);
        Map<String, String> facts =
                Map.of(
                        "training", fact(drawings.training(), files),
                        "validation", fact(drawings.validation(), files),
                        "test", fact(drawings.test(), files));
        return Optional.of(new DataIdentity(data, files, facts));
    }

    private static String fact(List<Drawing> part, List<Path> files) {
        long points = part.stream().mapToLong(Drawing::size).sum();
        return DataIdentity.part(
                String.format(Locale.ROOT, "%,d drawings of %,d points", part.size(), points),
                !files.isEmpty(),
                out -> {
                    for (Drawing drawing : part) {
                        for (int i = 0; i < drawing.size(); ++i) {
                            StrokePoint point = drawing.get(i);
                            out.writeFloat(point.dx());
                            out.writeFloat(point.dy());
                            out.writeBoolean(point.lifted());
                        }
                    }
                });
    }

    /** Draws samples of the models, and of the drawings that they learned from. */
    @Override
    public void draw(List<OpenStrokeModel> models, RunFolder run)
            throws IOException, TranslateException {
        int real = Math.min(SAMPLES, drawings.test().size());
        DrawingGrid grid = new DrawingGrid().add("test data", drawings.test().subList(0, real));
        for (OpenStrokeModel model : models) {
            grid.add(model.name(), new StrokeSamples(model).draw(SAMPLES, 0, 1, 1));
        }
        PictureFiles.write(run.getPath(), "samples", grid);
    }
}
