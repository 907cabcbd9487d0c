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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import com.google.gson.JsonObject;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.HeavyBall;
import io.github.hypernet.core.training.optimizer.NesterovSgd;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** Checkpoints of trainers that no loop of ours runs. */
public class TrainerCheckpointTest {

    private static final Shape INPUT = new Shape(4, 2);
    private static final Device[] CPU = {Device.cpu()};

    /** MXNet takes it for a device of its own, and needs no other memory for it. */
    private static final Device PINNED = Device.of("cpu_pinned", 0);

    private TemporaryFolder temporary;
    private Path file;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        file = temporary.getPath().resolve("trainer.ckpt");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    /** A trainer of y = W x + b, not initialized. */
    private static final class Training implements AutoCloseable {

        final Model model;
        final Trainer trainer;
        final TrainerCheckpoint checkpoint;

        Training(String engine, Optimizer optimizer, Device... devices) {
            model = Model.newInstance("linear", Device.cpu(), engine);
            model.setBlock(Linear.builder().setUnits(2).build());
            trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(Loss.l2Loss())
                                    .optOptimizer(optimizer)
                                    .optDevices(devices));
            checkpoint = TrainerCheckpoint.of(trainer, optimizer);
        }

        void fit(int epochs) throws Exception {
            NDManager manager = model.getNDManager();
            ArrayDataset data =
                    new ArrayDataset.Builder()
                            .setData(manager.arange(24f).div(24).reshape(12, 2))
                            .optLabels(manager.arange(24f).sin().reshape(12, 2))
                            .setSampling(4, false)
                            .build();
            EasyTrain.fit(trainer, epochs, data, null);
        }

        float[] weights() {
            NDList flat = new NDList();
            model.getBlock()
                    .getParameters()
                    .values()
                    .forEach(parameter -> flat.add(parameter.getArray().reshape(-1)));
            return NDArrays.concat(flat).toFloatArray();
        }

