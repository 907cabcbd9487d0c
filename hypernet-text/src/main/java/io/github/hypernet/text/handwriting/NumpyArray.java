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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An array of numpy: of numbers, or of objects. What a file says of its sizes is compared with the
 * data that is there before anything is made of it.
 */
final class NumpyArray {

    private Object[] sizes;
    private NumpyType type;
    private boolean columnsFirst;
    private Object data; // bytes, their text, or a list of objects

    /** Takes what numpy's ndarray.__setstate__ takes: version, shape, type, order and data. */
    void setState(Object[] state) {
        sizes = (Object[]) state[1];
        type = (NumpyType) state[2];
        columnsFirst = (Boolean) state[3];
        // Python 2 pickles bytes as text
        data =
                state[4] instanceof String text
                        ? text.getBytes(StandardCharsets.ISO_8859_1)
                        : state[4];
    }

    /** Makes an array of numbers. */
    static NumpyArray of(Object[] sizes, NumpyType type, boolean columnsFirst, byte[] bytes) {
        NumpyArray array = new NumpyArray();
        array.setState(new Object[] {1, sizes, type, columnsFirst, bytes});
        return array;
    }

    /**
     * Returns the sizes of the axes.
     *
     * @throws IllegalArgumentException if they are not those of the data
     */
    long[] shape() {
        if (sizes == null) {
            throw new IllegalArgumentException("it is an array without a shape");
        }
        long[] shape = new long[sizes.length];
        for (int i = 0; i < shape.length; ++i) {
            boolean whole = sizes[i] instanceof Integer || sizes[i] instanceof Long;
            shape[i] = whole ? ((Number) sizes[i]).longValue() : -1;
            if (shape[i] < 0) {
                throw new IllegalArgumentException("the sizes of its shape are no sizes");
            }
        }
        double count = 1; // a product of sizes may be beyond any whole number
        for (long size : shape) {
            count *= size;
        }
        boolean objects = type.isObject();
        double expected = objects ? count : count * type.bytes();
        double actual = objects ? ((List<?>) data).size() : ((byte[]) data).length;
        if (expected != actual) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "it has %,.0f %s, where its shape %s says %,.0f",
                            actual,
                            objects ? "objects" : "bytes of data",
                            Arrays.toString(shape),
                            expected));
        }
        return shape;
    }

    boolean isOfObjects() {
        return type.isObject();
    }

    /** Returns an element of an array of one axis. */
    Object object(long index) {
        return ((List<?>) data).get((int) index);
    }

    /**
     * Returns the rows of a matrix of numbers.
     *
     * @throws IllegalArgumentException if it is none of so many columns; the message says what it
     *     is
     */
    float[][] rows(int columns) {
        long[] shape = shape();
        if (shape.length != 2 || shape[1] != columns) {
            throw new IllegalArgumentException(
                    "it is an array of the shape "
                            + Arrays.toString(shape)
                            + ", not [n, "
                            + columns
                            + "]");
        }
        return rows(0, new long[] {1, shape[0], shape[1]});
    }

    /** Returns the rows of one of the matrices of an array of three axes. */
    float[][] rows(int matrix, long[] shape) {
        long count = shape[0];
        int rowCount = (int) shape[1];
        int columns = (int) shape[2];
        ByteBuffer buffer =
                isOfObjects() ? null : ByteBuffer.wrap((byte[]) data).order(type.order());
        float[][] rows = new float[rowCount][columns];
        for (int row = 0; row < rowCount; ++row) {
            for (int column = 0; column < columns; ++column) {
                long place =
                        columnsFirst
                                ? ((long) column * rowCount + row) * count + matrix
                                : ((long) matrix * rowCount + row) * columns + column;
                rows[row][column] =
                        buffer == null
                                ? ((Number) object(place)).floatValue()
                                : type.number(buffer, (int) place * type.bytes());
            }
        }
        return rows;
    }
}
