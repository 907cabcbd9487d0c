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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of numpy (.npy): a header that says type, order and shape, and the data. */
final class NumpyFileFormat {

    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LENGTH_AT = MAGIC.length + 2;
    private static final int MOST_AXES = 32;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9L,\\s]*)\\)");

    private NumpyFileFormat() {}

    /**
     * Reads an array.
     *
     * @param name what messages call it
     * @throws IOException if it is none, or damaged
     */
    static NumpyArray read(String name, byte[] bytes) throws IOException {
        int begin = dataBegin(bytes);
        if (begin < 0) {
            throw new IOException(name + " is no array of numpy");
        }
        String header = new String(bytes, 0, begin, StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !order.find() || !shape.find()) {
            String text = header.substring(LENGTH_AT).strip();
            throw new IOException(
                    name + " is no array of drawings: its header is " + Quoted.of(text));
        }
        Object[] sizes = sizes(name, shape.group(1));
        byte[] data = Arrays.copyOfRange(bytes, begin, bytes.length);
        NumpyType elements = NumpyType.ofHeader(type.group(1));
        try {
            if (!elements.isObject()) {
                boolean columnsFirst = order.group(1).equals("True");
                return NumpyArray.of(sizes, elements, columnsFirst, data);
            }
            NumpyArray array = new NumpyUnpickler(name).read(data);
            long[] expected = Arrays.stream(sizes).mapToLong(size -> (Long) size).toArray();
            if (!Arrays.equals(expected, array.shape())) {
                throw new IOException(
                        name
                                + " is damaged: its header says the shape "
                                + Arrays.toString(expected)
                                + ", its pickle "
                                + Arrays.toString(array.shape()));
            }
            return array;
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException(name + " is damaged: its pickle is no whole array", e);
        }
    }

    /** Returns where the data begins; -1 if it is no file of numpy. */
    private static int dataBegin(byte[] bytes) {
        if (bytes.length <= LENGTH_AT + 4
                || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            return -1;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = bytes[MAGIC.length] == 1;
        int begin = LENGTH_AT + (first ? 2 : 4);
        int length = first ? buffer.getShort(LENGTH_AT) & 0xffff : buffer.getInt(LENGTH_AT);
        return length > 0 && length <= bytes.length - begin ? begin + length : -1;
    }

    private static Object[] sizes(String name, String text) throws IOException {
        String[] numbers = text.replaceAll("[L\\s]", "").split(",");
        if (numbers.length > MOST_AXES) {
            throw new IOException(
                    name + " is damaged: its header says " + numbers.length + " axes");
        }
        Object[] sizes = new Object[numbers.length];
        for (int i = 0; i < sizes.length; ++i) {
            try {
                sizes[i] = Long.valueOf(numbers[i]);
            } catch (NumberFormatException e) {
                throw new IOException(
                        name + " is damaged: its header says the size " + Quoted.of(numbers[i]), e);
            }
        }
        return sizes;
    }
}
