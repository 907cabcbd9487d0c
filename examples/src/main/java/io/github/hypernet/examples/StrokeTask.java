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

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.text.handwriting.DrawingGrid;
import io.github.hypernet.text.handwriting.DrawingSet;
import io.github.hypernet.text.handwriting.DrawingStatistics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * A stroke recipe with its drawings.
 *
 * @param drawings the drawings; null where only the models matter
 * @param statistics those of the drawings to train on; a loaded model has its own
 */
record StrokeTask(DrawingSet drawings, DrawingStatistics statistics) implements Task {

    private static final int SAMPLES = 16; // of each model

    static StrokeTask of(DrawingSet drawings) {
        return new StrokeTask(drawings, DrawingStatistics.of(drawings.training()));
    }

    static StrokeTask withoutDrawings() {
        return new StrokeTask(null, new DrawingStatistics(1, 1));
    }

    @Override
    public StrokeExperiment open(
            String model, Hyperparameters settings, Engine engine, Device device) {
        return new StrokeExperiment(this, model, (StrokeSettings) settings, engine, device);
    }

    /** Draws samples of the models, and of the drawings that they learned from. */
    @Override
    public void draw(List<Experiment> models, RunFolder run)
            throws IOException, TranslateException {
        int real = Math.min(SAMPLES, drawings.test().size());
        DrawingGrid grid = new DrawingGrid().add("test data", drawings.test().subList(0, real));
        for (Experiment model : models) {
            StrokeSamples samples = new StrokeSamples((StrokeExperiment) model);
            grid.add(model.model().getName(), samples.draw(SAMPLES, 0, 1, 1));
        }
        run.write("samples.png", file -> ImageIO.write(grid.toImage(), "png", file));
        run.write("samples.svg", file -> file.write(grid.toSvg().getBytes(StandardCharsets.UTF_8)));
    }
}
