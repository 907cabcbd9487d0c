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
package io.github.hypernet.examples;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

/** Wide residual nets on small stand-ins for CIFAR-10: trained, predicted with, materialized. */
public class ImageAppTest extends InFolder {

    private static final int RECORD = 3073;

    private Path data;

    @BeforeMethod(alwaysRun = true)
    public void writeData() throws IOException {
        data = Files.createDirectory(folder().resolve("data"));
    }

    private void writeBatches() throws IOException {
        Random random = new Random(1);
        for (int batch = 1; batch <= 6; ++batch) {
            byte[] records = new byte[8 * RECORD];
            random.nextBytes(records);
            for (int i = 0; i < 8; ++i) {
                records[i * RECORD] = (byte) ((batch + i) % 10);
            }
            String name = batch == 6 ? "test_batch.bin" : "data_batch_" + batch + ".bin";
            Files.write(data.resolve(name), records);
        }
    }

    /** Bright and dark noise, of another size than the net's images. */
    private void writeImages(int count) throws IOException {
        Random random = new Random(2);
        for (String name : new String[] {"bright", "dark"}) {
            Path images = Files.createDirectories(data.resolve(name));
            for (int i = 0; i < count; ++i) {
                write(images.resolve(i + ".png"), name.equals("bright") ? 160 : 20, random);
            }
        }
    }

    private static void write(Path file, int least, Random random) throws IOException {
        BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 36; ++y) {
            for (int x = 0; x < 40; ++x) {
                int grey = least + random.nextInt(60);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private static Answer run(String... args) {
        return Answer.of(args).good();
    }

    private void refused(String[] args, String... parts) {
        Answer.of(args).refused(parts);
        Assert.assertFalse(Files.exists(folder().resolve("run")), "output was written");
    }

    private String[] train(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "train",
                                "cifar10-short",
                                "--json",
                                "--data",
                                data.toString(),
                                "--out",
                                path("run"),
                                "--set",
                                "depth=10",
                                "--set",
                                "batchSize=12"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void trainsOnTheBinaryFilesAndDrawsKernels(String engine) throws IOException {
        writeBatches();
        String models = "wrn-16-1,hyper-wrn-16-1";
        Answer answer = run(train("--model", models, "--set", "steps=4", "--engine", engine));
        List<JsonObject> lines =
                answer.out().lines().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
        Assert.assertEquals(lines.size(), 2);
        Assert.assertEquals(
                lines.get(1).get("generated").getAsInt(),
                9 * (16 * 16 * 2 + 16 * 32 + 32 * 32 + 32 * 64 + 64 * 64));
        Assert.assertEquals(lines.get(0).get("steps").getAsInt(), 4);
        BufferedImage kernels = ImageIO.read(folder().resolve("run/kernels.png").toFile());
        Assert.assertTrue(kernels.getWidth() > 1000 && kernels.getHeight() > 1000);
        Answer eval = run("eval", path("run"), "--json");
        Assert.assertEquals(eval.out().lines().count(), 2);
    }

    @Test
    public void learnsAFolderOfImagesAndPredictsFilesOfAnySize() throws IOException {
        writeImages(30);
        run(
                train(
                        "--model",
                        "hyper-wrn-16-1",
                        "--set",
                        "steps=24",
                        "--set",
                        "embeddingSize=8",
                        "--set",
                        "learningRate=0.01"));
        Path huge = folder().resolve("huge.png");
        BufferedImage image = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 900 * 300; ++i) {
            image.setRGB(i % 900, i / 900, 0xbebebe);
        }
        ImageIO.write(image, "png", huge.toFile());
        String dark = data.resolve("dark/0.png").toString();
        for (Object[] engine : Engines.engines()) {
            String name = (String) engine[0];
            Answer answer =
                    run("predict", path("run"), dark, huge.toString(), "--json", "--engine", name);
            List<String> best = new ArrayList<>();
            for (String line : answer.out().lines().toList()) {
                JsonArray classes =
                        JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("classes");
                Assert.assertEquals(classes.size(), 2);
                best.add(classes.get(0).getAsJsonObject().get("class").getAsString());
            }
            Assert.assertEquals(best, List.of("dark", "bright"), name);
        }
        Answer table = run("predict", path("run"), dark, "--top", "1");
        Assert.assertTrue(table.out().matches("(?s)Image +Model +Classes.*dark [0-9.]+ %\\s*"));
    }

    @Test
    public void materializeWritesANetworkThatDjlLoadsAlone() throws Exception {
        run("train", "digits", "--epochs", "2", "--out", path("run"));
        Answer answer = run("materialize", path("run"));
        Assert.assertTrue(answer.out().contains("hyper-0000.params"), answer.out());
        Path image = folder().resolve("digit.png");
        write(image, 0, new Random(3));

        SequentialBlock network = new SequentialBlock();
        for (int i = 0; i < 2; ++i) {
            network.add(
                            Conv2d.builder()
                                    .setKernelShape(new Shape(3, 3))
                                    .optPadding(new Shape(1, 1))
                                    .setFilters(16)
                                    .build())
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                    .add(Activation::relu);
        }
        network.add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(10).build());
        try (Model model = Model.newInstance("hyper", Device.cpu(), "PyTorch")) {
            model.setBlock(network);
            model.load(folder().resolve("run/materialized"), "hyper");
            NDManager manager = model.getNDManager();
            NDArray pixels = manager.ones(new Shape(1, 1, 8, 8));
            ParameterStore store = new ParameterStore(manager, false);
            float[] scores =
                    network.forward(store, new NDList(pixels), false)
                            .head()
                            .softmax(1)
                            .toFloatArray();
            BufferedImage white = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 64; ++i) {
                white.setRGB(i % 8, i / 8, 0xffffff);
            }
            ImageIO.write(white, "png", image.toFile());
            Answer predicted =
                    run(
                            "predict",
                            path("run"),
                            image.toString(),
                            "--model",
                            "hyper",
                            "--top",
                            "10",
                            "--json");
            JsonArray classes =
                    JsonParser.parseString(predicted.out())
                            .getAsJsonObject()
                            .getAsJsonArray("classes");
            for (var element : classes) {
                JsonObject entry = element.getAsJsonObject();
                Assert.assertEquals(
                        entry.get("probability").getAsDouble(),
                        scores[entry.get("class").getAsInt()],
                        1e-5);
            }
        }
        Answer plain = Answer.of("materialize", path("run"), "--model", "plain");
        Assert.assertEquals(plain.exitCode(), 2);
        Assert.assertTrue(plain.err().contains("plain network already"), plain.err());
    }

