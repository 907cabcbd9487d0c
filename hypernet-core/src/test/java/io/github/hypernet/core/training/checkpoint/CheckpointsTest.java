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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;

import com.google.gson.JsonObject;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

public class CheckpointsTest {

    private static final Shape INPUT = new Shape(4, 2);
    private static final String HEADER =
            "{\"optimizer\": \"adam\", \"seed\": 0, \"updates\": {}, \"state\": {}}";

    private TemporaryFolder temporary;
    private Path folder;
    private Path file;

    @BeforeMethod
    public void makeFolder() {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
        file = folder.resolve("trainer.ckpt");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    /** A trainer of a small network. */
    private static final class Training implements AutoCloseable {

        final Model model;
        final Trainer trainer;
        final TrainerCheckpoint checkpoint;

        Training(String engine) {
            model = Model.newInstance("net", Device.cpu(), engine);
            model.setBlock(Linear.builder().setUnits(2).build());
            Optimizer optimizer = Optimizer.adam().build();
            trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(Loss.l2Loss())
                                    .optDevices(new Device[] {Device.cpu()})
                                    .optOptimizer(optimizer));
            checkpoint = TrainerCheckpoint.of(trainer, optimizer);
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }

    private List<String> names(Checkpoints checkpoints) throws IOException {
        return checkpoints.list().stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    public void foreignNamesArePassedOver() throws Exception {
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        for (String name :
                List.of(
                        "net-00000000000000000000012.ckpt",
                        "net-12345678901234567890123.ckpt",
                        "net-9223372036854775808.ckpt",
                        "net-1.5.ckpt",
                        "net--1.ckpt",
                        "net-.ckpt",
                        "net-7.ckpt.bak",
                        "other-000000009.ckpt",
                        "notes.txt",
                        "net-\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f7.ckpt",
                        "net-000000003.ckpt")) {
            Files.writeString(checkpoints.resolve(name), "x");
        }
        Files.createDirectory(checkpoints.resolve("net-000000099.ckpt"));
        try (RunFolder run = RunFolder.open(folder)) {
            Assert.assertEquals(
                    names(new Checkpoints(run, "net", 2)),
                    List.of(
                            "net-00000000000000000000012.ckpt",
                            "net-\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f7.ckpt",
                            "net-000000003.ckpt"));
        }
    }

    /** One that is damaged is never kept in place of the newest that is sound. */
    @Test
    public void aLaterOneThatCannotBeUsedTakesNoPlace() throws Exception {
        Path later = folder.resolve("checkpoints/net-000000009.ckpt");
        Files.createDirectories(later.getParent());
        Files.writeString(later, "damaged");
        LoopState loop = new LoopState(0, new JsonObject(), Map.of());
        try (RunFolder run = RunFolder.open(folder);
                Training training = new Training("PyTorch")) {
            training.trainer.initialize(INPUT);
            Checkpoints checkpoints = new Checkpoints(run, "net", 1);
            for (int step : new int[] {5, 6}) {
                checkpoints.save(step, training.checkpoint, loop);
            }
            Assert.assertEquals(
                    names(checkpoints), List.of("net-000000009.ckpt", "net-000000006.ckpt"));
        }
    }

    private String refused(Training training) {
        IOException e =
                Assert.expectThrows(
                        IOException.class, () -> training.checkpoint.restore(file, INPUT));
        Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        String message =
                Assert.expectThrows(IOException.class, () -> Checkpoints.verify(file)).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        return e.getMessage();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void damageAtAnyPlaceIsRefused(String engine) throws Exception {
        try (Training training = new Training(engine)) {
            training.trainer.initialize(INPUT);
            training.checkpoint.save(file);
        }
        Checkpoints.verify(file);
        byte[] bytes = Files.readAllBytes(file);
        try (Training training = new Training(engine)) {
            for (int i = 0; i < bytes.length; ++i) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) (1 << i % 8);
                Files.write(file, changed);
                refused(training);
            }
            for (int length = 0; length < bytes.length + 10; ++length) {
                if (length != bytes.length) {
                    Files.write(file, Arrays.copyOf(bytes, length));
                    refused(training);
                }
            }
            Files.write(file, bytes);
            training.checkpoint.restore(file, INPUT);
        }
    }

    /** What stands in a file: lengths may lie though the checksum fits. */
    @FunctionalInterface
    private interface Body {

        void writeTo(DataOutputStream out) throws IOException;
    }

    private void write(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x484e434b);
        out.writeByte(1);
        body.writeTo(out);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.toByteArray());
        out.writeLong(checksum.getValue());
        Files.write(file, bytes.toByteArray());
    }

    private static void writeHeader(DataOutputStream out, String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        out.writeInt(json.length);
        out.write(json);
    }

    private static void writeArray(DataOutputStream out, String type, long size, int length)
            throws IOException {
        writeHeader(out, HEADER);
        out.writeInt(1);
        out.writeUTF("parameter/weight");
        out.writeUTF("NDAR");
        out.writeInt(3);
        out.writeByte(0);
        out.writeUTF("DENSE");
        out.writeUTF(type);
        out.write(new Shape(size, 2).getEncoded());
        out.writeByte('<');
        out.writeInt(length);
        out.write(new byte[16]);
    }

    @Test
    public void lengthsThatLieAreRefused() throws Exception {
        List<Body> bodies =
                List.of(
                        out -> out.writeInt(-1),
                        out -> out.writeInt(Integer.MAX_VALUE),
                        out -> writeHeader(out, "null"),
                        out -> writeHeader(out, ""),
                        out -> writeHeader(out, "[1]"),
                        out -> writeHeader(out, "{\"seed\": []}"),
                        out -> writeHeader(out, "{\"optimizer\": \"adam\"}"),
                        out -> writeHeader(out, "{\"a\":".repeat(50_000)),
                        out -> {
                            writeHeader(out, HEADER);
                            out.writeInt(Integer.MAX_VALUE);
                        },
                        out -> {
                            writeHeader(out, HEADER);
                            out.writeInt(-1);
                        },
                        out -> writeArray(out, "FLOAT32", 2, Integer.MAX_VALUE),
                        out -> writeArray(out, "FLOAT32", 2, -16),
                        out -> writeArray(out, "FLOAT32", 2, 8),
                        out -> writeArray(out, "FLOAT32", Long.MAX_VALUE, 16),
                        out -> writeArray(out, "FLOAT32", -1, 16),
                        out -> writeArray(out, "FLOAT99", 2, 16));
        try (Training training = new Training("PyTorch")) {
            for (Body body : bodies) {
                write(body);
                String message = refused(training);
                Assert.assertTrue(message.contains("is damaged"), message);
            }
            write(out -> writeArray(out, "FLOAT32", 2, 16));
            Checkpoints.verify(file);
        }
    }

    @Test
    public void aMissingFileIsNamed() {
        String message =
                Assert.expectThrows(IOException.class, () -> Checkpoints.verify(file)).getMessage();
        Assert.assertTrue(message.contains(file.toString()), message);
        Assert.assertThrows(IOException.class, () -> Checkpoints.verify(folder));
    }
}
