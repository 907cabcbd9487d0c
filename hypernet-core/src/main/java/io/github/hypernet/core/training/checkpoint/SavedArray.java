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

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * An array as DJL's {@code NDArray.encode} writes it, read without making one.
 *
 * <pre>
 *   UTF "NDAR", int version, byte 1 and UTF name, UTF format, UTF data type, shape, byte order,
 *   int length, values
 * </pre>
 */
final class SavedArray {

    /** What an array begins with. */
    static final String MARK = "NDAR";

    private static final int LAST_VERSION = 3;

    private SavedArray() {}

    /**
     * Passes over an array of which the mark has been read.
     *
     * @param in the file
     * @return the array's shape
     * @throws IOException if it is damaged, so that DJL would fail, or ask for more memory than its
     *     values need
     */
    static Shape readShape(BoundedInput in) throws IOException {
        int version = in.data().readInt();
        if (version < 1 || version > LAST_VERSION) {
            throw new IOException("the version of an array in it is " + version);
        }
        if (version > 1 && in.data().readByte() == 1) {
            in.data().readUTF();
        }
        in.data().readUTF();
        DataType type = readDataType(in);
        Shape shape = in.readShape();
        char order = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? '>' : '<';
        if (version > 2 && in.data().readByte() != order) {
            throw new IOException("the byte order of an array in it is not this machine's");
        }
        int length = in.readCount(1);
        if (length != bytes(shape, type)) {
            throw new IOException("an array in it of shape " + shape + " has " + length + " bytes");
        }
        in.skipNBytes(length);
        return shape;
    }

    private static long bytes(Shape shape, DataType type) {
        long bytes = type.getNumOfBytes();
        for (long size : shape.getShape()) {
            if (size < 0 || size > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE) {
                return -1;
            }
            bytes *= size;
        }
        return bytes;
    }

    /** Reads the name of a data type. */
    static DataType readDataType(BoundedInput in) throws IOException {
        try {
            return DataType.valueOf(in.data().readUTF());
        } catch (IllegalArgumentException e) {
            throw new IOException("it names a data type that there is not", e);
        }
    }
}
