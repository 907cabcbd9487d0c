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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Drawings in sketch-rnn's format (Ha, Eck 2017, arXiv 1704.03477): a {@code .npz} file with the
 * arrays train, valid and test, whose elements are arrays {@code [n, 3]}, of numbers of any type,
 * with the rows dx, dy, and 1 where the pen is lifted after the point, else 0. An array of numbers
 * {@code [N, n, 3]} is N drawings; rows of zeros after the last lifted pen are padding there.
 *
 * <p>The arrays are pickled. No code of a pickle runs: see {@code NumpyUnpickler}. The checksums of
 * the file are compared.
 */
public final class SketchRnnFile {

    private static final int COLUMNS = 3;
    private static final long MOST_POINTS = 200_000_000;
    // how much of the heap an array may take, which its drawings take several times
    private static final int SHARE_OF_HEAP = 8;

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
        return read(file, new ReadingLog(false));
    }

    static DrawingSet read(Path file, ReadingLog log) throws IOException {
        SourceFile.require(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return DrawingFiles.set(
                    file,
                    name ->
                            new DrawingSet(
                                    name,
                                    drawings(file, zip, "train", log),
                                    drawings(file, zip, "valid", log),
                                    drawings(file, zip, "test", log)));
        } catch (ZipException | EOFException e) {
            throw new IOException(file + " is damaged or no .npz file: " + reason(e), e);
        }
    }

    private static List<Drawing> drawings(Path file, ZipFile zip, String part, ReadingLog log)
            throws IOException {
        String name = file + ", " + part + ".npy";
        ZipEntry entry = zip.getEntry(part + ".npy");
        if (entry == null) {
            throw new IOException(
                    name + " is missing: sketch-rnn's files hold the arrays train, valid and test");
        }
        NumpyArray array = NumpyFileFormat.read(name, bytes(name, zip, entry));
        long[] shape;
        try {
            shape = shape(array);
        } catch (RuntimeException e) {
            throw new IOException(name + ": " + reason(e, "it is no array of arrays"), e);
        }
        List<Drawing> drawings = new ArrayList<>();
        Map<Object, Drawing> seen = new IdentityHashMap<>();
        for (int i = 0; i < shape[0]; ++i) {
            String place = name + ", drawing " + (i + 1);
            try {
                drawings.add(
                        shape.length == 1
                                ? seen.computeIfAbsent(
                                        array.object(i), element -> drawing(element).at(place))
                                : drawing(unpadded(array.rows(i, shape), log)).at(place));
            } catch (RuntimeException e) {
                String reason = reason(e, "it is no array of numbers");
                log.leaveOut(new IOException(place + ": " + reason, e));
            }
        }
        long points = drawings.stream().mapToLong(Drawing::size).sum();
        if (points > MOST_POINTS) { // of one array that is named many times, for instance
            throw new IOException(
                    String.format(Locale.ROOT, "%s has %,d points: it is too large", name, points));
        }
        return drawings;
    }

    private static String reason(RuntimeException e, String otherwise) {
        return e instanceof IllegalArgumentException ? e.getMessage() : otherwise;
    }

    /** Returns the shape of an array of drawings, of one axis or of three. */
    private static long[] shape(NumpyArray array) {
        long[] shape = array.shape();
        boolean objects = shape.length == 1 && array.isOfObjects();
        boolean matrices = shape.length == 3 && shape[1] > 0 && shape[2] == COLUMNS;
        if (!objects && !matrices) {
            throw new IllegalArgumentException(
                    "it is an array of the shape "
                            + Arrays.toString(shape)
                            + ", neither of arrays [n, 3] nor [N, n, 3]");
        }
        return shape;
    }

    private static byte[] bytes(String name, ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = SourceFile.bytes(name, new CheckedInputStream(in, checksum), SHARE_OF_HEAP);
        } catch (ZipException | EOFException e) {
            throw new IOException(name + " is damaged: " + reason(e), e);
        }
        if (entry.getCrc() != checksum.getValue()) {
            throw new IOException(name + " is damaged: its checksum is not that of its bytes");
        }
        return bytes;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "it ends too early" : Quoted.plain(e.getMessage());
    }

    /** Leaves out the rows of zeros after the last one where the pen is lifted. */
    private static float[][] unpadded(float[][] rows, ReadingLog log) {
        int end = rows.length;
        while (end > 0 && Arrays.equals(rows[end - 1], new float[COLUMNS])) {
            --end;
        }
        if (end == 0 || rows[end - 1][2] != 1) {
            return rows;
        }
        log.count("rows of padding left out", rows.length - end);
        return Arrays.copyOf(rows, end);
    }

    private static Drawing drawing(Object array) {
        return drawing(((NumpyArray) array).rows(COLUMNS));
    }

    private static Drawing drawing(float[][] rows) {
        List<StrokePoint> points = new ArrayList<>();
        for (float[] row : rows) {
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