    @Test
    public void damagedDataIsRefusedInOneSentence() throws IOException {
        refused(train(), data.toString(), "neither", "data_batch_1.bin", "each class");
        writeBatches();
        Path batch = data.resolve("data_batch_4.bin");
        byte[] whole = Files.readAllBytes(batch);
        Files.write(batch, Arrays.copyOf(whole, whole.length - 5));
        refused(train(), batch.toString(), "is cut", "24,579 bytes");
        Files.delete(batch);
        refused(train(), "No file", batch.toString());
        Files.write(batch, whole);
        Path inner = Files.createDirectory(data.resolve("cifar-10-batches-bin"));
        Files.write(inner.resolve("data_batch_1.bin"), whole);
        refused(train(), "No file", inner.resolve("data_batch_2.bin").toString());
        Files.delete(inner.resolve("data_batch_1.bin"));
        Files.delete(inner);
        refused(train("--skip-unreadable"), "--skip-unreadable is for folders of images");
        refused(
                new String[] {"train", "text", "--skip-unreadable", "--data", data.toString()},
                "--skip-unreadable");
    }

    @Test
    public void imagesThatCannotBeReadAreSkippedOnlyOnRequest() throws IOException {
        writeImages(14);
        Files.writeString(data.resolve("dark/notes.txt"), "no image");
        refused(train(), "1 of the 29 images", "dark/notes.txt");
        Answer answer = run(train("--skip-unreadable", "--model", "wrn-10-1", "--set", "steps=2"));
        Assert.assertTrue(answer.err().contains("Left out 1 file"), answer.err());
        run("eval", path("run"));
        Answer predict = Answer.of("predict", path("run"), data + "/dark/notes.txt");
        Assert.assertEquals(predict.exitCode(), 2);
        Assert.assertTrue(predict.err().contains("notes.txt is no image"), predict.err());
        Assert.assertEquals(predict.out(), "");
    }

    @Test
    public void anImageFolderWithOneClassIsRefused() throws IOException {
        write(Files.createDirectory(data.resolve("cat")).resolve("1.png"), 9, new Random(1));
        refused(train(), "1 folder(s), cat", "one for each class");
    }

    @Test
    public void wrongSettingsAreRefused() throws IOException {
        writeBatches();
        refused(train("--set", "depth=11"), "depth", "10, 16, 22, ...", "got 11");
        refused(train("--set", "schedule=weekly"), "ONE_CYCLE", "weekly");
        refused(train("--set", "schedule=fifths", "--set", "steps=3"), "steps=3");
        run("params", "cifar10");
    }
}
