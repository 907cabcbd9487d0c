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

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.MultiFactorTracker;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.optimizer.NesterovSgd;
import io.github.hypernet.core.training.optimizer.StepTracker;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tasks one after the other: their order, their beginnings, and where one is stopped. */
public class TaskTrainingTest {

    private static final int TASKS = TaskSequence.TASKS;
    private static final int STEPS = TaskSequence.STEPS;
    private static final int ROWS = TaskSequence.ROWS;

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    /** Writes down what it is told. */
    private static class Diary implements TrainingObserver {

        final List<String> events = new ArrayList<>();
        final List<Double> fractions = new ArrayList<>();

        @Override
        public void onTask(int task) throws IOException {
            events.add("task " + task);
        }

        @Override
        public void onStep(TrainingProgress progress) {
            events.add(progress.epoch() + "." + progress.batch());
            fractions.add(progress.fraction());
        }

        @Override
        public void onEvaluation(List<Evaluation> evaluations, Evaluation best) {
            events.add("evaluation " + evaluations.size());
        }
    }

    @Test
    public void eachTaskIsAnEpoch() throws Exception {
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            Diary diary = new Diary();
            TrainingOutcome outcome = training.loop().addObserver(diary).build().fit();
            Assert.assertEquals(
                    diary.events,
                    List.of(
                            "task 0",
                            "1.1",
                            "1.2",
                            "1.3",
                            "1.4",
                            "evaluation 1",
                            "task 1",
                            "2.1",
                            "2.2",
                            "2.3",
                            "2.4",
                            "evaluation 2",
                            "task 2",
                            "3.1",
                            "3.2",
                            "3.3",
                            "3.4",
                            "evaluation 3"));
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.EPOCHS);
            Assert.assertEquals(outcome.epochs(), TASKS);
            Assert.assertEquals(diary.fractions.get(5), 0.5, 1e-9);
            Assert.assertEquals(diary.fractions.get(11), 1, 1e-9);
        }
    }

    @Test
    public void limitsEndItBeforeTheLastTaskAndNoneIsNeeded() throws Exception {
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            TrainingOutcome outcome = training.loop().optMaxEpochs(2).build().fit();
            Assert.assertEquals(outcome.step(), 2L * STEPS);
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.EPOCHS);
        }
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            TrainingOutcome outcome = training.loop().optMaxEpochs(99).build().fit();
            Assert.assertEquals(outcome.step(), (long) TASKS * STEPS);
        }
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            TrainingOutcome outcome = training.loop().optMaxSteps(5).build().fit();
            Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.STEPS);
            Assert.assertEquals(outcome.epochs(), 2);
        }
    }

    private static Supplier<Optimizer> momentum(Tracker rate) {
        return () -> NesterovSgd.builder().setLearningRateTracker(rate).build();
    }

    @DataProvider
    public static Object[][] optimizers() {
        Supplier<Optimizer> adam =
                () -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build();
        Supplier<Optimizer> momentum =
                () ->
                        Optimizer.sgd()
                                .setLearningRateTracker(Tracker.fixed(0.01f))
                                .optMomentum(0.9f)
                                .build();
        List<Object[]> rows = new ArrayList<>();
        for (Object[] engine : Engines.engines()) {
            rows.add(new Object[] {engine[0], adam});
            rows.add(new Object[] {engine[0], momentum});
            rows.add(new Object[] {engine[0], momentum(Tracker.fixed(0.01f))});
            rows.add(new Object[] {engine[0], (Supplier<Optimizer>) () -> new HeavyBall("heavy")});
        }
        return rows.toArray(Object[][]::new);
    }

    /** Neither by an old gradient nor by the momentum of its own steps. */
    @Test(dataProvider = "optimizers")
    public void aLaterTaskDoesNotMoveWhatItDoesNotUse(String engine, Supplier<Optimizer> optimizer)
            throws Exception {
        try (TaskSequence training = new TaskSequence(engine)) {
            training.optimizer = optimizer.get();
            List<float[]> before = new ArrayList<>();
            training.loop()
                    .addObserver(
                            new TrainingObserver() {
                                @Override
                                public void onTask(int task) {
                                    for (int earlier = 0; earlier < task; ++earlier) {
                                        Assert.assertEquals(
                                                training.weights(earlier), before.get(earlier));
                                    }
                                }

                                @Override
                                public void onStep(TrainingProgress progress) {
                                    if (progress.batch() == STEPS) {
                                        before.add(training.weights(progress.epoch() - 1));
                                    }
                                }
                            })
                    .build()
                    .fit();
            Assert.assertEquals(before.size(), TASKS);
            for (int task = 0; task < TASKS; ++task) {
                Assert.assertEquals(training.weights(task), before.get(task));
            }
        }
    }

    /** A task is trained as if it were the first: the optimizer and its schedule are as new. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void eachTaskBeginsTheLearningRateAnew(String engine) throws Exception {
        StepTracker rate = StepTracker.builder().setValue(0.1f).addValue(2, 0.01f).build();
        try (TaskSequence training = new TaskSequence(engine)) {
            training.optimizer = momentum(rate).get();
            TrainingOutcome outcome = training.loop().optEvaluationSteps(2).build().fit();
            Map<Long, Float> rates = new TreeMap<>();
            outcome.evaluations().forEach(each -> rates.put(each.step(), each.learningRate()));
            Assert.assertEquals(
                    rates, Map.of(2L, 0.1f, 4L, 0.01f, 6L, 0.1f, 8L, 0.01f, 10L, 0.1f, 12L, 0.01f));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theStateOfTheOptimizerIsCleared(String engine) throws Exception {
        try (TaskSequence training = new TaskSequence(engine)) {
            HeavyBall optimizer = new HeavyBall("heavy");
            training.optimizer = optimizer;
            List<Integer> sizes = new ArrayList<>();
            List<NDArray> states = new ArrayList<>();
            training.loop()
                    .addObserver(
                            new Diary() {
                                @Override
                                public void onTask(int task) {
                                    sizes.add(optimizer.velocities.size());
                                    for (NDArray state : states) {
                                        Assert.assertThrows(
                                                IllegalStateException.class, state::toFloatArray);
                                    }
                                }

                                @Override
                                public void onStep(TrainingProgress progress) {
                                    optimizer
                                            .velocities
                                            .values()
                                            .forEach(each -> states.addAll(each.values()));
                                }
                            })
                    .build()
                    .fit();
            Assert.assertEquals(sizes, List.of(0, 0, 0));
        }
    }

    private record Result(List<List<Object>> rows, List<float[]> weights) {}

    private Result train(String engine, boolean resume, long maxSteps, TrainingObserver observer)
            throws Exception {
        try (TaskSequence training = new TaskSequence(engine);
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            training.loop()
                    .optRunFolder(folder)
                    .optResume(resume)
                    .optMaxSteps(maxSteps)
                    .addObserver(observer)
                    .build()
                    .fit();
            return new Result(
                    MetricsFile.read(temporary.getPath().resolve(MetricsFile.NAME)).stream()
                            .map(MetricsFile.Row::evaluation)
                            .map(e -> List.<Object>of(e.step(), e.epoch(), e.trainLoss()))
                            .toList(),
                    List.of(training.weights(0), training.weights(1), training.weights(2)));
        }
    }

    private static void assertSame(Result actual, Result expected) {
        for (int task = 0; task < TASKS; ++task) {
            Assert.assertEquals(actual.weights.get(task), expected.weights.get(task));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingGoesOnWithinATaskBitForBit(String engine) throws Exception {
        Result whole = train(engine, false, Long.MAX_VALUE, new Diary());
        Assert.assertEquals(
                whole.rows.stream().map(row -> row.subList(0, 2)).toList(),
                List.of(List.of(4L, 1), List.of(8L, 2), List.of(12L, 3)));
        temporary.clear();
        train(engine, false, 6, new Diary());
        Diary diary = new Diary();
        assertSame(train(engine, true, Long.MAX_VALUE, diary), whole);
        Assert.assertEquals(
                diary.events.subList(0, 5),
                List.of("evaluation 2", "2.3", "2.4", "evaluation 3", "task 2"));
    }

    /** The last step of a task is done, or its epoch is counted too. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingGoesOnBetweenTasksBitForBit(String engine) throws Exception {
        Result whole = train(engine, false, Long.MAX_VALUE, new Diary());
        temporary.clear();
        train(engine, false, STEPS, new Diary()); // in the state before the epoch is counted
        Diary second = new Diary();
        IOException failure =
                Assert.expectThrows(
                        IOException.class,
                        () ->
                                train(
                                        engine,
                                        true,
                                        Long.MAX_VALUE,
                                        new Diary() {
                                            @Override
                                            public void onTask(int task) throws IOException {
                                                second.onTask(task);
                                                if (task == 2) {
                                                    throw new IOException("no room");
                                                }
                                            }
                                        }));
        Assert.assertEquals(failure.getMessage(), "no room");
        Assert.assertEquals(second.events, List.of("task 1", "task 2"));
        Diary third = new Diary();
        Result resumed = train(engine, true, Long.MAX_VALUE, third);
        Assert.assertEquals(
                third.events,
                List.of("evaluation 2", "task 2", "3.1", "3.2", "3.3", "3.4", "evaluation 3"));
        assertSame(resumed, whole);
        Assert.assertEquals(resumed.rows, whole.rows);
    }

    @Test
    public void anEndedTrainingGoesOnWithMoreTasks() throws Exception {
        Result whole = train("PyTorch", false, Long.MAX_VALUE, new Diary());
        temporary.clear();
        try (TaskSequence training = new TaskSequence("PyTorch");
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            training.withoutData()
                    .setTrainingTasks(training.tasks().subList(0, 2))
                    .optRunFolder(folder)
                    .build()
                    .fit();
        }
        assertSame(train("PyTorch", true, Long.MAX_VALUE, new Diary()), whole);
    }

    @Test
    public void refusesWhatMakesNoTasks() {
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            Dataset data = training.task(0, ROWS);
            refused(() -> training.withoutData().build(), "setTrainingTasks is missing");
            refused(() -> training.loop().setTrainingData(data).build(), "Both", "one of them");
            refused(() -> training.loop().setTrainingTasks(List.of()), "no tasks");
            training.optimizer = new Adam(Adam.builder()) {};
            refused(() -> training.loop().build(), "cleared", "StatefulOptimizer");
        }
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            List<Dataset> tasks = Arrays.asList(training.task(0, ROWS), training.task(1, 0));
            refused(
                    () -> training.withoutData().setTrainingTasks(tasks).build().fit(),
                    "data of task 1 has no batches");
        }
    }

    @Test
    public void refusesALearningRateThatCannotBeginAnew() {
        Tracker rate =
                MultiFactorTracker.builder()
                        .setBaseValue(0.1f)
                        .setSteps(new int[] {2, 3})
                        .optFactor(0.5f)
                        .build();
        try (TaskSequence training = new TaskSequence("PyTorch")) {
            training.optimizer = momentum(rate).get();
            refused(() -> training.loop().build().fit(), "in place of 0.1", "StepTracker");
        }
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
