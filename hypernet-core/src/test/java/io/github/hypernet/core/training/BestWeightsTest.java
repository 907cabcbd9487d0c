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
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The weights that a training leaves in its model. */
public class BestWeightsTest {

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private record Result(TrainingOutcome outcome, float[] weights, Map<String, Double> values) {}

    private static Block normalised() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(3).build());
    }

    /** Trains so that the evaluation of the second epoch is the best. */
    private Result train(Task task, boolean inFolder, UnaryOperator<TrainingLoop.Builder> settings)
            throws Exception {
        TrainingLoop.Builder loop =
                task.loop().optScore(e -> Math.abs(e.epoch() - 2)).optMaxEpochs(4);
        TrainingOutcome outcome;
        if (inFolder) {
            try (RunFolder folder = RunFolder.open(temporary.getPath())) {
                outcome = settings.apply(loop.optRunFolder(folder).optResume(true)).build().fit();
            }
        } else {
            outcome = settings.apply(loop).build().fit();
        }
        Map<String, Double> values =
                EvaluationLoop.builder()
                        .setModel(task.model)
                        .setData(task.validation)
                        .addEvaluator(new Accuracy())
                        .addEvaluator(Loss.softmaxCrossEntropyLoss("loss"))
                        .build()
                        .evaluate();
        return new Result(outcome, task.weights(), values);
    }

    private static void assertHolds(Result result, Evaluation evaluation) {
        Assert.assertEquals(result.values.get("loss"), evaluation.validationLoss(), 1e-6);
        Assert.assertEquals(result.values.get("Accuracy"), evaluation.metrics().get("Accuracy"));
        Assert.assertEquals(result.outcome.weightsStep(), evaluation.step());
    }

    @DataProvider
    public static Object[][] places() {
        return new Object[][] {
            {"PyTorch", false}, {"PyTorch", true}, {"MXNet", false}, {"MXNet", true}
        };
    }

    @Test(dataProvider = "places")
    public void theBestArePutBack(String engine, boolean inFolder) throws Exception {
        for (Block block : new Block[] {Task.network(), normalised()}) {
            try (Task task = new Task(engine, block)) {
                Result result = train(task, inFolder, loop -> loop);
                Assert.assertEquals(result.outcome.best().epoch(), 2);
                assertHolds(result, result.outcome.best());
            }
            temporary.clear();
        }
    }

    @Test(dataProvider = "places")
    public void theLastStayWhereAskedFor(String engine, boolean inFolder) throws Exception {
        try (Task task = new Task(engine)) {
            Result result = train(task, inFolder, loop -> loop.optRestoreBest(false));
            assertHolds(result, result.outcome.evaluations().get(3));
        }
    }

    @Test
    public void theLastStayWithoutValidationData() throws Exception {
        try (Task task = new Task("PyTorch")) {
            Result result = train(task, false, loop -> loop.optValidationData(null));
            Assert.assertEquals(result.outcome.best().epoch(), 2);
            Assert.assertEquals(result.outcome.weightsStep(), 4L * Task.STEPS_AN_EPOCH);
        }
    }

    /** MXNet takes pinned memory for a device of its own, whether there is a GPU or not. */
    @Test
    public void theBestArePutBackOnTwoDevices() throws Exception {
        for (boolean inFolder : new boolean[] {false, true}) {
            for (Device[] devices :
                    new Device[][] {
                        {Device.cpu(), Device.of("cpu_pinned", 0)}, {Device.of("cpu_pinned", 0)}
                    }) {
                try (Task task = new Task("MXNet", Task.linear())) {
                    task.devices = devices;
                    Result result = train(task, inFolder, loop -> loop);
                    assertHolds(result, result.outcome.best());
                }
                temporary.clear();
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aStoppedTrainingKeepsTheLastAndEndsWithTheBest(String engine) throws Exception {
        Result whole;
        Result longer;
        try (Task task = new Task(engine)) {
            whole = train(task, true, loop -> loop);
        }
        try (Task task = new Task(engine)) { // goes on from the last, not from the best
            longer = train(task, true, loop -> loop.optMaxEpochs(6).optRestoreBest(false));
        }
        temporary.clear();
        try (Task task = new Task(engine)) {
            TrainingLoop[] loop = new TrainingLoop[1];
            TrainingObserver stopper =
                    new TrainingObserver() {
                        @Override
                        public void onStep(TrainingProgress progress) {
                            if (progress.step() == 17) {
                                loop[0].stop();
                            }
                        }
                    };
            try (RunFolder folder = RunFolder.open(temporary.getPath())) {
                loop[0] =
                        task.loop()
                                .optScore(e -> Math.abs(e.epoch() - 2))
                                .optMaxEpochs(4)
                                .optRunFolder(folder)
                                .addObserver(stopper)
                                .build();
                TrainingOutcome outcome = loop[0].fit();
                Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.STOPPED);
                Assert.assertEquals(outcome.weightsStep(), 17);
                Assert.assertEquals(outcome.stepsTaken(), 17);
            }
        }
        try (Task task = new Task(engine)) {
            Result resumed = train(task, true, loop -> loop);
            Assert.assertEquals(resumed.outcome.stepsTaken(), 3);
            Assert.assertEquals(resumed.weights, whole.weights);
        }
        try (Task task = new Task(engine)) {
            Result finished = train(task, true, loop -> loop);
            Assert.assertEquals(finished.outcome.stepsTaken(), 0);
            Assert.assertEquals(finished.outcome.step(), 20);
            Assert.assertEquals(finished.weights, whole.weights);
            assertHolds(finished, finished.outcome.best());
        }
        try (Task task = new Task(engine)) {
            Result again = train(task, true, loop -> loop.optMaxEpochs(6).optRestoreBest(false));
            Assert.assertEquals(again.weights, longer.weights);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aCopyInMemoryIsFreed(String engine) throws Exception {
        Assert.assertEquals(arraysAfterwards(engine, true), arraysAfterwards(engine, false));
    }

    private int arraysAfterwards(String engine, boolean restoreBest) throws Exception {
        try (Task task = new Task(engine)) {
            train(task, false, loop -> loop.optRestoreBest(restoreBest));
            return task.model.getNDManager().getManagedArrays().size();
        }
    }

    @Test
    public void aMissingModelFileIsToldByName() throws Exception {
        try (Task task = new Task("PyTorch")) {
            train(task, true, loop -> loop);
        }
        Files.delete(RunFolder.modelFile(temporary.getPath(), "task"));
        try (Task task = new Task("PyTorch")) {
            String message =
                    Assert.expectThrows(IOException.class, () -> train(task, true, loop -> loop))
                            .getMessage();
            Assert.assertTrue(message.contains("task-0000.params"), message);
            Assert.assertTrue(message.contains("the model holds the last"), message);
        }
        try (Task task = new Task("PyTorch")) {
            train(task, true, loop -> loop.optRestoreBest(false));
        }
    }

    /** A validation loss that is no number is not to be taken for a training loss. */
    @Test
    public void anEvaluationWhoseLossIsNoNumberIsNeverTheBest() throws Exception {
        try (Task task = new Task("PyTorch")) {
            task.optimizer = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
            int[] evaluations = new int[1];
            Loss loss =
                    new Loss("sometimes") {
                        private final Loss loss = Loss.softmaxCrossEntropyLoss();

                        @Override
                        public NDArray evaluate(NDList labels, NDList predictions) {
                            boolean broken = ++evaluations[0] > 25; // the third epoch's evaluation
                            return loss.evaluate(labels, predictions).mul(broken ? Float.NaN : 1);
                        }
                    };
            TrainingOutcome outcome =
                    task.loop()
                            .setConfig(
                                    new DefaultTrainingConfig(loss)
                                            .optOptimizer(task.optimizer)
                                            .optDevices(task.devices))
                            .optMaxEpochs(3)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.evaluations().size(), 3);
            Assert.assertTrue(Double.isNaN(outcome.evaluations().get(2).validationLoss()));
            Assert.assertTrue(outcome.best().epoch() < 3, outcome.best().toString());
        }
    }
}
