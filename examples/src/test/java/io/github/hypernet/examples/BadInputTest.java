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

import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The app's answers to bad input: one sentence, exit code 2, and nothing written. */
public class BadInputTest extends InFolder {

    private Path data;
    private Path out;

    @BeforeMethod(alwaysRun = true)
    public void writeData() throws IOException {
        data = Files.createDirectory(folder().resolve("data"));
        out = folder().resolve("out");
    }

    /** The answer holds all parts in one sentence, and no output folder appears. */
    private void refused(String[] args, String... parts) {
        Answer answer = Answer.of(args).refused(parts);
        Assert.assertEquals(answer.out(), "");
        Assert.assertFalse(Files.exists(out), "output was written");
    }

    private String[] mnist() {
        return new String[] {
            "train", "mnist", "--data", data.toString(), "--out", out.toString(), "--epochs", "1"
        };
    }

    private void writeImages(String part, int count, int cut) throws IOException {
        writeIdx(part + "-images-idx3-ubyte", cut, count, 28, 28);
    }

    private void writeLabels(String part, int count) throws IOException {
        writeIdx(part + "-labels-idx1-ubyte", 0, count);
    }

    private void writeIdx(String name, int cut, int... sizes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream stream = new DataOutputStream(bytes);
        stream.writeInt(8 << 8 | sizes.length);
        int values = 1;
        for (int size : sizes) {
            stream.writeInt(size);
            values *= size;
        }
        stream.write(new byte[values - cut]);
        Files.write(data.resolve(name), bytes.toByteArray());
    }

    @Test
    public void anEmptyDataFolder() {
        refused(mnist(), data.toString(), "train-images-idx3-ubyte");
    }

    @Test
    public void noDataFolder() throws IOException {
        Files.delete(data);
        refused(mnist(), data.toString());
    }

    @Test
    public void aTruncatedFile() throws IOException {
        writeImages("train", 20, 100);
        refused(mnist(), "train-images-idx3-ubyte");
    }

    @Test
    public void aFileOfAnotherFormat() throws IOException {
        Files.writeString(data.resolve("train-images-idx3-ubyte"), "no images at all here");
        refused(mnist(), "train-images-idx3-ubyte");
    }

    @Test
    public void imagesAndLabelsOfDifferentCount() throws IOException {
        writeImages("train", 20, 0);
        writeLabels("train", 19);
        refused(mnist(), "20", "19");
    }

    @Test
    public void tooFewImagesToValidate() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            writeImages(part, 20, 0);
            writeLabels(part, 20);
        }
        refused(mnist(), "20", "5000");
    }

    private String[] digits(String... more) {
        return Stream.concat(Stream.of("train", "digits", "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    public void anUnknownEngine() {
        refused(digits("--engine", "TensorFlow"), "TensorFlow", "takes PyTorch or MXNet");
    }

    @Test
    public void anUnknownRecipe() {
        refused(
                new String[] {"train", "imagenet", "--out", out.toString()},
                "imagenet",
                "digits, mnist");
    }

    @Test
    public void anUnknownDevice() {
        refused(digits("--device", "tpu"), "tpu", "cpu, gpu or gpu:N");
        refused(digits("--device", "gpu:999"), "gpu:999", "GPU(s) here", "--device cpu");
    }

    @Test
    public void noEpochs() {
        refused(digits("--epochs", "0"), "--epochs must be positive, got 0");
    }

    @Test
    public void dataForARecipeThatHasItsOwn() {
        refused(digits("--data", data.toString()), "digits", "--data");
    }

    @Test
    public void anOptionThatIsNoNumber() {
        refused(digits("--epochs", "many"), "'--epochs'", "'many' is not an integer");
    }

    @Test
    public void anOutputFolderThatIsNotEmpty() throws IOException {
        Path file = Files.writeString(data.resolve("precious"), "mine");
        refused(
                new String[] {"train", "digits", "--out", data.toString()},
                data.toString(),
                "not empty");
        Assert.assertEquals(Files.readString(file), "mine");
    }

    @Test
    public void anOutputFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(data.resolve("precious"), "mine");
        refused(new String[] {"train", "digits", "--out", file.toString()}, "it is a file");
        refused(
                new String[] {"train", "digits", "--out", file.resolve("run").toString()},
                file + " is a file");
        Assert.assertEquals(Files.readString(file), "mine");
    }

    @Test
    public void aRunThatIsNone() throws IOException {
        refused(new String[] {"eval", out.toString()}, out.toString(), "folder of a run");
        refused(new String[] {"eval", data.toString()}, data.toString(), "settings.json");
        Files.writeString(data.resolve("settings.json"), "{");
        refused(new String[] {"eval", data.toString()}, "settings.json", "is no JSON");
    }

    @Test
    public void aResumeThatDoesNotFitTheRun() throws IOException {
        String run = folder().resolve("run").toString();
        Answer answer = Answer.of("train", "--epochs", "1", "--model", "hyper", "--out", run);
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        refused(new String[] {"train", "mnist", "--resume", run}, "RECIPE does not fit");
        refused(new String[] {"train", "--resume", run, "--seed", "2"}, "--seed does not fit");
        refused(new String[] {"train", "--resume", run, "--model", "both"}, "--model does not");
        refused(new String[] {"train", "--resume", run, "--engine", "mxnet"}, "--engine does not");
        refused(
                new String[] {"train", "--resume", run, "--out", out.toString()},
                "--out does not fit");
        try (RunFolder inUse = RunFolder.open(folder().resolve("run"))) {
            refused(new String[] {"train", "--resume", run}, inUse.getPath().toString(), "in use");
        }
        try (Stream<Path> files = Files.list(folder().resolve("run/checkpoints"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "damaged");
            }
        }
        Answer damaged = Answer.of("train", "--resume", run);
        Assert.assertEquals(damaged.exitCode(), 2);
        Assert.assertTrue(damaged.err().contains("hyper-000000038.ckpt"), damaged.err());
        Assert.assertTrue(damaged.err().contains("no checkpoint to resume"), damaged.err());
    }

    @Test
    public void limitsThatAreNone() {
        refused(digits("--steps", "0"), "--steps must be positive", "0");
        refused(digits("--minutes", "-1"), "--minutes must be positive", "-1");
        refused(digits("--checkpoint-steps", "0"), "--checkpoint-steps must be positive");
        refused(digits("--checkpoint-minutes", "0"), "--checkpoint-minutes must be positive");
    }

    @Test
    public void aPlotOfNothing() throws IOException {
        String png = out + ".png";
        refused(new String[] {"plot", data.toString(), "--out", png}, "settings.json");
        refused(new String[] {"plot", data.toString(), "--out", out + ".gif"}, ".png");
        refused(new String[] {"runs", out.toString()}, "There is no folder");
        Assert.assertFalse(Files.exists(Path.of(png)));
    }

    @Test
    public void aDamagedModel() throws IOException {
        Answer answer =
                Answer.of(
                        "train",
                        "--epochs",
                        "1",
                        "--model",
                        "hyper",
                        "--out",
                        folder().resolve("run").toString());
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        Path model = folder().resolve("run/models/hyper-0000.params");
        byte[] bytes = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
        refused(
                new String[] {"eval", folder().resolve("run").toString()},
                model.toString(),
                "is damaged: it is cut off");
        Files.delete(model);
        refused(new String[] {"eval", folder().resolve("run").toString()}, model.toString());
    }
}
