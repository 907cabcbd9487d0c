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

import ai.djl.TrainingDivergedException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Trainings in which something fails: what they keep, and what they say. */
public class NothingLostTest {

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private record Result(TrainingOutcome outcome, float[] weights) {}

    /** Trains in the folder, without any checkpoint before the end. */
    private Result train(Task task, TrainingObserver observer, Dataset data) throws Exception {
        try (RunFolder folder = RunFolder.open(temporary.getPath())) {
            TrainingOutcome outcome =
                    task.loop()
                            .setTrainingData(data == null ? task.training : data)
                            .optRunFolder(folder)
                            .optResume(true)
                            .optMaxEpochs(4)
                            .addObserver(observer)
                            .build()
                            .fit();
            return new Result(outcome, task.weights());
        }
    }

    private static List<List<Object>> rows(Result result) {
        return result.outcome.evaluations().stream()
                .map(e -> List.<Object>of(e.step(), e.trainLoss(), e.validationLoss()))
                .toList();
    }

    private void goesOnAsIfNothingHadHappened(String engine, Result whole, long step)
            throws Exception {
        try (Task task = new Task(engine)) {
            Result resumed = train(task, new TrainingObserver() {}, null);
            Assert.assertEquals(resumed.outcome.stepsTaken(), 20 - step);
            Assert.assertEquals(rows(resumed), rows(whole));
            Assert.assertEquals(resumed.weights, whole.weights);
        }
    }

