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

import io.github.hypernet.text.handwriting.SvgFile;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the app says of drawings that it reads: what is left out, and what is wrong. */
public class StrokeDataTest extends InFolder {

    private static final String DRAWING = "{\"drawing\":[[[0,10,20],[0,5,9]],[[3],[4]]]}\n";

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder().resolve(name), text);
    }

    private Answer train(Path data, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "train",
                                "strokes",
                                "--data",
                                data.toString(),
                                "--model",
                                "lstm",
                                "--set",
                                "units=4",
                                "--steps",
                                "1",
                                "--out",
                                path("run")));
        args.addAll(List.of(more));
        return Answer.of(args.toArray(String[]::new));
    }

    @Test
    public void linesThatCannotBeReadAreLeftOutAndCounted() throws IOException {
        Path file =
                write(
                        "a.ndjson",
                        DRAWING.repeat(30) + "{\"drawing\":[]}\n" + DRAWING + "{\"drawing\":7}\n");
        train(file).refused("a.ndjson, line 31: A drawing has at least one point");
        Answer answer = train(file, "--skip-unreadable");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        Assert.assertTrue(
                answer.err().contains("left out because they cannot be read: 2 (the first: "),
                answer.err());
        Assert.assertTrue(answer.err().contains("a: 29 + 1 + 1 drawings"), answer.err());
        // it is kept for a resumed run, and for eval
        Answer resumed = Answer.of("train", "--resume", path("run"), "--steps", "2");
        Assert.assertEquals(resumed.exitCode(), 0, resumed.err());
        Answer eval = Answer.of("eval", path("run"));
        Assert.assertEquals(eval.exitCode(), 0, eval.err());
    }

    @Test
    public void filesThatCannotBeReadAreLeftOutAndCounted() throws IOException {
        write("a.ndjson", DRAWING.repeat(5));
        write("b.svg", "<svg><path d='M0 0'/><polyline points='1,1 2,2'/></svg>");
        Files.write(folder().resolve("c.svg"), new byte[] {'<', (byte) 0xff});
        write("d.txt", "no drawing");
        train(folder()).refused("c.svg, line 1: malformed UTF-8");
        Answer answer = train(folder(), "--skip-unreadable");
        Assert.assertEquals(answer.exitCode(), 0, answer.err());
        for (String part :
                List.of(
                        "elements path of SVG passed over: 1",
                        "files of other formats (not read): 1",
                        "cannot be read: 1 (the first: ")) {
            Assert.assertTrue(answer.err().contains(part), answer.err());
        }
        Assert.assertEquals(SvgFile.read(folder().resolve("b.svg")).size(), 1);
    }

    @Test
    public void aPartWithNothingToPredictIsNamed() throws IOException {
        Path dots = write("dots.ndjson", "{\"drawing\":[[[1],[1]]]}\n".repeat(40));
        train(dots).refused("dots.ndjson", "each has a single point");
        Path far = write("far.ndjson", DRAWING.repeat(9) + "{\"drawing\":[[[0,1e35],[0,5]]]}\n");
        train(far, "--seed", "3").refused("far.ndjson, line 10: it goes 1.00e+35");
        Answer.of("train", "strokes", "--skip-unreadable", "--out", path("run"))
                .refused("--skip-unreadable is for folders of images, and for drawings");
    }

    @Test
    public void whatIsNoFileOfDrawingsGetsOneSentence() throws IOException {
        Files.createDirectory(folder().resolve("empty"));
        train(folder().resolve("empty")).refused("no files", "empty");
        Path packed = folder().resolve("a.svg");
        Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        train(packed).refused("a.svg is packed by gzip");
        Files.write(packed, "PK\003\004".getBytes(StandardCharsets.ISO_8859_1));
        train(packed).refused("a.svg is packed by zip");
        train(write("a.zip", "PK")).refused("a.zip", "the formats are");
    }
}
