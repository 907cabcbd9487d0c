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

import io.github.hypernet.core.training.Evaluation;
import io.github.hypernet.core.training.MetricsFile;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps curves.png up to date while a run goes on. */
public final class CurvesWriter implements TrainingObserver {

    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final RunFolder run;
    private long lastDrawn = System.nanoTime();

    /**
     * Creates a writer.
     *
     * @param run the run whose metrics are drawn
     */
    public CurvesWriter(RunFolder run) {
        this.run = run;
    }

    @Override
    public void onEvaluation(List<Evaluation> evaluations, Evaluation best) throws IOException {
        if (System.nanoTime() - lastDrawn > INTERVAL_NANOS) {
            draw();
            lastDrawn = System.nanoTime();
        }
    }

    @Override
    public void onEnd(TrainingOutcome outcome) throws IOException {
        draw();
    }

    private void draw() throws IOException {
        Path metrics = run.getPath().resolve(MetricsFile.NAME);
        if (Files.exists(metrics)) {
            Curves curves = new Curves().add("", MetricsFile.read(metrics));
            PictureFiles.writePng(run.getPath().resolve("curves.png"), curves.toImage());
        }
    }
}
