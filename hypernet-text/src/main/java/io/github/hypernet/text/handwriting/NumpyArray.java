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
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** An array of numpy, as a pickle describes it: of numbers, or of objects. */
final class NumpyArray {

    /** The type of an array's elements. */
    static final class Type {

        private final String name; // kind and bytes, such as "i2" or "f8"
        private boolean bigEndian;

        Type(String name) {
            this.name = name;
        }

        /** Takes what numpy's dtype.__setstate__ takes: version, byte order and more. */
        void setState(Object[] state) {
            bigEndian = ">".equals(state[1]);
        }

        private int bytes() {
            return Integer.parseInt(name.substring(1));
        }

        private float number(ByteBuffer buffer, int offset) {
            return switch (name) {
                case "i1" -> buffer.get(offset);
                case "u1", "b1" -> buffer.get(offset) & 0xff;
                case "i2" -> buffer.getShort(offset);
                case "u2" -> buffer.getShort(offset) & 0xffff;
                case "i4" -> buffer.getInt(offset);
                case "i8" -> buffer.getLong(offset);
                case "f4" -> buffer.getFloat(offset);
                case "f8" -> (float) buffer.getDouble(offset);
                default ->
                        throw new IllegalArgumentException("its numbers are of the type " + name);
            };
        }
    }

    private Object[] shape;
    private Type type;
    private boolean columnsFirst;
    private Object data;

    /** Takes what numpy's ndarray.__setstate__ takes: version, shape, type, order and data. */
    void setState(Object[] state) {
        shape = (Object[]) state[1];
        type = (Type) state[2];
        columnsFirst = (Boolean) state[3];
        data = state[4];
    }

    /** Returns the elements of an array of objects. */
    List<?> objects() {
        return (List<?>) data;
    }

    /**
     * Returns the rows of a matrix of numbers.
     *
     * @throws IllegalArgumentException if it is none of so many columns; the message says what it
     *     is
     */
    float[][] rows(int columns) {
        if (shape.length != 2 || ((Number) shape[1]).intValue() != columns) {
            throw new IllegalArgumentException(
                    "it is an array of the shape " + List.of(shape) + ", not [n, " + columns + "]");
        }
        int count = ((Number) shape[0]).intValue();
        // Python 2 pickles bytes as text
        byte[] bytes =
                data instanceof String text
                        ? text.getBytes(StandardCharsets.ISO_8859_1)
                        : (byte[]) data;
        int size = type.bytes();
        if (bytes.length != (long) count * columns * size) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "it has %,d bytes of data, not %,d",
                            bytes.length,
                            (long) count * columns * size));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.order(type.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[][] rows = new float[count][columns];
        for (int row = 0; row < count; ++row) {
            for (int column = 0; column < columns; ++column) {
                int place = columnsFirst ? column * count + row : row * columns + column;
                rows[row][column] = type.number(buffer, place * size);
            }
        }
        return rows;
    }
}
