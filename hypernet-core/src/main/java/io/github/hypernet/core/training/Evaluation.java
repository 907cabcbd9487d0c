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
package io.github.hypernet.core.training;

import java.util.Map;

/**
 * How a model did at one moment of its training: a row of metrics.csv.
 *
 * @param step the training steps done
 * @param epoch the epoch under way or just ended, from 1
 * @param seconds the time trained so far, in seconds, over all resumes
 * @param trainLoss the mean loss over the samples trained on since the row before
 * @param validationLoss the mean loss over the validation samples; NaN without validation data
 * @param metrics the evaluators' values on the validation data, by the evaluators' names
 * @param learningRate the optimizer's learning rate at this step; NaN if it has none
 * @param gradientNorm the mean global norm of the gradients since the row before, before clipping
 * @param samplesPerSecond the speed of training since the row before
 * @param peakMemory the most memory the process has held resident so far, in bytes; 0 if unknown
 */
public record Evaluation(
        long step,
        int epoch,
        double seconds,
        double trainLoss,
        double validationLoss,
        Map<String, Double> metrics,
        float learningRate,
        double gradientNorm,
        double samplesPerSecond,
        long peakMemory) {

    /**
     * Returns the loss that tells how good the model is: on the validation data, or where there is
     * none on the training data.
     *
     * @return the loss
     */
    public double loss() {
        return Double.isNaN(validationLoss) ? trainLoss : validationLoss;
    }
}
