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

import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingOutcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The figures of a trained model: a row of the closing table, and a line of JSON. */
record Result(
        String recipe,
        String model,
        String engine,
        double testAccuracy,
        double testLoss,
        long learned,
        long generated,
        Integer epochs,
        Double seconds,
        String run) {

    /** Evaluates the best model of a run on the test images; the outcome may be null. */
    static Result evaluate(
            Recipe recipe,
            ModelKind kind,
            Engine engine,
            Device device,
            ImageData images,
            Path run,
            TrainingOutcome outcome)
            throws IOException, TranslateException {
        try (Classifier classifier = new Classifier(recipe, kind, engine, device)) {
            classifier.load(run);
            Classifier.Score score = classifier.evaluate(images.test());
            ParameterReport report = classifier.report();
            return new Result(
                    recipe.name(),
                    kind.toString(),
                    engine.getEngineName(),
                    score.accuracy(),
                    score.loss(),
                    report.getLearned(),
                    report.getGenerated(),
                    outcome == null ? null : outcome.epochs(),
                    outcome == null ? null : outcome.seconds(),
                    run.toString());
        }
    }

    /** Prints results as a table, or as one JSON object a line. */
    static void print(List<Result> results, boolean json) {
        if (json) {
            results.forEach(Main::printJson);
            return;
        }
        System.out.printf(
                "%-6s  %14s  %9s  %12s  %12s  %7s  %8s%n",
                "Model", "Test accuracy", "Test loss", "Learned", "Generated", "Epochs", "Time");
        for (Result result : results) {
            System.out.printf(
                    "%-6s  %12.2f %%  %9.4f  %,12d  %,12d  %7s  %8s%n",
                    result.model,
                    100 * result.testAccuracy,
                    result.testLoss,
                    result.learned,
                    result.generated,
                    result.epochs == null ? "" : result.epochs,
                    result.seconds == null ? "" : ProgressLine.clock(Math.round(result.seconds)));
        }
    }
}
