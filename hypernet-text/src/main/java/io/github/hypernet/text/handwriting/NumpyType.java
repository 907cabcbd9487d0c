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

/** The type of the elements of an array of numpy: numbers of some kind and size, or objects. */
final class NumpyType {

    private final String name; // kind and bytes, such as "i2" or "f8"
    private boolean bigEndian;

    /** Creates a type of a name without byte order, such as {@code i2}. */
    NumpyType(String name) {
        this.name = name;
    }

    /** Makes a type of what a header says, such as {@code <i2}. */
    static NumpyType ofHeader(String text) {
        boolean hasOrder = text.matches("(?s)[<>|=].*");
        NumpyType type = new NumpyType(hasOrder ? text.substring(1) : text);
        type.bigEndian = text.startsWith(">");
        return type;
    }

    /** Takes what numpy's dtype.__setstate__ takes: version, byte order and more. */
    void setState(Object[] state) {
        bigEndian = ">".equals(state[1]);
    }

    /** Returns whether the elements are objects. */
    boolean isObject() {
        return name.startsWith("O");
    }

    /**
     * Returns how many bytes an element takes.
     *
     * @throws IllegalArgumentException if it is no number that is read
     */
    int bytes() {
        return switch (name) {
            case "b1", "i1", "u1" -> 1;
            case "i2", "u2", "f2" -> 2;
            case "i4", "u4", "f4" -> 4;
            case "i8", "u8", "f8" -> 8;
            default ->
                    throw new IllegalArgumentException(
                            "its numbers are of the type " + Quoted.plain(name));
        };
    }

    ByteOrder order() {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Reads a number. */
    float number(ByteBuffer buffer, int offset) {
        return switch (name) {
            case "i1" -> buffer.get(offset);
            case "b1", "u1" -> buffer.get(offset) & 0xff;
            case "i2" -> buffer.getShort(offset);
            case "u2" -> buffer.getShort(offset) & 0xffff;
            case "i4" -> buffer.getInt(offset);
            case "u4" -> Integer.toUnsignedLong(buffer.getInt(offset));
            case "i8" -> buffer.getLong(offset);
            case "u8" -> unsigned(buffer.getLong(offset));
            case "f2" -> half(buffer.getShort(offset));
            case "f4" -> buffer.getFloat(offset);
            default -> (float) buffer.getDouble(offset);
        };
    }

    private static float unsigned(long bits) {
        // a lost last bit is far below what a float tells apart
        return bits >= 0 ? bits : (float) (bits >>> 1) * 2;
    }

    /** Converts a float of 16 bits: a sign, 5 of exponent, 10 of mantissa. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((float) mantissa, -24);
        } else {
            size = Math.scalb((float) (mantissa | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