        String parameterId() {
            return model.getBlock().getParameters().get("weight").getId();
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aTrainerGoesOnBitForBit(String engine) throws Exception {
        float[] expected;
        try (Training whole = new Training(engine, Optimizer.adam().build(), CPU)) {
            Engine.getEngine(engine).setRandomSeed(1);
            whole.trainer.initialize(INPUT);
            whole.fit(2);
            whole.checkpoint.save(file);
            whole.fit(2);
            expected = whole.weights();
        }
        try (Training resumed = new Training(engine, Optimizer.adam().build(), CPU)) {
            LoopState state = resumed.checkpoint.restore(file, INPUT);
            Assert.assertEquals(state, new LoopState(0, new JsonObject(), Map.of()));
            resumed.fit(2);
            Assert.assertEquals(resumed.weights(), expected);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void whatTheLoopKnowsIsSavedToo(String engine) throws Exception {
        try (Training training = new Training(engine, Optimizer.adam().build(), CPU)) {
            training.trainer.initialize(INPUT);
            JsonObject state = new JsonObject();
            state.addProperty("epoch", 3);
            state.addProperty("loss", Double.NaN);
            NDArray array = training.model.getNDManager().create(new float[] {1, 2});
            training.checkpoint.save(file, new LoopState(7, state, Map.of("h/0", array)));
        }
        try (Training training = new Training(engine, Optimizer.adam().build(), CPU)) {
            LoopState loop = training.checkpoint.restore(file, INPUT);
            Assert.assertEquals(loop.seed(), 7);
            Assert.assertEquals(loop.state().get("epoch").getAsInt(), 3);
            Assert.assertTrue(Double.isNaN(loop.state().get("loss").getAsDouble()));
            Assert.assertEquals(loop.arrays().get("h/0").toFloatArray(), new float[] {1, 2});
            Assert.assertEquals(loop.arrays().size(), 1);
        }
    }

    @Test
    public void whatCannotBeRestoredIsRefused() throws Exception {
        try (Training training = new Training("PyTorch", Optimizer.adam().build(), CPU)) {
            training.trainer.initialize(INPUT);
            training.checkpoint.save(file);
            Assert.expectThrows(
                    IllegalStateException.class, () -> training.checkpoint.restore(file, INPUT));
        }
        try (Training training = new Training("PyTorch", Optimizer.adamW().build(), CPU)) {
            refused(training, "trainer.ckpt cannot be used", "its optimizer is adam, not adam-w");
        }
        Files.writeString(file, "none");
        try (Training training = new Training("PyTorch", Optimizer.adam().build(), CPU)) {
            refused(training, "trainer.ckpt cannot be used", "no checkpoint");
        }
    }

    private void refused(Training training, String... parts) {
        String message =
                Assert.expectThrows(
                                IOException.class, () -> training.checkpoint.restore(file, INPUT))
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }

    @DataProvider
    public static Object[][] optimizers() {
        Tracker rate = Tracker.fixed(0.1f);
        String djl = "ai.djl.training.optimizer.";
        return new Object[][] {
            {Optimizer.adam().build(), "adam", djl + "Adam"},
            {Optimizer.adamW().build(), "adam-w", djl + "AdamW"},
            {Optimizer.sgd().setLearningRateTracker(rate).build(), "sgd", djl + "Sgd"},
            {
                Optimizer.nag().setLearningRateTracker(rate).setMomentum(0.9f).build(),
                "nag",
                djl + "Nag"
            },
            {Optimizer.rmsprop().build(), "rms-prop", djl + "RmsProp"},
            {Optimizer.adagrad().build(), "adagrad", djl + "Adagrad"},
            {Optimizer.adadelta().build(), "adadelta", djl + "Adadelta"},
            {
                NesterovSgd.builder().setLearningRateTracker(rate).build(),
                "nesterov-sgd",
                "io.github.hypernet.core.training.NesterovSgd"
            },
            {new HeavyBall("heavy-ball"), "heavy-ball", "heavy-ball"}
        };
    }

    @Test(dataProvider = "optimizers")
    public void optimizersHaveNamesAndOldFilesTheirClasses(
            Optimizer optimizer, String alias, String old) throws Exception {
        float[] weights;
        try (Training training = new Training("PyTorch", optimizer, CPU)) {
            training.trainer.initialize(INPUT);
            training.checkpoint.save(file);
            weights = training.weights();
        }
        String name = "\"optimizer\":\"" + alias + "\"";
        Assert.assertTrue(header().contains(name), header());
        replaceInHeader(name, "\"optimizer\":\"" + old + "\"");
        try (Training training = new Training("PyTorch", optimizer, CPU)) {
            training.checkpoint.restore(file, INPUT);
            Assert.assertEquals(training.weights(), weights);
        }
    }

    private String header() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        return new String(bytes.array(), 9, bytes.getInt(5), StandardCharsets.UTF_8);
    }

    /** Writes the file with another header, and the checksum that fits. */
    private void replaceInHeader(String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).getInt(5);
        byte[] header = header().replace(from, to).getBytes(StandardCharsets.UTF_8);
        ByteBuffer changed = ByteBuffer.allocate(bytes.length - length + header.length);
        changed.put(bytes, 0, 5).putInt(header.length).put(header);
        changed.put(bytes, 9 + length, bytes.length - 9 - length - 8);
        CRC32C checksum = new CRC32C();
        checksum.update(changed.array(), 0, changed.position());
        Files.write(file, changed.putLong(checksum.getValue()).array());
    }

    /** An optimizer's state with a value of its own on each device. */
    private static void setState(HeavyBall optimizer, Training training, float... values) {
        Map<Device, NDArray> byDevice = new ConcurrentHashMap<>();
        Device[] devices = training.trainer.getDevices();
        for (int i = 0; i < values.length; ++i) {
            NDArray array = training.model.getNDManager().full(new Shape(2, 2), values[i]);
            byDevice.put(devices[i], array.toDevice(devices[i], true));
        }
        optimizer.velocities.put(training.parameterId(), byDevice);
    }

    private static void assertState(HeavyBall optimizer, Training training, float... values) {
        Map<Device, NDArray> byDevice = optimizer.velocities.get(training.parameterId());
        Device[] devices = training.trainer.getDevices();
        Assert.assertEquals(byDevice.size(), values.length);
        for (int i = 0; i < values.length; ++i) {
            NDArray array = byDevice.get(devices[i]);
            Assert.assertEquals(array.getDevice(), devices[i]);
            Assert.assertEquals(array.toFloatArray()[0], values[i]);
        }
    }

    @Test
    public void theStateOfEveryDeviceIsSaved() throws Exception {
        HeavyBall optimizer = new HeavyBall("heavy-ball");
        try (Training training = new Training("MXNet", optimizer, Device.cpu(), PINNED)) {
            training.trainer.initialize(INPUT);
            setState(optimizer, training, 1, 2);
            training.checkpoint.save(file);
        }
        optimizer = new HeavyBall("heavy-ball");
        try (Training training = new Training("MXNet", optimizer, Device.cpu(), PINNED)) {
            training.checkpoint.restore(file, INPUT);
            assertState(optimizer, training, 1, 2);
        }
        optimizer = new HeavyBall("heavy-ball");
        try (Training training = new Training("MXNet", optimizer, Device.cpu())) {
            training.checkpoint.restore(file, INPUT);
            assertState(optimizer, training, 1);
        }
    }

    /** As in a file of before the state of every device was saved. */
    @Test
    public void aSingleStateGoesToEveryDevice() throws Exception {
        HeavyBall optimizer = new HeavyBall("heavy-ball");
        try (Training training = new Training("MXNet", optimizer, Device.cpu())) {
            training.trainer.initialize(INPUT);
            setState(optimizer, training, 3);
            training.checkpoint.save(file);
        }
        optimizer = new HeavyBall("heavy-ball");
        try (Training training = new Training("MXNet", optimizer, Device.cpu(), PINNED)) {
            training.checkpoint.restore(file, INPUT);
            assertState(optimizer, training, 3, 3);
        }
    }

    @Test
    public void anOptimizerThatHidesItsStateIsRefusedByName() {
        Optimizer own = new Adam(Adam.builder()) {};
        refused(own, own.getClass().getName(), "StatefulOptimizer");
        refused(new HeavyBall("adam"), "HeavyBall", "adam");
    }

    private static void refused(Optimizer optimizer, String... parts) {
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> new Training("PyTorch", optimizer, CPU).close())
                        .getMessage();
        for (String part : parts) {
            Assert.assertTrue(message.contains(part), message);
        }
    }
}
