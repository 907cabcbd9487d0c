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

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.TrainingConfig;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.MixtureDensityLoss;
import io.github.hypernet.text.handwriting.NegativeLogLikelihood;
import io.github.hypernet.text.handwriting.StrokeBatches;
import io.github.hypernet.text.handwriting.StrokeModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model of pen strokes, open. */
final class OpenStrokeModel extends OpenModel {

    private static final int EVALUATION_BATCH = 64;

    private final StrokeExperiment experiment;
    private final StrokeSettings settings;
    private final StrokeModel strokeModel;

    private OpenStrokeModel(
            StrokeExperiment experiment,
            StrokeSettings settings,
            StrokeModel strokeModel,
            Model model) {
        super(model, settings);
        this.experiment = experiment;
        this.settings = settings;
        this.strokeModel = strokeModel;
    }

    static OpenStrokeModel open(
            StrokeExperiment experiment,
            String name,
            StrokeSettings settings,
            Placement placement) {
        StrokeModel block = settings.newModel(experiment.statistics());
        return new OpenStrokeModel(experiment, settings, block, placement.newModel(name, block));
    }

    StrokeModel strokeModel() {
        return strokeModel;
    }

    @Override
    public Shape inputShape() {
        return StrokeModel.inputShape(settings.batchSize(), experiment.statistics().length());
    }

    @Override
    public TrainingConfig config() {
        return adam(new MixtureDensityLoss(), settings.learningRate(), new NegativeLogLikelihood());
    }

    @Override
    public void check() {
        trainingData();
        check("validation", experiment.drawings().validation());
        check("test", experiment.drawings().test());
    }

    private void check(String part, List<Drawing> drawings) {
        try {
            evaluationData(drawings);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s, the %s part of %,d drawing(s): %s",
                            experiment.data(),
                            part,
                            drawings.size(),
                            e.getMessage()),
                    e);
        }
    }

    private StrokeBatches trainingData() {
        return StrokeBatches.forTraining(
                experiment.drawings().training(),
                experiment.statistics().deviation(),
                settings.batchSize(),
                settings.scaling());
    }

    /** Returns drawings as batches, in the deviations that the model learned from. */
    private StrokeBatches evaluationData(List<Drawing> drawings) {
        return StrokeBatches.forEvaluation(
                drawings, strokeModel.getStatistics().deviation(), EVALUATION_BATCH);
    }

    @Override
    protected void configure(TrainingLoop.Builder loop, NDManager manager) {
        StrokeBatches batches = trainingData();
        System.err.printf(
                Locale.ROOT,
                "%s, %,d points in the median; %.1f %% of a batch is padding%n",
                experiment.drawings(),
                experiment.statistics().length(),
                100 * batches.getPadding());
        loop.addObserver(new SkippedDrawings(batches))
                .setTrainingData(batches)
                .optValidationData(evaluationData(experiment.drawings().validation()))
                .optClipNorm(settings.clipNorm())
                .optMaxSteps(settings.steps())
                .optEvaluationSteps(settings.evaluationSteps());
    }

    /** The log-loss in nats a drawing, of offsets in the model's deviations. */
    @Override
    public Map<String, Double> test(Path run) throws IOException, TranslateException {
        NegativeLogLikelihood logLoss = new NegativeLogLikelihood();
        Map<String, Double> values =
                EvaluationLoop.builder()
                        .setModel(model())
                        .setData(evaluationData(experiment.drawings().test()))
                        .addEvaluator(logLoss)
                        .build()
                        .evaluate();
        return Map.of("testLogLoss", values.get(logLoss.getName()));
    }
}
