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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SimpleCompositeLoss;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.state.SavedState;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.LoopState;
import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.checkpoint.TrainerCheckpoint;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a loss remembers is saved with a run. */
public class SavedStateTest {

    private TemporaryFolder temporary;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    /** (m - m')^2, m the mean of the predictions, m' that of the batch before. */
    private static final class Remembering extends Loss implements SavedState {

        final List<NDList> taken = new ArrayList<>();
        private final String stateName;
        private final NDManager manager;
        private NDArray memory; // [1]; null before the first batch

        Remembering(String stateName, NDManager manager) {
            super("Remembering");
            this.stateName = stateName;
            this.manager = manager;
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            NDArray mean = predictions.head().mean().reshape(1);
            float value = mean.toFloatArray()[0];
            NDArray loss = mean.sub(memory == null ? mean.stopGradient() : memory).square().sum();
            remember(value);
            return loss;
        }

        void remember(float value) {
            NDArray next = manager.create(new float[] {value});
            NDScope.unregister(next);
            keep(next);
        }

        private void keep(NDArray next) {
            if (memory != null) {
                memory.close();
            }
            memory = next;
        }

        @Override
        public String getStateName() {
            return stateName;
        }

        @Override
        public NDList getState() {
            return memory == null ? new NDList() : new NDList(memory);
        }

        @Override
        public void setState(NDManager lasting, NDList state) {
            taken.add(state);
            Preconditions.checkArgument(state.size() <= 1, "it remembers one array");
            NDArray saved = state.isEmpty() ? null : state.head().duplicate();
            if (saved != null) {
                saved.attach(lasting);
            }
            keep(saved);
        }
    }

    /** A model with a loss that remembers, within composite losses. */
    private static final class Training implements AutoCloseable {

        final Task task;
        final Remembering loss;
        final Loss whole;

        Training(String engine) {
            task = new Task(engine, Task.linear());
            loss = new Remembering("memory", task.model.getNDManager());
            Loss inner =
                    new SimpleCompositeLoss().addLoss(Loss.softmaxCrossEntropyLoss()).addLoss(loss);
            whole =
                    new SimpleCompositeLoss()
                            .addLoss(inner)
                            .addLoss(Loss.softmaxCrossEntropyLoss());
        }

        TrainingLoop.Builder loop(Loss with) {
            return task.loop()
                    .optValidationData(null)
                    .setConfig(
                            new DefaultTrainingConfig(with)
                                    .optOptimizer(task.optimizer)
                                    .optDevices(task.devices))
                    .optMaxEpochs(3);
        }

        float[] train(Path path, long maxSteps) throws Exception {
            try (RunFolder folder = RunFolder.open(path)) {
                loop(whole)
                        .optRunFolder(folder)
                        .optResume(true)
                        .optMaxSteps(maxSteps)
                        .build()
                        .fit();
            }
            return task.weights();
        }

