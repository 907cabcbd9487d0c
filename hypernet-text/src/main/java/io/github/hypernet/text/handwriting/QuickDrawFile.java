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

import ai.djl.util.JsonUtils;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Drawings in the format of "Quick, Draw!": a {@code .ndjson} file with a drawing a line, {@code
 * {"word":"cat","drawing":[[[x, x, ...],[y, y, ...]], ...]}}, an element a stroke. The raw data's
 * times, and all else, are passed over.
 */
public final class QuickDrawFile {

    private QuickDrawFile() {}

    private record Line(String word, float[][][] drawing) {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its drawings, at least one
     * @throws IOException if there is no such file, it has no drawings, or a line is no drawing;
     *     the message names the file and the line
     */
    public static List<Drawing> read(Path file) throws IOException {
        return read(file, new ReadingLog(false));
    }

    static List<Drawing> read(Path file, ReadingLog log) throws IOException {
        List<Drawing> drawings = new ArrayList<>();
        try (Utf8Lines lines = new Utf8Lines(file)) {
            while (lines.next()) {
                try {
                    String text = lines.text();
                    if (!text.isBlank()) {
                        String place = file + ", line " + lines.number();
                        drawings.add(QuickDrawLine.read(text).at(place));
                    }
                } catch (IOException e) {
                    String place = file + ", line " + lines.number() + ": ";
                    log.leaveOut(new IOException(place + e.getMessage(), e));
                }
            }
        }
        if (drawings.isEmpty()) {
            throw new IOException(
                    file + " has no drawings" + (log.isEmpty() ? "" : " (" + log + ")"));
        }
        return drawings;
    }

    /**
     * Writes drawings.
     *
     * @param out where to; it is not closed
     * @param word what they are of
     * @param drawings the drawings
     * @throws IOException if it fails
     */
    public static void write(OutputStream out, String word, List<Drawing> drawings)
            throws IOException {
        BufferedWriter writer =
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        for (Drawing drawing : drawings) {
            List<float[][]> strokes = drawing.strokes();
            float[][][] axes = new float[strokes.size()][2][];
            for (int i = 0; i < axes.length; ++i) {
                float[][] points = strokes.get(i);
                axes[i][0] = new float[points.length];
                axes[i][1] = new float[points.length];
                for (int j = 0; j < points.length; ++j) {
                    axes[i][0][j] = points[j][0];
                    axes[i][1][j] = points[j][1];
                }
            }
            writer.write(JsonUtils.GSON_COMPACT.toJson(new Line(word, axes)));
            writer.write('\n');
        }
        writer.flush();
    }
}
