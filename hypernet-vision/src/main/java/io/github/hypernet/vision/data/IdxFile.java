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
package io.github.hypernet.vision.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX format of the MNIST database: two zero bytes, the type 8,
 * the number of dimensions, the sizes as big-endian 32-bit integers, then the values.
 *
 * @param sizes the size of each dimension
 * @param values the values, row-major
 */
record IdxFile(int[] sizes, byte[] values) {

    private static final int UNSIGNED_BYTE = 8;

    /**
     * Reads a file, gzipped or plain.
     *
     * @param name what messages call the file
     * @param source the file's bytes
     * @param dimensions the number of dimensions it must have
     * @return the array
     * @throws IOException if the file is cut, too long, empty, or no such IDX file
     */
    static IdxFile read(String name, InputStream source, int dimensions) throws IOException {
        // the source by itself too: a gzip header that is damaged is refused before there is an in
        try (InputStream bytes = source;
                DataInputStream in = new DataInputStream(gunzip(bytes))) {
            int magic = in.readInt();
            if (magic != (UNSIGNED_BYTE << 8 | dimensions)) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s is no IDX file of unsigned bytes with %d dimension(s): it begins"
                                        + " with 0x%08x, not 0x%08x",
                                name,
                                dimensions,
                                magic,
                                UNSIGNED_BYTE << 8 | dimensions));
            }
            int[] sizes = new int[dimensions];
            for (int i = 0; i < dimensions; ++i) {
                sizes[i] = in.readInt();
            }
            return new IdxFile(sizes, readValues(name, in, count(name, sizes)));
        } catch (EOFException e) {
            throw new IOException(name + " is cut: it ends inside its header or its gzip data", e);
        } catch (ZipException e) {
            throw new IOException(name + " is damaged gzip data: " + e.getMessage(), e);
        }
    }

    /** Returns how many values a header promises, if that can be. */
    private static int count(String name, int[] sizes) throws IOException {
        long count = 1;
        for (int size : sizes) {
            count = size <= 0 ? Long.MAX_VALUE : Math.multiplyExact(count, size);
            if (count > Integer.MAX_VALUE - 8) {
                throw new IOException(
                        name + " is damaged: it claims sizes " + Arrays.toString(sizes));
            }
        }
        DataFiles.requireMemory(name, count);
        return (int) count;
    }

    /** Reads that many bytes, and no more, whatever gzip data would unpack to. */
    private static byte[] readValues(String name, InputStream in, int count) throws IOException {
        byte[] values = in.readNBytes(count);
        if (values.length < count) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is cut: its header promises %,d values, it holds %,d",
                            name,
                            count,
                            values.length));
        }
        if (in.read() >= 0) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is damaged: it goes on after the %,d values of its header",
                            name,
                            count));
        }
        return values;
    }

    private static InputStream gunzip(InputStream source) throws IOException {
        InputStream in = new BufferedInputStream(source);
        in.mark(2);
        boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzipped ? new GZIPInputStream(in) : in;
    }
}
