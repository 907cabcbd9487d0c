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
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checkpoints and run folders: a training that was stopped goes on as if it never had. */
public class ResumeTest {

    private TemporaryFolder temporary;
    private Path path;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        path = temporary.getPath();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private record Result(List<List<Object>> evaluations, float[] weights) {}

    /** Trains to the end, or until the given step, and tells all that does not depend on time. */
    private Result train(Task task, boolean resume, long stopAfter, InitialState initialState)
            throws Exception {
        TrainingLoop[] loop = new TrainingLoop[1];
        TrainingObserver stopper =
                new TrainingObserver() {
                    @Override
                    public void onStep(TrainingProgress progress) {
                        if (progress.step() == stopAfter) {
                            loop[0].stop();
                        }
                    }
                };
        try (RunFolder folder = RunFolder.open(path)) {
            loop[0] =
                    task.loop()
                            .optRunFolder(folder)
                            .optResume(resume)
                            .optCheckpointSteps(3)
                            .optInitialState(initialState)
                            .optMaxEpochs(4)
                            .addObserver(stopper)
                            .build();
            TrainingOutcome outcome = loop[0].fit();
            return new Result(
                    outcome.evaluations().stream().map(e -> timeless(e)).toList(), task.weights());
        }
    }

    private static List<Object> timeless(Evaluation e) {
        return List.of(
                e.step(),
                e.epoch(),
                e.trainLoss(),
                e.validationLoss(),
                e.metrics(),
                e.learningRate(),
                e.gradientNorm());
    }

    private static void assertSame(Result actual, Result expected) {
        Assert.assertEquals(actual.evaluations, expected.evaluations);
        Assert.assertEquals(actual.weights, expected.weights);
    }

    @DataProvider
    public static Object[][] optimizers() {
        Supplier<Optimizer> adam = () -> Optimizer.adam().build();
        Supplier<Optimizer> adamW = () -> Optimizer.adamW().build();
        Supplier<Optimizer> momentum =
                () ->
                        Optimizer.sgd()
                                .setLearningRateTracker(
                                        StepTracker.builder()
                                                .setValue(0.1f)
                                                .addValue(8, 0.01f)
                                                .build())
                                .optMomentum(0.9f)
                                .build();
        Supplier<Optimizer> nesterov =
                () ->
                        Optimizer.nag()
                                .setLearningRateTracker(Tracker.fixed(0.1f))
                                .setMomentum(0.9f)
                                .build();
        Supplier<Optimizer> ours =
                () -> NesterovSgd.builder().setLearningRateTracker(Tracker.fixed(0.1f)).build();
        Supplier<Optimizer> own = () -> new HeavyBall("heavy-ball");
        return new Object[][] {
            {"PyTorch", ours},
            {"MXNet", ours},
            {"PyTorch", own},
            {"MXNet", own},
            {"PyTorch", adam},
            {"PyTorch", adamW},
            {"PyTorch", momentum},
            {"MXNet", adam},
            {"MXNet", adamW},
            {"MXNet", momentum},
            {"MXNet", nesterov} // DJL has it on MXNet only
        };
    }

    @Test(dataProvider = "optimizers")
    public void aStoppedTrainingGoesOnBitForBit(String engine, Supplier<Optimizer> optimizer)
            throws Exception {
        Result whole;
        try (Task task = new Task(engine)) {
            task.optimizer = optimizer.get();
            whole = train(task, false, -1, null);
        }
        temporary.clear();
        long[] stops = {2, 7, 10, 13, -1};
        for (long stop : stops) {
            try (Task task = new Task(engine)) {
                task.optimizer = optimizer.get();
                Result result = train(task, true, stop, null);
                if (stop < 0) {
                    assertSame(result, whole);
                }
            }
        }
    }

    /** MXNet takes pinned memory for a device of its own, whether there is a GPU or not. */
    @Test
    public void aTrainingOnTwoDevicesGoesOnBitForBit() throws Exception {
        Result whole = trainOnTwoDevices(false, -1);
        temporary.clear();
        trainOnTwoDevices(false, 7);
        assertSame(trainOnTwoDevices(true, -1), whole);
    }

    private Result trainOnTwoDevices(boolean resume, long stopAfter) throws Exception {
        try (Task task = new Task("MXNet", Task.linear())) {
            task.devices = new Device[] {Device.cpu(), Device.of("cpu_pinned", 0)};
            return train(task, resume, stopAfter, null);
        }
    }

    /** y = (w x + s)^2, s' = s + 1: the state counts the batches. */
    private static final class CountingBlock extends AbstractBlock {

        final List<Float> seen = new ArrayList<>();
        private final Parameter weight =
                addParameter(
                        Parameter.builder()
                                .setName("weight")
                                .setType(Parameter.Type.WEIGHT)
                                .optShape(new Shape(3, 6))
                                .build());

