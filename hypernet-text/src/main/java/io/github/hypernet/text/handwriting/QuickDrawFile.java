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

import com.google.gson.JsonParseException;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        List<Drawing> drawings = new ArrayList<>();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ++number;
                if (!line.isBlank()) {
                    drawings.add(drawing(line));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ", after line " + number + ": malformed UTF-8", e);
        }
        if (drawings.isEmpty()) {
            throw new IOException(file + " has no drawings");
        }
        return drawings;
    }

    private static Drawing drawing(String text) {
        Line line;
        try {
            line = JsonUtils.GSON.fromJson(text, Line.class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("It is no JSON of a drawing", e);
        }
        if (line == null || line.drawing == null) {
            throw new IllegalArgumentException("It has no \"drawing\"");
        }
        List<float[][]> strokes = new ArrayList<>();
        for (float[][] stroke : line.drawing) {
            boolean fits =
                    stroke != null
                            && stroke.length >= 2
                            && stroke[0] != null
                            && stroke[1] != null
                            && stroke[0].length == stroke[1].length;
            if (!fits) {
                throw new IllegalArgumentException(
                        "Stroke "
                                + (strokes.size() + 1)
                                + " is not [[x, ...],[y, ...]] with as many x as y");
            }
            float[][] points = new float[stroke[0].length][];
            for (int i = 0; i < points.length; ++i) {
                points[i] = new float[] {stroke[0][i], stroke[1][i]};
            }
            strokes.add(points);
        }
        return Drawing.ofStrokes(strokes);
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