    private Result whole(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            Result whole = train(task, new TrainingObserver() {}, null);
            temporary.clear();
            return whole;
        }
    }

    @DataProvider
    public static Object[][] events() {
        return new Object[][] {{"step"}, {"evaluation"}};
    }

    @Test(dataProvider = "events")
    public void anObserverThatThrowsLosesNoStep(String event) throws Exception {
        Result whole = whole("PyTorch");
        TrainingObserver failing =
                new TrainingObserver() {
                    @Override
                    public void onStep(TrainingProgress progress) {
                        fail(event.equals("step") && progress.step() == 10);
                    }

                    @Override
                    public void onEvaluation(List<Evaluation> evaluations, Evaluation best) {
                        fail(event.equals("evaluation") && evaluations.size() == 2);
                    }

                    private void fail(boolean now) {
                        if (now) {
                            throw new UnsupportedOperationException("mine");
                        }
                    }
                };
        try (Task task = new Task("PyTorch")) {
            Assert.expectThrows(
                    UnsupportedOperationException.class, () -> train(task, failing, null));
        }
        goesOnAsIfNothingHadHappened("PyTorch", whole, 10);
    }

    /** The score is asked within an evaluation, which is then done when the training goes on. */
    @Test
    public void aValidationThatFailsIsDoneWhenTheTrainingGoesOn() throws Exception {
        Result whole = whole("PyTorch");
        try (Task task = new Task("PyTorch");
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            int[] times = new int[1];
            Dataset failing =
                    failing(
                            task.validation,
                            () -> ++times[0] == 3 ? new IOException("gone") : null);
            TrainingLoop loop =
                    task.loop()
                            .optValidationData(failing)
                            .optRunFolder(folder)
                            .optMaxEpochs(4)
                            .build();
            Assert.expectThrows(IOException.class, loop::fit);
        }
        goesOnAsIfNothingHadHappened("PyTorch", whole, 15);
    }

    @Test
    public void dataThatFailsLosesNoStep() throws Exception {
        Result whole = whole("PyTorch");
        try (Task task = new Task("PyTorch")) {
            int[] times = new int[1];
            Dataset data =
                    failing(task.training, () -> ++times[0] == 4 ? new IOException("gone") : null);
            Assert.expectThrows(
                    IOException.class, () -> train(task, new TrainingObserver() {}, data));
        }
        goesOnAsIfNothingHadHappened("PyTorch", whole, 15);
    }

    private static Dataset failing(Dataset data, Supplier<IOException> failure) {
        return new Dataset() {
            @Override
            public Iterable<Batch> getData(NDManager manager)
                    throws IOException, TranslateException {
                IOException now = failure.get();
                if (now != null) {
                    throw now;
                }
                Iterator<Batch> batches = data.getData(manager).iterator();
                return () -> batches;
            }

            @Override
            public void prepare(Progress progress) {}
        };
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anInterruptEndsWithACheckpoint(String engine) throws Exception {
        Result whole = whole(engine);
        TrainingObserver interrupting =
                new TrainingObserver() {
                    @Override
                    public void onStep(TrainingProgress progress) {
                        if (progress.step() == 10) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        try (Task task = new Task(engine)) {
            Result result = train(task, interrupting, null);
            Assert.assertTrue(Thread.interrupted(), "left to the caller");
            Assert.assertEquals(result.outcome.reason(), TrainingOutcome.Reason.STOPPED);
            Assert.assertEquals(result.outcome.step(), 10);
        } finally {
            Thread.interrupted();
        }
        goesOnAsIfNothingHadHappened(engine, whole, 10);
    }

    @Test
    public void aStopBeforeTheBeginIsNotForgotten() throws Exception {
        try (Task task = new Task("PyTorch")) {
            TrainingLoop loop = task.loop().optMaxEpochs(2).build();
            loop.stop();
            TrainingOutcome outcome = loop.fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.STOPPED);
            Assert.assertEquals(outcome.stepsTaken(), 0);
        }
    }

    @Test
    public void aTrainingThatHadEndedSaysSo() throws Exception {
        whole("PyTorch");
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 2; ++i) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Task task = new Task("PyTorch")) {
                PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                train(task, new ProgressLine(out, false), null);
            }
            shown.add(bytes.toString(StandardCharsets.UTF_8));
        }
        Assert.assertFalse(shown.get(0).contains("nothing to train"), shown.get(0));
        Assert.assertTrue(shown.get(1).startsWith("nothing to train"), shown.get(1));
    }

    private static Block normalised() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(BatchNorm.builder().build())
                .add(Linear.builder().setUnits(3).build());
    }

    /** Ordered data of which some rows are not finite. */
    private static ArrayDataset withNaN(Task task, int fromRow, int toRow) {
        float[] inputs = new float[Task.SAMPLES * 6];
        for (int i = 0; i < inputs.length; ++i) {
            boolean broken = i / 6 >= fromRow && i / 6 < toRow;
            inputs[i] = broken ? Float.NaN : (float) Math.sin(i);
        }
        NDManager manager = task.model.getNDManager();
        return new ArrayDataset.Builder()
                .setData(manager.create(inputs, new Shape(Task.SAMPLES, 6)))
                .optLabels(manager.zeros(new Shape(Task.SAMPLES)))
                .setSampling(Task.BATCH, false)
                .build();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aStepLeftOutChangesNoRunningStatistics(String engine) throws Exception {
        try (Task task = new Task(engine, normalised())) {
            List<String> skipped = new ArrayList<>();
            TrainingObserver observer =
                    new TrainingObserver() {
                        @Override
                        public void onSkippedStep(TrainingProgress progress, Batch batch) {
                            skipped.add(
                                    progress.step()
                                            + " "
                                            + progress.epoch()
                                            + " "
                                            + progress.batch()
                                            + " "
                                            + batch.getIndices());
                        }
                    };
            TrainingOutcome outcome =
                    task.loop()
                            .setTrainingData(withNaN(task, 45, 46)) // the third batch
                            .optMaxEpochs(2)
                            .addObserver(observer)
                            .build()
                            .fit();
            Assert.assertEquals(outcome.skippedSteps(), 2);
            Assert.assertTrue(skipped.get(0).startsWith("3 1 3 "), skipped.toString());
            Assert.assertTrue(skipped.get(0).contains("45"), skipped.toString());
            Assert.assertTrue(skipped.get(1).startsWith("8 2 3 "), skipped.toString());
            for (float weight : task.weights()) {
                Assert.assertTrue(Float.isFinite(weight));
            }
            Assert.assertTrue(Double.isFinite(outcome.best().validationLoss()));
        }
    }

    private static String diverged(TrainingLoop.Builder loop) {
        return Assert.expectThrows(TrainingDivergedException.class, () -> loop.build().fit())
                .getMessage();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingThatNeverHadAFiniteStepIsToldToLookAtItsData(String engine) {
        try (Task task = new Task(engine)) {
            String message =
                    diverged(
                            task.loop()
                                    .setTrainingData(withNaN(task, 0, Task.SAMPLES))
                                    .optMaxSkippedSteps(3)
                                    .optMaxEpochs(1));
            Assert.assertTrue(message.contains("since batch 1 of epoch 1"), message);
            Assert.assertTrue(message.contains("cannot help: look at the data"), message);
            Assert.assertTrue(message.contains("holds its first weights"), message);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingThatDivergesLaterIsToldWhatTheLastStepWas(String engine) {
        try (Task task = new Task(engine)) {
            TrainingLoop.Builder loop =
                    task.loop()
                            .setTrainingData(withNaN(task, 40, Task.SAMPLES))
                            .optMaxSkippedSteps(3)
                            .optMaxEpochs(1)
                            .optClipNorm(2);
            String message = diverged(loop);
            Assert.assertTrue(message.contains("since batch 3 of epoch 1"), message);
            Assert.assertTrue(message.contains("step 2, the last before, had the loss"), message);
            Assert.assertTrue(message.contains("clipping at less than 2.0"), message);
            Assert.assertTrue(message.contains("holds the weights after step 2"), message);
        }
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    /** One would take the other's place in the metrics. */
    @Test
    public void evaluatorsOfOneNameAreRefused() throws Exception {
        try (Task task = new Task("PyTorch")) {
            DefaultTrainingConfig config = task.config().addEvaluator(new Accuracy());
            refused(() -> task.loop().setConfig(config).optMaxSteps(1).build(), "Accuracy");
            DefaultTrainingConfig named = task.config().addEvaluator(new Accuracy("loss"));
            refused(() -> task.loop().setConfig(named).optMaxSteps(1).build(), "\"loss\"");
            DefaultTrainingConfig same = task.config().addEvaluator(new Accuracy("other"));
            task.loop().setConfig(same).optMaxSteps(1).build().fit();
        }
    }

    @Test
    public void aDurationWithoutEndIsOne() throws Exception {
        try (Task task = new Task("PyTorch")) {
            task.loop()
                    .optMaxDuration(ChronoUnit.FOREVER.getDuration())
                    .optCheckpointInterval(ChronoUnit.FOREVER.getDuration())
                    .optMaxSteps(1)
                    .build()
                    .fit();
        }
    }
}
