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

import io.github.hypernet.examples.kind.Range;
import io.github.hypernet.examples.kind.recurrent.RecurrentSettings;
import io.github.hypernet.text.handwriting.DrawingStatistics;
import io.github.hypernet.text.handwriting.StrokeModel;

/**
 * The settings of a model of pen strokes.
 *
 * @param units the units of a layer
 * @param layers the recurrent layers
 * @param layerNorm whether the gates and cells are normalised
 * @param hyperUnits the units of the hyper cell; 0 for an LSTM without one
 * @param embeddingSize the size of the hyper cell's embeddings
 * @param mixtures the Gaussians of the mixture density
 * @param dropRate the dropout between layers and on the output
 * @param recurrentDropRate the recurrent dropout of the main cell
 * @param hyperRecurrentDropRate the recurrent dropout of the hyper cell
 * @param batchSize drawings a step
 * @param scaling how much a drawing is stretched or shrunk by chance
 * @param learningRate Adam's learning rate
 * @param clipNorm the largest norm of the gradients
 * @param epochs the most epochs to train
 * @param steps the most steps to train
 * @param evaluationSteps the model is evaluated every so many steps
 * @param patience training stops after so many evaluations without a better one
 */
record StrokeSettings(
        @Range(least = 1, most = 100_000) int units,
        @Range(least = 1, most = 100) int layers,
        boolean layerNorm,
        @Range(least = 0, most = 100_000) int hyperUnits,
        @Range(least = 1, most = 10_000) int embeddingSize,
        @Range(least = 1, most = 1000) int mixtures,
        @Range(least = 0, below = 1) float dropRate,
        @Range(least = 0, below = 1) float recurrentDropRate,
        @Range(least = 0, below = 1) float hyperRecurrentDropRate,
        @Range(least = 1, most = 1_000_000) int batchSize,
        @Range(least = 0, below = 1) float scaling,
        @Range(above = 0, most = 1000) float learningRate,
        @Range(above = 0) float clipNorm,
        @Range(least = 1) int epochs,
        @Range(least = 1) int steps,
        @Range(least = 1) int evaluationSteps,
        @Range(least = 1) int patience)
        implements RecurrentSettings {

    // gradients through layer norm overflow after some 700 points, of which these are far below
    private static final int GRADIENT_STEPS = 200;

    /** Builds the model. */
    StrokeModel newModel(DrawingStatistics statistics) {
        return StrokeModel.builder()
                .setRecurrent(newRecurrent().optGradientSteps(layerNorm ? GRADIENT_STEPS : 0))
                .optMixtures(mixtures)
                .optDropRate(dropRate)
                .optStatistics(statistics)
                .build();
    }
}
