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

import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Accuracy;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two trainings in one process. */
public class OneTrainingTest {

    private static final int WAIT_SECONDS = 60;

    /** A training that stands still after its first step until it is let go. */
    private static final class Held implements TrainingObserver, AutoCloseable {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Task task;
        private final Future<float[]> weights;

        Held(String engine) throws Exception {
            task = new Task(engine);
            weights =
                    thread.submit(
                            () -> {
                                task.loop().optMaxEpochs(2).addObserver(this).build().fit();
                                return task.weights();
                            });
            Assert.assertTrue(begun.await(WAIT_SECONDS, TimeUnit.SECONDS));
        }

        @Override
        public void onStep(TrainingProgress progress) {
            begun.countDown();
            try {
                goOn.await(WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        float[] weights() throws Exception {
            goOn.countDown();
            return weights.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            goOn.countDown();
            thread.shutdown();
            task.close();
        }
    }

    private static float[] alone(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            task.loop().optMaxEpochs(2).build().fit();
            return task.weights();
        }
    }

    private static void refused(Callable<?> call, String... parts) {
        String message = Assert.expectThrows(IllegalStateException.class, call::call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theSecondIsRefusedAndTheFirstGoesOn(String engine) throws Exception {
        float[] expected = alone(engine);
        try (Held held = new Held(engine);
                Task task = new Task(engine)) {
            TrainingLoop loop = task.loop().optMaxEpochs(1).build();
            refused(loop::fit, "Another training is under way", "optWaitForOthers");
            Assert.assertEquals(held.weights(), expected);
            Assert.assertEquals(loop.fit().step(), Task.STEPS_AN_EPOCH);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theSecondWaitsIfAsked(String engine) throws Exception {
        float[] expected = alone(engine);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Held held = new Held(engine);
                Task task = new Task(engine)) {
            TrainingLoop loop = task.loop().optWaitForOthers(true).optMaxEpochs(2).build();
            Future<TrainingOutcome> outcome = other.submit(loop::fit);
            Thread.sleep(200);
            Assert.assertFalse(outcome.isDone());
            Assert.assertEquals(held.weights(), expected);
            Assert.assertEquals(outcome.get(WAIT_SECONDS, TimeUnit.SECONDS).step(), 10);
            Assert.assertEquals(task.weights(), expected);
        } finally {
            other.shutdown();
        }
    }

    @Test
    public void waitingEndsByStopAndByInterrupt() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Held held = new Held("PyTorch");
                Task task = new Task("PyTorch")) {
            TrainingLoop loop = task.loop().optWaitForOthers(true).optMaxEpochs(1).build();
            Future<TrainingOutcome> stopped = other.submit(loop::fit);
            Thread.sleep(100);
            loop.stop();
            assertNotBegun(stopped.get(WAIT_SECONDS, TimeUnit.SECONDS));
            Thread[] thread = new Thread[1];
            Future<TrainingOutcome> interrupted =
                    other.submit(
                            () -> {
                                thread[0] = Thread.currentThread();
                                TrainingOutcome outcome = loop.fit();
                                Assert.assertTrue(Thread.interrupted(), "left to the caller");
                                return outcome;
                            });
            Thread.sleep(200);
            thread[0].interrupt();
            assertNotBegun(interrupted.get(WAIT_SECONDS, TimeUnit.SECONDS));
            held.weights();
            Assert.assertEquals(loop.fit().reason(), TrainingOutcome.Reason.EPOCHS);
        } finally {
            other.shutdown();
        }
    }

    private static void assertNotBegun(TrainingOutcome outcome) {
        Assert.assertEquals(outcome.reason(), TrainingOutcome.Reason.STOPPED);
        Assert.assertEquals(outcome.step(), 0);
        Assert.assertTrue(outcome.evaluations().isEmpty());
    }

    @Test
    public void oneWithinAnotherIsRefusedAndDoesNotHang() throws Exception {
        float[] expected = alone("PyTorch");
        List<String> messages = new ArrayList<>();
        try (Task task = new Task("PyTorch");
                Task inner = new Task("PyTorch")) {
            TrainingLoop loop = inner.loop().optWaitForOthers(true).optMaxSteps(1).build();
            TrainingObserver observer =
                    new TrainingObserver() {
                        @Override
                        public void onStep(TrainingProgress progress) {
                            messages.add(
                                    Assert.expectThrows(IllegalStateException.class, loop::fit)
                                            .getMessage());
                        }
                    };
            task.loop().optMaxEpochs(2).addObserver(observer).build().fit();
            Assert.assertEquals(messages.size(), 10);
            Assert.assertTrue(messages.get(0).contains("on this thread"), messages.get(0));
            Assert.assertEquals(task.weights(), expected);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingAfterOneThatFailedIsNotRefused(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            TrainingObserver failing =
                    new TrainingObserver() {
                        @Override
                        public void onStep(TrainingProgress progress) {
                            throw new UnsupportedOperationException("mine");
                        }
                    };
            TrainingLoop loop = task.loop().optMaxEpochs(1).addObserver(failing).build();
            Assert.expectThrows(UnsupportedOperationException.class, loop::fit);
        }
        alone(engine);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anOpenGradientCollectorOfTheUsersIsTold(String engine) throws Exception {
        try (Task task = new Task(engine);
                Task other = new Task(engine);
                Trainer trainer = other.model.newTrainer(other.config())) {
            trainer.initialize(new Shape(Task.BATCH, 6));
            TrainingLoop loop = task.loop().optMaxEpochs(1).build();
            try (GradientCollector collector = trainer.newGradientCollector()) {
                Assert.assertNotNull(collector);
                refused(loop::fit, "collects gradients", "let it end first");
            }
            EasyTrain.fit(trainer, 1, other.training, null);
        }
    }

    /** It draws no random numbers and computes no gradients. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anEvaluationBesideATrainingChangesNothing(String engine) throws Exception {
        float[] expected = alone(engine);
        ExecutorService beside = Executors.newSingleThreadExecutor();
        try (Task task = new Task(engine);
                Task other = new Task(engine)) {
            other.model
                    .getBlock()
                    .initialize(
                            other.model.getNDManager(),
                            other.model.getDataType(),
                            new Shape(Task.BATCH, 6));
            EvaluationLoop evaluation =
                    EvaluationLoop.builder()
                            .setModel(other.model)
                            .setData(other.validation)
                            .addEvaluator(new Accuracy())
                            .build();
            Double value = evaluation.evaluate().get("Accuracy");
            CountDownLatch ended = new CountDownLatch(1);
            Future<Integer> evaluations =
                    beside.submit(
                            () -> {
                                int count = 0;
                                do {
                                    Assert.assertEquals(
                                            evaluation.evaluate().get("Accuracy"), value);
                                    ++count;
                                } while (ended.getCount() > 0);
                                return count;
                            });
            task.loop().optMaxEpochs(2).build().fit();
            ended.countDown();
            Assert.assertTrue(evaluations.get(WAIT_SECONDS, TimeUnit.SECONDS) > 0);
            Assert.assertEquals(task.weights(), expected);
        } finally {
            beside.shutdown();
        }
    }
}
