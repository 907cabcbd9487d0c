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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes .npz files as numpy does: arrays of arrays of numbers, pickled. */
final class NumpyFile {

    private static final String BEGIN = "(K\u0001K"; // version, shape

    private NumpyFile() {}

    /** Writes three arrays, each given by its pickle. */
    static void write(Path file, byte[] train, byte[] valid, byte[] test) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            byte[][] pickles = {train, valid, test};
            String[] names = {"train.npy", "valid.npy", "test.npy"};
            for (int i = 0; i < names.length; ++i) {
                if (pickles[i] != null) {
                    zip.putNextEntry(new ZipEntry(names[i]));
                    String header =
                            "{'descr': '|O', 'fortran_order': False, 'shape': ("
                                    + count(pickles[i])
                                    + ",), }         \n";
                    zip.write(bytes("\u0093NUMPY\u0001\u0000"));
                    zip.write(new byte[] {(byte) header.length(), 0});
                    zip.write(bytes(header));
                    zip.write(pickles[i]);
                    zip.closeEntry();
                }
            }
        }
    }

    /** Returns the number of drawings that a pickle of ours begins with; else 1. */
    private static int count(byte[] pickle) {
        int place = new String(pickle, StandardCharsets.ISO_8859_1).indexOf(BEGIN) + BEGIN.length();
        return place < BEGIN.length() || place == pickle.length ? 1 : pickle[place];
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Pickles an array of arrays {@code [n, 3]}, of the type i2 (as Python 2 does) or f8. */
    static byte[] pickle(String type, double[][]... drawings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes("\u0080\u0002"));
        beginArray(out);
        out.write(bytes(BEGIN + (char) drawings.length + "\u0085")); // version, shape
        writeType(out, "O8", "|");
        out.write(bytes("\u0089](")); // not by columns; a list of
        for (double[][] drawing : drawings) {
            writeMatrix(out, type, drawing);
        }
        out.write(bytes("etb.")); // append to the list, make a tuple, set the state, stop
        return out.toByteArray();
    }

    private static void beginArray(OutputStream out) throws IOException {
        out.write(
                bytes(
                        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"
                                + "K\u0000\u0085U\u0001b\u0087R"));
    }

    private static void writeType(OutputStream out, String type, String order) throws IOException {
        out.write(bytes("cnumpy\ndtype\nU\u0002" + type + "K\u0000K\u0001\u0087R"));
        out.write(bytes("(K\u0003U\u0001" + order + "NNNK\u0000K\u0000K\u0000tb"));
    }

    private static void writeMatrix(OutputStream out, String type, double[][] rows)
            throws IOException {
        beginArray(out);
        out.write(bytes("(K\u0001K" + (char) rows.length + "K\u0003\u0086"));
        writeType(out, type, "<");
        boolean isShort = type.equals("i2");
        ByteBuffer buffer = ByteBuffer.allocate(rows.length * 3 * (isShort ? 2 : 8));
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (double[] row : rows) {
            for (double value : row) {
                if (isShort) {
                    buffer.putShort((short) value);
                } else {
                    buffer.putDouble(value);
                }
            }
        }
        out.write(bytes("\u0089"));
        byte[] data = buffer.array();
        out.write(isShort ? 'U' : 'C'); // a string of Python 2, bytes of Python 3
        out.write(data.length);
        out.write(data);
        out.write(bytes("tb"));
    }
}
