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
import ai.djl.TrainingDivergedException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The training loop: learning, limits, clipping, splitting, steps that go wrong. */
public class TrainingLoopTest {

    /** A loss that is not finite from a given step on, for a number of steps. */
    private static final class BreakingLoss extends Loss {

        private final Loss loss = Loss.softmaxCrossEntropyLoss();
        private final int first;
        private final int count;
        private int calls;

        BreakingLoss(int first, int count) {
            super("breaking");
            this.first = first;
            this.count = count;
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            ++calls;
            boolean broken = calls >= first && calls < first + count;
            return loss.evaluate(labels, predictions).mul(broken ? Float.NaN : 1);
        }
    }

    private static Optimizer gradientDescent(float learningRate) {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(learningRate)).build();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void learnsAndReportsEveryEpoch(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            TrainingOutcome outcome = task.loop().optMaxEpochs(40).build().fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.EPOCHS);
            Assert.assertEquals(outcome.step(), 40L * Task.STEPS_AN_EPOCH);
            Assert.assertEquals(outcome.evaluations().size(), 40);
            Evaluation first = outcome.evaluations().get(0);
            Evaluation last = outcome.evaluations().get(39);
            Assert.assertEquals(last.step(), outcome.step());
            Assert.assertEquals(last.epoch(), 40);
            Assert.assertTrue(last.trainLoss() < first.trainLoss() / 2, last.toString());
            Assert.assertTrue(last.metrics().get("Accuracy") > 0.8, last.toString());
            Assert.assertEquals(last.learningRate(), 0.01f);
            Assert.assertTrue(last.gradientNorm() > 0 && last.samplesPerSecond() > 0);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void validationLossIsTheMeanOverSamplesNotBatches(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            TrainingOutcome outcome = task.loop().optMaxEpochs(1).build().fit();
            // the whole set as one batch gives the mean over samples at once
            NDList inputs = new NDList();
            NDList labels = new NDList();
            for (var batch : task.validation.getData(task.model.getNDManager())) {
                inputs.addAll(batch.getData());
                labels.addAll(batch.getLabels());
                batch.getData().attach(task.model.getNDManager());
                batch.getLabels().attach(task.model.getNDManager());
            }
            var store = new ParameterStore(task.model.getNDManager(), false);
            NDList output =
                    task.model
                            .getBlock()
                            .forward(store, new NDList(NDArrays.concat(inputs)), false);
            float whole =
                    Loss.softmaxCrossEntropyLoss()
                            .evaluate(new NDList(NDArrays.concat(labels)), output)
                            .getFloat();
            Assert.assertEquals(outcome.best().validationLoss(), whole, 1e-5);
        }
    }

    @Test
    public void endsAfterStepsAndAfterTime() throws Exception {
        try (Task task = new Task("PyTorch")) {
            TrainingOutcome outcome = task.loop().optMaxSteps(7).build().fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.STEPS);
            Assert.assertEquals(outcome.step(), 7);
            Assert.assertEquals(outcome.evaluations().get(1).step(), 7);
        }
        try (Task task = new Task("PyTorch")) {
            TrainingOutcome outcome =
                    task.loop().optMaxDuration(Duration.ofMillis(200)).build().fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.TIME);
            Assert.assertTrue(outcome.seconds() >= 0.2 && outcome.seconds() < 20);
        }
    }

    @Test
    public void evaluatesEveryFewStepsWhereAsked() throws Exception {
        try (Task task = new Task("PyTorch")) {
            TrainingOutcome outcome =
                    task.loop().optMaxSteps(9).optEvaluationSteps(3).build().fit();
            Assert.assertEquals(
                    outcome.evaluations().stream().map(Evaluation::step).toList(),
                    List.of(3L, 6L, 9L));
        }
    }

    @Test
    public void stopsEarly() throws Exception {
        try (Task task = new Task("PyTorch")) {
            // a score that is best at the second evaluation
            TrainingOutcome outcome =
                    task.loop()
                            .optScore(evaluation -> Math.abs(evaluation.epoch() - 2))
                            .optPatience(3)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.EARLY_STOPPING);
            Assert.assertEquals(outcome.best().epoch(), 2);
            Assert.assertEquals(outcome.epochs(), 5);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void clipsByTheGlobalNorm(String engine) throws Exception {
        double[] norms = new double[1];
        TrainingObserver observer =
                new TrainingObserver() {
                    @Override
                    public void onStep(TrainingProgress progress) {
                        norms[0] = progress.gradientNorm();
                    }
                };
        float[] free = step(engine, Float.MAX_VALUE, observer);
        double norm = norms[0];
        // at learning rate 1 a step moves the weights by the gradient
        Assert.assertEquals(norm(free), norm, 1e-5 * norm);

        float[] clipped = step(engine, (float) norm / 4, observer);
        Assert.assertEquals(norms[0], norm, 1e-6, "the norm is that before clipping");
        Assert.assertEquals(norm(clipped), norm / 4, 1e-5 * norm);
        for (int i = 0; i < free.length; ++i) {
            Assert.assertEquals(clipped[i], free[i] / 4, 1e-6, "the direction stays");
        }
        Assert.assertEquals(step(engine, (float) norm * 2, observer), free);
    }

    /** How far one step of gradient descent moves the weights. */
    private static float[] step(String engine, float clipNorm, TrainingObserver observer)
            throws Exception {
        try (Task start = new Task(engine, Task.linear());
                Task task = new Task(engine, Task.linear())) {
            start.optimizer = gradientDescent(1e-30f);
            start.loop().optMaxSteps(1).build().fit();
            task.optimizer = gradientDescent(1);
            task.loop().optClipNorm(clipNorm).addObserver(observer).optMaxSteps(1).build().fit();
            float[] before = start.weights();
            float[] after = task.weights();
            float[] moved = new float[after.length];
            for (int i = 0; i < moved.length; ++i) {
                moved[i] = before[i] - after[i];
            }
            return moved;
        }
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void microBatchesGiveTheGradientsOfTheWholeBatch(String engine) throws Exception {
        float[] whole = trained(engine, 1);
        assertClose(trained(engine, 3), whole);
        assertClose(trained(engine, 1000), whole);
    }

    private static float[] trained(String engine, int microBatches) throws Exception {
        try (Task task = new Task(engine, Task.linear())) {
            task.optimizer = gradientDescent(0.1f);
            task.loop().optMicroBatches(microBatches).optMaxEpochs(2).build().fit();
            return task.weights();
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; ++i) {
            Assert.assertEquals(actual[i], expected[i], 1e-5);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void leavesOutAStepThatIsNotFinite(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            TrainingOutcome outcome =
                    task.loop()
                            .setConfig(
                                    new DefaultTrainingConfig(new BreakingLoss(3, 2))
                                            .optOptimizer(task.optimizer)
                                            .optDevices(new Device[] {Device.cpu()}))
                            .optMaxEpochs(3)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.skippedSteps(), 2);
            for (float weight : task.weights()) {
                Assert.assertTrue(Float.isFinite(weight));
            }
            for (Evaluation evaluation : outcome.evaluations()) {
                Assert.assertTrue(Double.isFinite(evaluation.trainLoss()));
            }
        }
    }

    @Test
    public void endsWhenManyStepsInARowAreNotFinite() {
        try (Task task = new Task("PyTorch")) {
            TrainingLoop loop =
                    task.loop()
                            .setConfig(
                                    new DefaultTrainingConfig(new BreakingLoss(3, 1000))
                                            .optOptimizer(task.optimizer))
                            .optMaxSkippedSteps(4)
                            .optMaxEpochs(3)
                            .build();
            String message =
                    Assert.expectThrows(TrainingDivergedException.class, loop::fit).getMessage();
            Assert.assertTrue(message.contains("in 4 steps in a row, up to step 6"), message);
        }
    }

    @Test
    public void anEvaluationThatIsNoNumberIsNeverTheBest() throws Exception {
        try (Task task = new Task("PyTorch")) {
            TrainingOutcome outcome =
                    task.loop()
                            .optScore(e -> e.epoch() == 1 ? Double.NaN : e.epoch())
                            .optMaxEpochs(3)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.best().epoch(), 2);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void keepsAFixedNumberOfArrays(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            List<Integer> counts = new ArrayList<>();
            task.loop()
                    .optMaxEpochs(12)
                    .addObserver(
                            new TrainingObserver() {
                                @Override
                                public void onStep(TrainingProgress progress) {
                                    counts.add(task.model.getNDManager().getManagedArrays().size());
                                }
                            })
                    .build()
                    .fit();
            Assert.assertEquals(counts.get(59), counts.get(14));
        }
    }

    @Test
    public void refusesSettingsThatMakeNoTraining() {
        try (Task task = new Task("PyTorch")) {
            refused(() -> task.loop().build(), "never end");
            refused(() -> TrainingLoop.builder().build(), "setModel");
            refused(() -> task.loop().optMaxEpochs(0), "epochs", "0");
            refused(() -> task.loop().optClipNorm(-1), "norm", "-1.0");
            refused(() -> task.loop().optMicroBatches(0), "micro-batches", "0");
        }
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
