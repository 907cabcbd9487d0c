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

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Arrays;

/** Batches that are split: the shards together are the whole, whatever counts in each. */
public class ShardsTest {

    private record Result(float[] weights, TrainingOutcome outcome) {}

    private static Result train(String engine, Loss loss, int microBatches, float... labels)
            throws Exception {
        return train(engine, loss, new Device[] {Device.cpu()}, microBatches, labels);
    }

    private static Result train(
            String engine, Loss loss, Device[] devices, int microBatches, float... labels)
            throws Exception {
        try (Task task = new Task(engine, Task.linear())) {
            Optimizer descent = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
            TrainingOutcome outcome =
                    task.loop()
                            .setConfig(
                                    new DefaultTrainingConfig(loss)
                                            .optOptimizer(descent)
                                            .optDevices(devices))
                            .setTrainingData(PaddedLoss.dataset(task, labels))
                            .optValidationData(PaddedLoss.dataset(task, labels))
                            .optMicroBatches(microBatches)
                            .optMaxEpochs(2)
                            .build()
                            .fit();
            return new Result(task.weights(), outcome);
        }
    }

    private static void assertClose(Result actual, Result expected) {
        Assert.assertEquals(actual.weights, expected.weights, 1e-5f);
        for (int i = 0; i < 2; ++i) {
            Evaluation a = actual.outcome.evaluations().get(i);
            Evaluation e = expected.outcome.evaluations().get(i);
            Assert.assertEquals(a.trainLoss(), e.trainLoss(), 1e-5);
            Assert.assertEquals(a.validationLoss(), e.validationLoss(), 1e-5);
            Assert.assertEquals(a.gradientNorm(), e.gradientNorm(), 1e-5);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aLossThatCountsIsThatOfTheWholeBatch(String engine) throws Exception {
        Result whole = train(engine, new PaddedLoss(), 1, PaddedLoss.LABELS);
        Assert.assertEquals(whole.outcome.skippedSteps(), 0);
        // halves, of which some are all padding; 4 rows in 3 shards; single rows
        for (int microBatches = 2; microBatches <= 4; ++microBatches) {
            Result split = train(engine, new PaddedLoss(), microBatches, PaddedLoss.LABELS);
            Assert.assertEquals(split.outcome.skippedSteps(), 0);
            assertClose(split, whole);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aComponentOfALossCountsForIt(String engine) throws Exception {
        Result whole = train(engine, composite(), 1, PaddedLoss.LABELS);
        assertClose(train(engine, composite(), 2, PaddedLoss.LABELS), whole);
    }

    private static Loss composite() {
        Loss penalty =
                new Loss("penalty") {
                    @Override
                    public NDArray evaluate(NDList labels, NDList predictions) {
                        return labels.getManager().create(0.5f);
                    }
                };
        return new SimpleCompositeLoss().addLoss(penalty).addLoss(new PaddedLoss());
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anyOtherLossIsTakenByRows(String engine) throws Exception {
        float[] labels = {0, 1, 2, 1, 0, 1, 1, 2, 0};
        Result whole = train(engine, Loss.softmaxCrossEntropyLoss(), 1, labels);
        for (int microBatches = 2; microBatches <= 5; ++microBatches) {
            assertClose(train(engine, Loss.softmaxCrossEntropyLoss(), microBatches, labels), whole);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aBatchInWhichNothingCountsIsLeftOut(String engine) throws Exception {
        float[] labels = Arrays.copyOf(PaddedLoss.LABELS, 20);
        Arrays.fill(labels, 16, 20, -1);
        Result whole = train(engine, new PaddedLoss(), 1, labels);
        Assert.assertEquals(whole.outcome.skippedSteps(), 2, "one an epoch");
        Assert.assertTrue(Double.isFinite(whole.outcome.best().validationLoss()));
        Result split = train(engine, new PaddedLoss(), 2, labels);
        Assert.assertEquals(split.outcome.skippedSteps(), 2, "one an epoch");
        assertClose(split, whole);
        Result without = train(engine, new PaddedLoss(), 2, PaddedLoss.LABELS);
        Assert.assertEquals(split.weights, without.weights);
    }

    /** MXNet takes pinned memory for a device of its own, whether there is a GPU or not. */
    @Test
    public void devicesGiveTheGradientsOfTheWholeBatch() throws Exception {
        Device[] two = {Device.cpu(), Device.of("cpu_pinned", 0)};
        // a last batch of one row leaves the second device without a shard
        float[] labels = Arrays.copyOf(PaddedLoss.LABELS, 17);
        Result whole = train("MXNet", new PaddedLoss(), 1, labels);
        for (int microBatches = 1; microBatches <= 2; ++microBatches) {
            assertClose(train("MXNet", new PaddedLoss(), two, microBatches, labels), whole);
        }
    }
}
