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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.ndarray.types.Shape;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a file, that knows how many bytes are left: what the file says about lengths is
 * compared with it before anything is allocated.
 */
final class BoundedInput extends FilterInputStream {

    private final DataInputStream data = new DataInputStream(this);
    private long left;

    private BoundedInput(Path file, long end) throws IOException {
        super(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        left = end;
    }

    /**
     * Opens a part of a file.
     *
     * @param file the file
     * @param from where the part begins
     * @param to where it ends
     * @return the part
     * @throws IOException if the file cannot be read or ends before
     */
    static BoundedInput open(Path file, long from, long to) throws IOException {
        BoundedInput input = new BoundedInput(file, to);
        try {
            input.skipNBytes(from);
            return input;
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /** Reads numbers and texts from here. */
    DataInputStream data() {
        return data;
    }

    /** Returns how many bytes are left. */
    long left() {
        return left;
    }

    /** Reads how many things follow, each of some bytes at least. */
    int readCount(int bytesEach) throws IOException {
        int count = data.readInt();
        if (count < 0) {
            throw new IOException("a length in it is " + count);
        }
        requireLeft((long) count * bytesEach);
        return count;
    }

    /** Refuses what is longer than the rest. */
    void requireLeft(long bytes) throws IOException {
        if (bytes > left) {
            throw new EOFException();
        }
    }

    /** Reads a text of UTF-8 after its length in bytes. */
    String readText() throws IOException {
        return new String(data.readNBytes(readCount(1)), StandardCharsets.UTF_8);
    }

    /** Reads a shape, as {@code Shape.getEncoded} writes it. */
    Shape readShape() throws IOException {
        long[] sizes = new long[readCount(Long.BYTES)];
        for (int i = 0; i < sizes.length; ++i) {
            sizes[i] = data.readLong();
        }
        char[] layout = new char[readCount(Character.BYTES)];
        for (int i = 0; i < layout.length; ++i) {
            layout[i] = data.readChar();
        }
        try {
            return new Shape(sizes, new String(layout));
        } catch (IllegalArgumentException e) {
            throw new IOException("a shape in it is none", e);
        }
    }

    @Override
    public int read() throws IOException {
        int value = left == 0 ? -1 : super.read();
        left -= value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && length > 0) {
            return -1;
        }
        int count = super.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
