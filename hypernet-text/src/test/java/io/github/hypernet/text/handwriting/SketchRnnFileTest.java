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
package io.github.hypernet.text.handwriting;

import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.SkipException;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files of sketch-rnn: what they hold, and what is refused. */
public class SketchRnnFileTest {

    private static final double[][] HOOK = {{5, -7, 0}, {-300, 20, 1}, {1, 2, 1}};

    private TemporaryFolder temporary;
    private Path file;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        file = temporary.getPath().resolve("hooks.full.npz");
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private String refusal() {
        IOException e = Assert.expectThrows(IOException.class, () -> SketchRnnFile.read(file));
        Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        return e.getMessage();
    }

    private void write(byte[] train) throws IOException {
        byte[] other = NumpyFile.pickle("i2", HOOK);
        NumpyFile.write(file, train, other, other);
    }

    @Test
    public void readsNumbersOfBothKinds() throws IOException {
        byte[] shorts = NumpyFile.pickle("i2", HOOK, new double[][] {{0, 0, 1}});
        byte[] doubles = NumpyFile.pickle("f8", new double[][] {{0.25, -1e-3, 0}, {7, 8.5, 1}});
        NumpyFile.write(file, shorts, doubles, shorts);
        DrawingSet set = SketchRnnFile.read(file);
        Assert.assertEquals(set.name(), "hooks");
        Assert.assertEquals(
                set.training().get(0),
                Drawing.of(
                        List.of(
                                new StrokePoint(5, -7, false),
                                new StrokePoint(-300, 20, true),
                                new StrokePoint(1, 2, true))));
        Assert.assertEquals(set.training().get(1).size(), 1);
        Assert.assertEquals(set.validation().get(0).get(0), new StrokePoint(0.25f, -1e-3f, false));
    }

    /** Each of these would run a command in Python. */
    @Test
    public void picklesThatAskForMoreThanArraysAreRefusedByName() throws IOException {
        Path made = temporary.getPath().resolve("made");
        String command = "touch " + made;
        String argument = "U" + (char) command.length() + command;
        write(NumpyFile.bytes("\u0080\u0002cposix\nsystem\n" + argument + "\u0085R."));
        Assert.assertTrue(refusal().contains("posix.system"), refusal());
        write(
                NumpyFile.bytes(
                        "\u0080\u0004\u008c\u0008builtins\u008c\u0004eval\u0093"
                                + argument
                                + "\u0085R."));
        Assert.assertTrue(refusal().contains("builtins.eval"), refusal());
        write(NumpyFile.bytes("(" + argument + "ios\nsystem\n."));
        Assert.assertTrue(refusal().contains("os.system"), refusal());
        // among the arguments of what is allowed
        write(
                NumpyFile.bytes(
                        "\u0080\u0002cnumpy\ndtype\ncsubprocess\ncall\n" + argument + "\u0085RR."));
        Assert.assertTrue(refusal().contains("subprocess.call"), refusal());
        Assert.assertTrue(refusal().contains("train.npy"), refusal());
        Assert.assertFalse(Files.exists(made));
    }

    @Test
    public void whatIsNoArrayOfDrawingsIsRefused() throws IOException {
        write(NumpyFile.bytes("\u0080\u0002K\u0005."));
        Assert.assertTrue(refusal().contains("train.npy"), refusal());
        write(NumpyFile.bytes("\u0080\u0002RRR."));
        Assert.assertTrue(refusal().contains("damaged"), refusal());
        write(NumpyFile.pickle("f8", HOOK, new double[][] {{0, Double.NaN, 0}, {1, 1, 1}}));
        Assert.assertTrue(refusal().contains("train.npy, drawing 2"), refusal());
        Assert.assertTrue(refusal().contains("(0.0, NaN) at point 1"), refusal());
        write(NumpyFile.pickle("f8", HOOK, new double[0][]));
        Assert.assertTrue(refusal().contains("drawing 2: A drawing has at least"), refusal());
        write(NumpyFile.pickle("f8", new double[][] {{0, 1, 2}}));
        Assert.assertTrue(refusal().contains("the pen of point 1 must be 0 or 1"), refusal());
        write(NumpyFile.pickle("c8", HOOK));
        Assert.assertTrue(refusal().contains("of the type c8"), refusal());
        write(NumpyFile.pickle("i2"));
        Assert.assertTrue(refusal().contains("The training part of hooks is empty"), refusal());
        NumpyFile.write(file, NumpyFile.pickle("i2", HOOK), null, null);
        Assert.assertTrue(refusal().contains("valid.npy is missing"), refusal());
    }

    @Test
    public void aFileThatIsCutOffIsRefused() throws IOException {
        write(NumpyFile.pickle("i2", HOOK));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Assert.assertTrue(refusal().contains("damaged or no .npz file"), refusal());
        }
        byte[] pickle = NumpyFile.pickle("i2", HOOK);
        for (int length = 0; length < pickle.length; ++length) {
            write(Arrays.copyOf(pickle, length));
            Assert.assertTrue(refusal().contains("train.npy"), refusal());
        }
        Files.delete(file);
        refusal();
    }

    @Test
    public void theRealFilesHoldWhatIsKnownOfThem() throws IOException {
        String data = System.getProperty("hypernet.data", "");
        if (data.isEmpty()) {
            throw new SkipException("It needs -Dhypernet.data=DIR with strokes/*.npz");
        }
        Path strokes = Path.of(data, "strokes");
        DrawingSet kanji = SketchRnnFile.read(strokes.resolve("kanji.rdp100.npz"));
        assertSizes(kanji, "kanji", 10_358, 600, 500);
        Assert.assertEquals(
                kanji.training().get(0).points().limit(3).toList(),
                List.of(
                        new StrokePoint(0.9458008f, 0.17260742f, false),
                        new StrokePoint(26.535645f, -4.2727356f, true),
                        new StrokePoint(-12.1484375f, -20.625f, false)));
        DrawingSet sheep = SketchRnnFile.read(strokes.resolve("aaron_sheep.npz"));
        assertSizes(sheep, "aaron_sheep", 7_400, 300, 300);
        Assert.assertEquals(
                sheep.training().get(0).points().limit(3).toList(),
                List.of(
                        new StrokePoint(2, -4, false),
                        new StrokePoint(9, -9, false),
                        new StrokePoint(16, -7, false)));
        DrawingSet omniglot = SketchRnnFile.read(strokes.resolve("omniglot.npz"));
        assertSizes(omniglot, "omniglot", 30_000, 1_000, 1_000);
        Assert.assertEquals(
                omniglot.training().get(0).points().limit(3).toList(),
                List.of(
                        new StrokePoint(0, 0, false),
                        new StrokePoint(0, 360, true),
                        new StrokePoint(12, -378, false)));
        Assert.assertEquals(DrawingStatistics.of(omniglot.training()).deviation(), 54.31f, 0.01f);
        for (DrawingSet set : List.of(kanji, sheep, omniglot)) {
            double padding = StrokeBatchesTest.padding(set.training(), 32);
            Assert.assertTrue(padding < 0.15, set.name() + ": padding " + padding);
        }
    }

    private static void assertSizes(
            DrawingSet set, String name, int training, int validation, int test) {
        Assert.assertEquals(set.name(), name);
        Assert.assertEquals(set.training().size(), training);
        Assert.assertEquals(set.validation().size(), validation);
        Assert.assertEquals(set.test().size(), test);
    }
}
