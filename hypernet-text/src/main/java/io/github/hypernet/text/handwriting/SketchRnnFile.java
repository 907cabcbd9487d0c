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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Drawings in sketch-rnn's format (Ha, Eck 2017, arXiv 1704.03477): a {@code .npz} file with the
 * arrays train, valid and test, whose elements are arrays {@code [n, 3]}, of numbers of any type,
 * with the rows dx, dy, and 1 where the pen is lifted after the point, else 0.
 *
 * <p>The arrays are pickled. No code of a pickle runs: see {@link NumpyUnpickler}.
 */
public final class SketchRnnFile {

    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LENGTH_AT = MAGIC.length + 2;
    private static final int COLUMNS = 3;

    private SketchRnnFile() {}

    /**
     * Reads a file.
     *
     * @param file the file; its name, up to the first dot, is the set's
     * @return the drawings
     * @throws IOException if there is no such file, it is cut off or not of this format, its
     *     pickles ask for anything but arrays, or a drawing has no points or offsets that are not
     *     finite; the message names the file, the array and the drawing
     */
    public static DrawingSet read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return DrawingFiles.set(
                    file,
                    name ->
                            new DrawingSet(
                                    name,
                                    drawings(file, zip, "train"),
                                    drawings(file, zip, "valid"),
                                    drawings(file, zip, "test")));
        } catch (ZipException e) {
            throw new IOException(file + " is damaged or no .npz file: " + e.getMessage(), e);
        }
    }

    private static List<Drawing> drawings(Path file, ZipFile zip, String part) throws IOException {
        String name = file + ", " + part + ".npy";
        ZipEntry entry = zip.getEntry(part + ".npy");
        if (entry == null) {
            throw new IOException(
                    name + " is missing: sketch-rnn's files hold the arrays train, valid and test");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new IOException(name + " is damaged: " + e.getMessage(), e);
        }
        NumpyArray array = new NumpyUnpickler(name).read(pickle(name, bytes));
        List<Drawing> drawings = new ArrayList<>();
        for (Object element : elements(name, array)) {
            try {
                drawings.add(drawing((NumpyArray) element));
            } catch (RuntimeException e) {
                String reason =
                        e instanceof IllegalArgumentException
                                ? e.getMessage()
                                : "it is no array of numbers";
                throw new IOException(
                        name + ", drawing " + (drawings.size() + 1) + ": " + reason, e);
            }
        }
        return drawings;
    }

    private static List<?> elements(String name, NumpyArray array) throws IOException {
        try {
            return List.copyOf(array.objects());
        } catch (RuntimeException e) {
            throw new IOException(name + " is no array of arrays", e);
        }
    }

    /** Returns what comes after the header of a .npy file, which must be one of objects. */
    private static byte[] pickle(String name, byte[] bytes) throws IOException {
        boolean known =
                bytes.length > LENGTH_AT + 4
                        && Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length));
        if (known) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            boolean first = bytes[MAGIC.length] == 1;
            int begin = LENGTH_AT + (first ? 2 : 4);
            int length = first ? buffer.getShort(LENGTH_AT) & 0xffff : buffer.getInt(LENGTH_AT);
            if (length > 0 && length <= bytes.length - begin) {
                String header = new String(bytes, begin, length, StandardCharsets.ISO_8859_1);
                if (!header.contains("'|O'")) {
                    throw new IOException(
                            name + " is no array of drawings: its header is " + header.strip());
                }
                return Arrays.copyOfRange(bytes, begin + length, bytes.length);
            }
        }
        throw new IOException(name + " is no array of numpy");
    }

    private static Drawing drawing(NumpyArray array) {
        List<StrokePoint> points = new ArrayList<>();
        for (float[] row : array.rows(COLUMNS)) {
            if (row[2] != 0 && row[2] != 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "the pen of point %d must be 0 or 1, got %s",
                                points.size() + 1,
                                row[2]));
            }
            points.add(new StrokePoint(row[0], row[1], row[2] == 1));
        }
        return Drawing.of(points);
    }
}
