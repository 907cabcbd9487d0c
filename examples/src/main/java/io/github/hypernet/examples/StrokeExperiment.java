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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.MixtureDensityLoss;
import io.github.hypernet.text.handwriting.NegativeLogLikelihood;
import io.github.hypernet.text.handwriting.StrokeBatches;
import io.github.hypernet.text.handwriting.StrokeModel;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model of pen strokes of a recipe. */
final class StrokeExperiment extends Experiment {

    private static final int EVALUATION_BATCH = 64;

    private final StrokeTask task;
    private final StrokeSettings settings;

    StrokeExperiment(
            StrokeTask task, String name, StrokeSettings settings, Engine engine, Device device) {
        super(name, settings, settings.newModel(task.statistics()), engine, device);
        this.task = task;
        this.settings = settings;
    }

    StrokeModel strokeModel() {
        return (StrokeModel) block();
    }

    @Override
    Shape inputShape() {
        return new Shape(settings.batchSize(), task.statistics().length(), 3);
    }

    @Override
    TrainingConfig config() {
        return adam(new MixtureDensityLoss(), settings.learningRate(), new NegativeLogLikelihood());
    }

    @Override
    void check() {
        trainingData();
        evaluationData(task.drawings().validation());
        evaluationData(task.drawings().test());
    }

    private StrokeBatches trainingData() {
        return StrokeBatches.forTraining(
                task.drawings().training(),
                task.statistics().deviation(),
                settings.batchSize(),
                settings.scaling());
    }

    /** Returns drawings as batches, in the deviations that the model learned from. */
    private StrokeBatches evaluationData(List<Drawing> drawings) {
        return StrokeBatches.forEvaluation(
                drawings, strokeModel().getStatistics().deviation(), EVALUATION_BATCH);
    }

    @Override
    void configure(TrainingLoop.Builder loop, NDManager manager) {
        StrokeBatches batches = trainingData();
        System.err.printf(
                Locale.ROOT,
                "%s, %,d points in the median; %.1f %% of a batch is padding%n",
                task.drawings(),
                task.statistics().length(),
                100 * batches.getPadding());
        loop.setTrainingData(batches)
                .optValidationData(evaluationData(task.drawings().validation()))
                .optClipNorm(settings.clipNorm())
                .optMaxSteps(settings.steps())
                .optEvaluationSteps(settings.evaluationSteps());
    }

    /** The log-loss in nats a drawing, of offsets in the model's deviations. */
    @Override
    Map<String, Double> test() {
        NegativeLogLikelihood logLoss = new NegativeLogLikelihood();
        logLoss.addAccumulator("");
        try (NDManager manager = model().getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            for (Batch batch : evaluationData(task.drawings().test()).getData(manager)) {
                try (batch;
                        NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    NDList outputs = block().forward(store, batch.getData(), false);
                    logLoss.updateAccumulator("", batch.getLabels(), outputs);
                }
            }
        }
        return Map.of("testLogLoss", (double) logLoss.getAccumulator(""));
    }
}
