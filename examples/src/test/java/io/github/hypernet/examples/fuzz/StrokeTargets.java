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
package io.github.hypernet.examples.fuzz;

import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.DrawingFiles;
import io.github.hypernet.text.handwriting.DrawingSet;

import org.testng.Assert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readers of pen strokes. */
final class StrokeTargets {

    private static final Mutator BYTES = new ByteMutator().repeated();
    private static final Mutator TEXT =
            Mutator.oneOf(BYTES, new TokenMutator(), new TokenMutator().repeated());
    private static final int MOST_POINTS = 1_000_000;

    private StrokeTargets() {}

    static List<Target> all() {
        String[] drawings = {
            "{\"word\":\"cat\",\"drawing\":[[[0,5,9],[1,2,7]],[[3,4],[8,8]]]}\n",
            "{\"drawing\":[[[0.5,-5,9e1],[1,2,7],[0,16,32]]]}\n"
        };
        String svg =
                """
                <?xml version="1.0"?>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
                  <g id="one"><polyline points="0,0 10,5 20,10"/></g>
                  <g><polyline points="1 1, 2 2, 3 4" style="fill:none"/><!-- two -->
                  <polyline points="5,5 5,5"/></g>
                  <line x1="0" y1="1" x2="2" y2="3"/><path d="M 0 0 L 5 6 H 7 V 9 Z"/>
                  <g transform="translate(1,2) scale(2)"><polygon points="0,0 1,0 1,1"/></g>
                </svg>
                """;
        return List.of(
                new Target(
                        "npz",
                        SeedFiles.each(
                                "drawings.npz",
                                SeedFiles.read(SeedFiles.resource("fuzz/drawings-i2.npz")),
                                SeedFiles.read(SeedFiles.resource("fuzz/drawings-f4.npz"))),
                        Mutator.oneOf(BYTES, Repacking.zip(BYTES), Repacking.zip(BYTES)),
                        file("drawings.npz")),
                new Target(
                        "ndjson",
                        SeedFiles.each(
                                "drawings.ndjson",
                                SeedFiles.text(drawings[0] + drawings[1]),
                                SeedFiles.text(drawings[1])),
                        TEXT,
                        file("drawings.ndjson")),
                new Target(
                        "SVG",
                        SeedFiles.each(
                                "drawings.svg",
                                SeedFiles.text(svg),
                                SeedFiles.text("<svg><polyline points='0,0 1,1'/></svg>")),
                        TEXT,
                        file("drawings.svg")),
                new Target(
                        "IAM-OnDB line",
                        SeedFiles.each("a01-000u-01.xml", line(4)),
                        TEXT,
                        file("a01-000u-01.xml")),
                new Target(
                        "IAM-OnDB folder",
                        List.of(iamOnDb()),
                        TEXT,
                        folder -> requireSane(DrawingFiles.read(folder, 1))));
    }

    private static Reader file(String name) {
        return folder -> readDrawings(folder.resolve(name));
    }

    private static void readDrawings(Path file) throws IOException {
        List<Drawing> drawings = DrawingFiles.list(file);
        Assert.assertFalse(drawings.isEmpty());
        drawings.forEach(StrokeTargets::requireSane);
    }

    private static void requireSane(DrawingSet set) {
        Assert.assertFalse(set.training().isEmpty());
        set.training().forEach(StrokeTargets::requireSane);
        set.validation().forEach(StrokeTargets::requireSane);
    }

    private static void requireSane(Drawing drawing) {
        Assert.assertTrue(
                drawing.size() > 0 && drawing.size() <= MOST_POINTS, drawing.size() + " points");
        drawing.points()
                .forEach(
                        point ->
                                Assert.assertTrue(
                                        Float.isFinite(point.dx()) && Float.isFinite(point.dy()),
                                        point + ""));
    }

    private static byte[] line(int points) {
        StringBuilder xml =
                new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<WhiteboardCaptureSession>\n"
                                + "<StrokeSet>\n<Stroke colour=\"black\" start_time=\"0.0\" end_time=\"1.5\">\n");
        for (int i = 0; i < points; ++i) {
            xml.append(
                    "<Point x=\""
                            + (1000 + 7 * i)
                            + "\" y=\""
                            + (900 + i % 5)
                            + "\" time=\""
                            + i / 100.0
                            + "\"/>\n");
        }
        return SeedFiles.text(xml + "</Stroke>\n</StrokeSet>\n</WhiteboardCaptureSession>\n");
    }

    private static Seed iamOnDb() {
        Map<String, byte[]> files = new HashMap<>();
        for (int form = 0; form < 11; ++form) {
            files.put("lineStrokes/a01-0" + (10 + form) + "-01.xml", line(301));
        }
        List<String> lines = List.copyOf(files.keySet());
        String[] splits = {"trainset", "testset_f", "testset_v", "testset_t"};
        for (int i = 0; i < splits.length; ++i) {
            files.put(
                    splits[i] + ".txt", SeedFiles.text("a01-01" + i + "\na01-01" + (i + 4) + "\n"));
        }
        return new Seed(
                files, List.of(lines.get(0), "trainset.txt", "testset_v.txt", "testset_t.txt"));
    }
}