        @Override
        protected NDList forwardInternal(
                ParameterStore parameterStore,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray x = inputs.get(0);
            NDArray s = inputs.get(1);
            if (training) {
                seen.add(s.toFloatArray()[0]);
            }
            NDArray w = parameterStore.getValue(weight, x.getDevice(), training);
            return new NDList(x.matMul(w.transpose()).add(s).square(), s.add(1));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(inputShapes[0].get(0), 3), inputShapes[1]};
        }
    }

    private static final InitialState ZERO =
            (manager, data) -> new NDList(manager.zeros(new Shape(1), DataType.FLOAT32));

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void recurrentStateIsCarriedAndResumed(String engine) throws Exception {
        Result whole;
        try (Task task = new Task(engine, new CountingBlock())) {
            whole = train(task, false, -1, ZERO);
            List<Float> seen = ((CountingBlock) task.model.getBlock()).seen;
            Assert.assertEquals(seen.subList(0, 7), List.of(0f, 1f, 2f, 3f, 4f, 0f, 1f));
        }
        temporary.clear();
        try (Task task = new Task(engine, new CountingBlock())) {
            train(task, false, 8, ZERO);
        }
        try (Task task = new Task(engine, new CountingBlock())) {
            assertSame(train(task, true, -1, ZERO), whole);
            List<Float> seen = ((CountingBlock) task.model.getBlock()).seen;
            Assert.assertEquals(seen.subList(0, 3), List.of(3f, 4f, 0f));
        }
    }

    @Test
    public void anEndedTrainingCanBeMadeLonger() throws Exception {
        try (Task task = new Task("PyTorch")) {
            train(task, false, -1, null);
        }
        try (Task task = new Task("PyTorch");
                RunFolder folder = RunFolder.open(path)) {
            TrainingOutcome outcome =
                    task.loop().optRunFolder(folder).optResume(true).optMaxEpochs(6).build().fit();
            Assert.assertEquals(outcome.evaluations().size(), 6);
            Assert.assertEquals(outcome.step(), 6L * Task.STEPS_AN_EPOCH);
        }
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("checkpoints"))) {
            return files.sorted().toList();
        }
    }

    @Test
    public void theNewestFewCheckpointsAreKept() throws Exception {
        try (Task task = new Task("PyTorch")) {
            train(task, false, -1, null);
        }
        Assert.assertEquals(
                checkpoints().stream().map(file -> file.getFileName().toString()).toList(),
                List.of("task-000000015.ckpt", "task-000000018.ckpt", "task-000000020.ckpt"));
    }

    @Test
    public void aDamagedCheckpointIsPassedOver() throws Exception {
        Result whole;
        try (Task task = new Task("PyTorch")) {
            whole = train(task, false, -1, null);
        }
        temporary.clear();
        try (Task task = new Task("PyTorch")) {
            train(task, false, 13, null);
        }
        List<Path> files = checkpoints();
        // the newest has a flipped bit, the one before it is cut off
        byte[] bytes = Files.readAllBytes(files.get(2));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files.get(2), bytes);
        bytes = Files.readAllBytes(files.get(1));
        Files.write(files.get(1), Arrays.copyOf(bytes, 100));
        try (Task task = new Task("PyTorch")) {
            assertSame(train(task, true, -1, null), whole);
        }
    }

    @Test
    public void aForeignCheckpointIsRefusedByNameAndReason() throws Exception {
        try (Task task = new Task("PyTorch")) {
            train(task, false, 4, null);
        }
        try (Task task = new Task("PyTorch", Task.linear())) {
            refused(() -> train(task, true, -1, null), "task-000000004.ckpt", "another training");
        }
        try (Task task = new Task("PyTorch")) {
            task.optimizer = Optimizer.adamW().build();
            refused(() -> train(task, true, -1, null), "task-000000004.ckpt", "adam-w");
        }
        for (Path file : checkpoints()) {
            Files.writeString(file, "no checkpoint at all");
        }
        try (Task task = new Task("PyTorch")) {
            refused(() -> train(task, true, -1, null), "task-00000000", "no checkpoint");
        }
    }

    @Test
    public void anOptimizerThatHidesItsStateTrainsWithoutAFolderOnly() throws Exception {
        Supplier<Optimizer> hiding = () -> new Adam(Adam.builder()) {};
        try (Task task = new Task("PyTorch")) {
            task.optimizer = hiding.get();
            String message =
                    Assert.expectThrows(
                                    IllegalArgumentException.class,
                                    () -> train(task, false, -1, null))
                            .getMessage();
            Assert.assertTrue(message.contains(task.optimizer.getClass().getName()), message);
            try (Stream<Path> files = Files.list(path)) {
                Assert.assertEquals(
                        files.map(file -> file.getFileName().toString()).toList(),
                        List.of(".lock"));
            }
        }
        try (Task task = new Task("PyTorch")) {
            task.optimizer = hiding.get();
            TrainingOutcome outcome = task.loop().optMaxSteps(2).build().fit();
            Assert.assertEquals(outcome.step(), 2);
        }
    }

    /** Numbers in the names of files have other digits there. */
    @Test
    public void aTrainingGoesOnWhereTheLanguageIsPersian() throws Exception {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        try {
            Assert.assertNotEquals(String.format("%d", 4), "4", "other digits");
            Result whole;
            try (Task task = new Task("PyTorch")) {
                whole = train(task, false, -1, null);
            }
            temporary.clear();
            try (Task task = new Task("PyTorch")) {
                train(task, false, 4, null);
            }
            Assert.assertEquals(
                    checkpoints().stream().map(file -> file.getFileName().toString()).toList(),
                    List.of("task-000000003.ckpt", "task-000000004.ckpt"));
            try (Task task = new Task("PyTorch")) {
                assertSame(train(task, true, -1, null), whole);
                task.model.load(RunFolder.modelFile(path, "task").getParent(), "task");
            }
            Assert.assertEquals(MetricsFile.read(path.resolve(MetricsFile.NAME)).size(), 4);
            Assert.assertEquals(ProgressLine.clock(3661), "1:01:01");
        } finally {
            Locale.setDefault(locale);
        }
    }

    /** As a process leaves it that was killed while it saved a model. */
    @Test
    public void aHalfSavedModelIsNotInTheWay() throws Exception {
        Path left = Files.createDirectories(path.resolve("models/.task-0000.params.tmp"));
        Files.writeString(left.resolve("task-0000.params"), "half");
        Path others = Files.createDirectories(path.resolve("models/.tmp")).resolve("other");
        Files.writeString(others, "another's");
        try (Task task = new Task("PyTorch")) {
            train(task, false, -1, null);
        }
        Assert.assertTrue(Files.exists(RunFolder.modelFile(path, "task")));
        Assert.assertFalse(Files.exists(left));
        Assert.assertTrue(Files.exists(others));
    }

    @Test
    public void aFreshTrainingDoesNotOverwriteAnother() throws Exception {
        try (Task task = new Task("PyTorch")) {
            train(task, false, 4, null);
        }
        try (Task task = new Task("PyTorch")) {
            refused(() -> train(task, false, -1, null), "task-000000004.ckpt", "resume");
        }
        refused(() -> RunFolder.create(path), "not empty");
    }

    @Test
    public void aRunFolderIsLockedWhileItIsOpen() throws Exception {
        try (RunFolder folder = RunFolder.open(path)) {
            Assert.assertEquals(folder.getPath(), path);
            refused(() -> RunFolder.open(path), path.toString(), "in use");
        }
        RunFolder.open(path).close();
    }

    @Test
    public void aFileIsWrittenWholeOrNotAtAll() throws Exception {
        try (RunFolder folder = RunFolder.open(path)) {
            folder.write("a/file", out -> out.write(1));
            refused(
                    () ->
                            folder.write(
                                    "a/file",
                                    out -> {
                                        out.write(2);
                                        throw new IOException("No space left on device");
                                    }),
                    "a/file",
                    "No space left on device");
            Assert.assertEquals(Files.readAllBytes(path.resolve("a/file")), new byte[] {1});
            try (Stream<Path> files = Files.list(path.resolve("a"))) {
                Assert.assertEquals(files.count(), 1);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theBestWeightsAreKeptApart(String engine) throws Exception {
        TrainingOutcome outcome;
        try (Task task = new Task(engine);
                RunFolder folder = RunFolder.open(path)) {
            outcome =
                    task.loop()
                            .optRunFolder(folder)
                            // the second evaluation is the best
                            .optScore(evaluation -> Math.abs(evaluation.epoch() - 2))
                            .optMaxEpochs(4)
                            .build()
                            .fit();
        }
        List<MetricsFile.Row> rows = MetricsFile.read(path.resolve(MetricsFile.NAME));
        Assert.assertEquals(
                rows.stream().map(MetricsFile.Row::best).toList(),
                List.of(false, true, false, false));
        Assert.assertEquals(
                MetricsFile.best(rows, "task").orElseThrow().validationLoss(),
                outcome.best().validationLoss());
        try (Task task = new Task(engine)) {
            task.model.load(RunFolder.modelFile(path, "task").getParent(), "task");
            task.optimizer = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1e-30f)).build();
            TrainingOutcome loaded = task.loop().optMaxSteps(1).build().fit();
            Assert.assertEquals(
                    loaded.best().validationLoss(), outcome.best().validationLoss(), 1e-6);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void metricsFollowAStoppedTraining(String engine) throws Exception {
        try (Task task = new Task(engine)) {
            train(task, false, 12, null);
        }
        Assert.assertEquals(MetricsFile.read(path.resolve(MetricsFile.NAME)).size(), 2);
        try (Task task = new Task(engine)) {
            train(task, true, -1, null);
        }
        List<MetricsFile.Row> rows = MetricsFile.read(path.resolve(MetricsFile.NAME));
        Assert.assertEquals(
                rows.stream().map(row -> row.evaluation().epoch()).toList(), List.of(1, 2, 3, 4));
        Assert.assertEquals(rows.get(3).model(), "task");
        Assert.assertEquals(rows.get(3).evaluation().metrics().keySet(), Set.of("Accuracy"));
    }

    private static void refused(Assert.ThrowingRunnable call, String... parts) {
        String message = Assert.expectThrows(IOException.class, call).getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