        @Override
        public void close() {
            task.close();
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainingGoesOnWithWhatItsLossRemembers(String engine) throws Exception {
        float[] whole;
        float[] memory;
        try (Training training = new Training(engine)) {
            whole = training.train(temporary.getPath(), Long.MAX_VALUE);
            memory = training.loss.memory.toFloatArray();
            Assert.assertEquals(training.loss.taken, List.of(), "there was no checkpoint");
        }
        temporary.clear();
        for (long maxSteps : new long[] {2, 7}) {
            try (Training training = new Training(engine)) {
                training.train(temporary.getPath(), maxSteps);
            }
        }
        try (Training training = new Training(engine)) {
            Assert.assertEquals(training.train(temporary.getPath(), Long.MAX_VALUE), whole);
            Assert.assertEquals(training.loss.memory.toFloatArray(), memory);
            Assert.assertEquals(training.loss.taken.size(), 1);
        }
    }

    @Test
    public void itsArraysAreInTheCheckpointByItsName() throws Exception {
        float[] memory;
        try (Training training = new Training("PyTorch")) {
            training.train(temporary.getPath(), 2);
            memory = training.loss.memory.toFloatArray();
        }
        try (Task task = new Task("PyTorch", Task.linear());
                Trainer trainer = task.model.newTrainer(task.config())) {
            LoopState state =
                    TrainerCheckpoint.of(trainer, task.optimizer)
                            .restore(
                                    temporary.getPath().resolve("checkpoints/task-000000002.ckpt"),
                                    new Shape(Task.BATCH, 6));
            Assert.assertEquals(state.arrays().keySet().toString(), "[state/memory/0]");
            Assert.assertEquals(state.arrays().get("state/memory/0").toFloatArray(), memory);
        }
    }

    /** As those of earlier versions are. */
    @Test
    public void ofACheckpointWithoutItTakesUpNothing() throws Exception {
        try (Training training = new Training("PyTorch");
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            training.loop(Loss.softmaxCrossEntropyLoss())
                    .optRunFolder(folder)
                    .optMaxSteps(2)
                    .build()
                    .fit();
        }
        try (Training training = new Training("PyTorch")) {
            training.loss.remember(7);
            training.train(temporary.getPath(), 2);
            Assert.assertEquals(training.loss.taken, List.of(new NDList()));
            Assert.assertTrue(training.loss.getState().isEmpty());
        }
    }

    @Test
    public void twoOfOneNameAreRefused() {
        try (Training training = new Training("PyTorch")) {
            NDManager manager = training.task.model.getNDManager();
            SimpleCompositeLoss loss = new SimpleCompositeLoss();
            loss.addLoss(training.loss);
            loss.addLoss(new Remembering("memory", manager));
            refused(() -> training.loop(loss).build(), "two saved states", "\"memory\"");
            Remembering nameless = new Remembering(" ", manager);
            refused(() -> training.loop(nameless).build(), "Remembering", "no name");
        }
    }

    @Test
    public void aStateThatDoesNotFitIsRefusedByName() throws Exception {
        try (Training training = new Training("PyTorch")) {
            training.train(temporary.getPath(), 2);
        }
        class Forgetful extends Loss implements SavedState {

            Forgetful() {
                super("Forgetful");
            }

            @Override
            public NDArray evaluate(NDList labels, NDList predictions) {
                return predictions.head().sum();
            }

            @Override
            public String getStateName() {
                return "memory";
            }

            @Override
            public NDList getState() {
                return new NDList();
            }

            @Override
            public void setState(NDManager manager, NDList state) {
                Preconditions.checkArgument(state.isEmpty(), "it remembers nothing");
            }
        }
        try (Training training = new Training("PyTorch");
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            TrainingLoop loop =
                    training.loop(new Forgetful()).optRunFolder(folder).optResume(true).build();
            String message = Assert.expectThrows(IOException.class, loop::fit).getMessage();
            Assert.assertTrue(message.contains("\"memory\" of the loss: it remembers"), message);
        }
    }

    /** What an observer does to it when a task begins is done again, and not twice. */
    @Test
    public void theCheckpointBetweenTasksIsOfBeforeTheSecondBegins() throws Exception {
        float[] memory = new float[1];
        try (Training training = new Training("PyTorch");
                RunFolder folder = RunFolder.open(temporary.getPath())) {
            TrainingLoop loop =
                    training.loop(training.whole)
                            .setTrainingData(null)
                            .setTrainingTasks(
                                    List.of(training.task.training, training.task.training))
                            .optRunFolder(folder)
                            .addObserver(
                                    new TrainingObserver() {
                                        @Override
                                        public void onTask(int task) throws IOException {
                                            if (task == 1) {
                                                memory[0] = training.loss.memory.getFloat();
                                                training.loss.remember(7);
                                                throw new IOException("no room");
                                            }
                                        }
                                    })
                            .build();
            Assert.assertThrows(IOException.class, loop::fit);
        }
        try (Training training = new Training("PyTorch")) {
            training.train(temporary.getPath(), Task.STEPS_AN_EPOCH);
            Assert.assertEquals(training.loss.memory.toFloatArray(), memory);
        }
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
