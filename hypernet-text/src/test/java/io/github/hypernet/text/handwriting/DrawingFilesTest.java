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
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drawings in files of text: QuickDraw, SVG, IAM-OnDB. */
public class DrawingFilesTest {

    private static final String CAT =
            "{\"word\":\"cat\",\"recognized\":true,\"drawing\":[[[130,113,99],[72,40,35]],"
                    + "[[76],[82],[15]]]}";

    private TemporaryFolder temporary;
    private Path folder;

    @BeforeMethod(alwaysRun = true)
    public void makeFolder() {
        temporary = new TemporaryFolder();
        folder = temporary.getPath();
    }

    @AfterMethod(alwaysRun = true)
    public void deleteFolder() {
        temporary.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String refusal(Path file) {
        IOException e = Assert.expectThrows(IOException.class, () -> DrawingFiles.read(file, 1));
        Assert.assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        Assert.assertEquals(e.getMessage().lines().count(), 1, e.getMessage());
        return e.getMessage();
    }

    private static void refused(Path file, String part) {
        Assert.assertTrue(refusal(file).contains(part), refusal(file));
    }

    private static Drawing drawing(float[]... points) {
        return Drawing.ofStrokes(List.<float[][]>of(points));
    }

    @Test
    public void quickDrawLinesAreDrawings() throws IOException {
        Path file = write("cats.ndjson", CAT + "\n\n" + CAT + "\n");
        List<Drawing> drawings = DrawingFiles.list(file);
        Assert.assertEquals(drawings.size(), 2);
        Assert.assertEquals(
                drawings.get(0),
                Drawing.of(
                        List.of(
                                new StrokePoint(130, 72, false),
                                new StrokePoint(-17, -32, false),
                                new StrokePoint(-14, -5, true),
                                new StrokePoint(-23, 47, true))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QuickDrawFile.write(out, "cat", drawings);
        Path copy = write("copy.ndjson", out.toString(StandardCharsets.UTF_8));
        Assert.assertEquals(QuickDrawFile.read(copy), drawings);
    }

    @Test
    public void linesThatAreNoDrawingsAreRefusedWithTheirNumber() throws IOException {
        refused(write("a.ndjson", CAT + "\n{\"drawing\":["), "line 2: It is no JSON");
        refused(write("a.ndjson", CAT + "\n{\"word\":\"cat\"}"), "line 2: It has no \"drawing\"");
        refused(write("a.ndjson", "{\"drawing\":[]}"), "line 1: A drawing has at least one point");
        refused(write("a.ndjson", "{\"drawing\":[[[],[]]]}"), "line 1: A stroke has at least one");
        refused(write("a.ndjson", "{\"drawing\":[[[1,2],[3]]]}"), "line 1: Stroke 1 is not");
        refused(
                write("a.ndjson", "{\"drawing\":[[[1,NaN],[3,4]]]}"),
                "line 1: Stroke 1, point 2: a finite number belongs here, not \"NaN\"");
        refused(write("a.ndjson", "\n"), "has no drawings");
        refused(write("a.ndjson", CAT + "\n" + CAT), "has 2 drawing(s): at least 3 are needed");
    }

    @Test
    public void polylinesAreStrokesAndGroupsAreDrawings() throws IOException {
        Path file =
                write(
                        "two.svg",
                        "<?xml version=\"1.0\"?>\n"
                                + "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\""
                                + " \"http://nowhere.invalid/svg11.dtd\">\n"
                                + "<svg xmlns=\"http://www.w3.org/2000/svg\">\n"
                                + "<g id=\"one\"><g><polyline points=\"1,2 3 4\n5,6\"/></g>\n"
                                + "<polyline points=\"7,7 7,7\"/></g>\n"
                                + "<rect width=\"3\"/><polyline points=\"0 0 1e1 -2.5\"/></svg>");
        List<Drawing> drawings = SvgFile.read(file);
        Assert.assertEquals(
                drawings,
                List.of(
                        Drawing.ofStrokes(
                                List.of(
                                        new float[][] {{1, 2}, {3, 4}, {5, 6}},
                                        new float[][] {{7, 7}})),
                        drawing(new float[] {0, 0}, new float[] {10, -2.5f})));
        for (boolean animated : new boolean[] {false, true}) {
            Path copy = folder.resolve("copy.svg");
            try (OutputStream out = Files.newOutputStream(copy)) {
                if (animated) {
                    SvgFile.writeAnimated(out, drawings.get(0), 30);
                } else {
                    SvgFile.write(out, drawings.get(0));
                }
            }
            Assert.assertEquals(SvgFile.read(copy), drawings.subList(0, 1));
            Assert.assertEquals(Files.readString(copy).contains("<animate "), animated);
        }
    }

    @Test
    public void svgThatCannotBeReadIsRefused() throws IOException {
        refused(write("a.svg", "<svg><path d=\"M0 0L1 1\"/></svg>"), "only polylines are read");
        refused(write("a.svg", "<svg>\n<polyline points=\"1 2 3\"/></svg>"), "line 2: points");
        refused(write("a.svg", "<svg>\n<polyline points=\"1 x\"/></svg>"), "line 2: points");
        refused(write("a.svg", "<svg>\n<polyline points=\"1 NaN\"/></svg>"), "line 2: points");
        refused(write("a.svg", "<svg>\n<polyline/></svg>"), "elements without points");
        refused(
                write("a.svg", "<svg>\n<g transform=\"scale3d(2)\"/></svg>"),
                "line 2: the element g");
        refused(write("a.svg", "<svg>\n<polyline"), "line 2 is not well-formed XML");
        refused(write("a.svg", ""), "not well-formed XML");
    }

    /** An entity that names a file or an address is neither read nor fetched. */
    @Test
    public void nothingOutsideOfTheFileIsRead() throws Exception {
        Path secret = write("secret.txt", "5,5 6,6");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/points";
            for (String target : List.of(secret.toUri().toString(), address)) {
                String type = "<!DOCTYPE svg [<!ENTITY points SYSTEM \"" + target + "\">]>\n";
                Path text = write("a.svg", type + "<svg>\n<g>&points;</g></svg>");
                refused(text, "points");
                Path attribute =
                        write("a.svg", type + "<svg>\n<polyline points=\"&points;\"/></svg>");
                refused(attribute, "points");
                Path line =
                        write("a-01.xml", type + "<Session><Stroke>&points;</Stroke></Session>");
                refused(line, "points");
                String include = "<!DOCTYPE svg SYSTEM \"" + target + "\">\n<svg/>";
                refused(write("a.svg", include), "only polylines are read");
            }
            server.setSoTimeout(50);
            Assert.assertThrows(java.net.SocketTimeoutException.class, server::accept);
        }
    }

    private static String line(int points, float interval) {
        return IntStream.range(0, points)
                .mapToObj(
                        i ->
                                String.format(
                                        "<Point x=\"%d\" y=\"%d\" time=\"%.2f\"/>",
                                        2 * i, i % 7, i * interval))
                .collect(
                        Collectors.joining(
                                "\n",
                                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
                                        + "<WhiteboardCaptureSession><StrokeSet><Stroke>\n",
                                "</Stroke></StrokeSet></WhiteboardCaptureSession>"));
    }

    @Test
    public void missingReadingsOfALineAreFilled() throws IOException {
        Path file =
                write(
                        "a-01.xml",
                        "<S><Stroke><Point x=\"0\" y=\"0\" time=\"1.00\"/>"
                                + "<Point x=\"1\" y=\"0\" time=\"1.02\"/>"
                                + "<Point x=\"2\" y=\"0\" time=\"1.04\"/>"
                                // two are missing here
                                + "<Point x=\"8\" y=\"3\" time=\"1.10\"/>"
                                // here the pen rests
                                + "<Point x=\"9\" y=\"3\" time=\"2.10\"/></Stroke>"
                                + "<Stroke><Point x=\"20\" y=\"0\" time=\"2.20\"/></Stroke></S>");
        Assert.assertEquals(
                IamOnDb.readLine(file),
                Drawing.ofStrokes(
                        List.of(
                                new float[][] {
                                    {0, 0}, {1, 0}, {2, 0}, {4, 1}, {6, 2}, {8, 3}, {9, 3}
                                },
                                new float[][] {{20, 0}})));
    }

    @Test
    public void linesAreSplitAsGravesDoes() throws IOException {
        for (String form : List.of("a01-000u", "a01-001w", "b02-000x", "c03-000", "c03-001z")) {
            String place = "lineStrokes/" + form.substring(0, 3) + "/" + form + "/" + form;
            write(place + "-01.xml", line(300, 0.01f));
            write(place + "-02.xml", line(299, 0.01f));
            write(place + "-03.xml", line(320, 0.01f));
        }
        write("split/trainset.txt", "a01-000u\n");
        write("split/testset_f.txt", "a01-001w\n");
        write("split/testset_v.txt", "b02-000x\nc03-000\n");
        refused(folder, "testset_t.txt missing");
        write("split/testset_t.txt", " c03-001z\n");
        DrawingSet set = IamOnDb.fromFolder(folder);
        Assert.assertEquals(set.name(), "handwriting");
        Assert.assertEquals(sizes(set.training()), List.of(300, 320, 300, 320, 300, 320, 300, 320));
        Assert.assertEquals(sizes(set.validation()), List.of(300, 320));
        Assert.assertEquals(set.test(), set.validation());
    }

    @Test
    public void withoutASplitEveryTenthFormIsForValidation() throws IOException {
        for (int i = 0; i < 20; ++i) {
            write(String.format("lineStrokes/a01-%03d-01.xml", i), line(300 + i, 0.02f));
        }
        DrawingSet set = IamOnDb.fromFolder(folder);
        Assert.assertEquals(sizes(set.validation()), List.of(309, 319));
        Assert.assertEquals(set.training().size(), 18);
    }

    private static List<Integer> sizes(List<Drawing> drawings) {
        return drawings.stream().map(Drawing::size).toList();
    }

    @Test
    public void whatIsNoHandwritingIsRefused() throws IOException {
        IOException none = Assert.expectThrows(IOException.class, () -> IamOnDb.fromFolder(folder));
        Assert.assertTrue(none.getMessage().contains("no files"), none.getMessage());
        write("notes.txt", "no strokes");
        none = Assert.expectThrows(IOException.class, () -> IamOnDb.fromFolder(folder));
        Assert.assertTrue(none.getMessage().contains("lineStrokes"), none.getMessage());
        write("lineStrokes/a01-000-01.xml", line(299, 0.01f));
        IOException few = Assert.expectThrows(IOException.class, () -> IamOnDb.fromFolder(folder));
        Assert.assertTrue(
                few.getMessage().contains("The training part of handwriting is empty"),
                few.getMessage());
        write("lineStrokes/a01-000-01.xml", line(300, 0.01f).replace("x=\"8\"", ""));
        refused(folder, "a01-000-01.xml, line 7: the element Point has no x");
        write("lineStrokes/a01-000-01.xml", "<S><Point x=\"1\" y=\"1\"/></S>");
        refused(folder, "a Point outside of a Stroke");
        write("lineStrokes/a01-000-01.xml", "<S><Stroke/></S>");
        refused(folder, "no strokes with points");
    }

    @Test
    public void aFolderHoldsDrawingsOfSeveralFormats() throws IOException {
        write("b.svg", "<svg><polyline points=\"0,0 1,1\"/></svg>");
        write("a.ndjson", CAT);
        write("c/d.svg", "<svg><polyline points=\"0,0 1,1 2,2\"/></svg>");
        write("README", "passed over");
        Assert.assertEquals(sizes(DrawingFiles.list(folder)), List.of(4, 2, 3));
        DrawingSet set = DrawingFiles.read(folder, 1);
        Assert.assertEquals(set.training().size(), 1);
        Assert.assertEquals(DrawingFiles.read(folder, 1), set, "the same seed");
        refused(write("a.gif", "GIF"), "has no drawings of a known format");
        refused(folder.resolve("missing.svg"), "There is no file or folder");
    }

    @Test
    public void syntheticLettersAreSmoothAndRepeatable() {
        DrawingSet set = SyntheticLetters.make(3);
        Assert.assertEquals(set.training().size(), 2600);
        Assert.assertEquals(set.validation().size(), 260);
        Assert.assertEquals(SyntheticLetters.make(3), set, "the same seed");
        Assert.assertNotEquals(SyntheticLetters.make(4).training(), set.training());
        for (Drawing drawing : set.training()) {
            Assert.assertTrue(drawing.size() >= 5 && drawing.size() <= 60, drawing.toString());
            for (float[][] stroke : drawing.strokes()) {
                for (int i = 1; i < stroke.length; ++i) {
                    double step =
                            Math.hypot(
                                    stroke[i][0] - stroke[i - 1][0],
                                    stroke[i][1] - stroke[i - 1][1]);
                    Assert.assertTrue(step < 18, "a step of " + step);
                }
            }
        }
        // i and j have dots
        Assert.assertEquals(set.training().get(8).strokes().get(1).length, 1);
    }
}
