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
package io.github.hypernet.text.language;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The training loop on batches of text. */
public class TextTrainingTest {

    private static final int SYMBOLS = 3;

    /** Cross entropy of {@code [B, T, V]} against {@code [B, T]}. */
    private static final class SymbolLoss extends Loss {

        SymbolLoss() {
            super("SymbolLoss");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return Loss.softmaxCrossEntropyLoss()
                    .evaluate(
                            new NDList(labels.head().reshape(-1)),
                            new NDList(predictions.head().reshape(-1, SYMBOLS)));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theLoopsValidationLossIsTheMeanOverAllPredictions(String engine) throws Exception {
        int[] training = Vocabulary.ofCharacters("abc").encode("abcab".repeat(20));
        int[] validation = Vocabulary.ofCharacters("abc").encode("abcabbacbb");
        try (Model model = Model.newInstance("bigram", Device.cpu(), engine)) {
            SequentialBlock bigram =
                    new SequentialBlock()
                            .addSingleton(ids -> ids.oneHot(SYMBOLS))
                            .add(Linear.builder().setUnits(SYMBOLS).optBias(false).build());
            model.setBlock(bigram);
            TrainingOutcome outcome =
                    TrainingLoop.builder()
                            .setModel(model)
                            .setConfig(
                                    new DefaultTrainingConfig(new SymbolLoss())
                                            .optDevices(new Device[] {Device.cpu()})
                                            .optOptimizer(
                                                    Optimizer.sgd()
                                                            .setLearningRateTracker(
                                                                    Tracker.fixed(1f))
                                                            .build()))
                            .setInputShapes(new Shape(5, 6))
                            .setTrainingData(TextBatches.ofFullRows(training, 5, 6))
                            // windows of 5 and 4 predictions
                            .optValidationData(TextBatches.ofAll(validation, 1, 5))
                            .optMicroBatches(2)
                            .optMaxEpochs(3)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.step(), 3 * 4);
            float[] weights =
                    bigram.getParameters().valueAt(0).getArray().transpose().toFloatArray();
            double expected = crossEntropy(weights, validation);
            double actual = outcome.best().validationLoss(); // the model holds its weights
            Assert.assertEquals(actual, expected, 1e-5);
        }
    }

    /** The mean over the predictions of -log softmax(weights[id])[next id]. */
    private static double crossEntropy(float[] weights, int[] ids) {
        double sum = 0;
        for (int i = 0; i + 1 < ids.length; ++i) {
            double total = 0;
            for (int symbol = 0; symbol < SYMBOLS; ++symbol) {
                total += Math.exp(weights[ids[i] * SYMBOLS + symbol]);
            }
            sum += Math.log(total) - weights[ids[i] * SYMBOLS + ids[i + 1]];
        }
        return sum / (ids.length - 1);
    }
}
