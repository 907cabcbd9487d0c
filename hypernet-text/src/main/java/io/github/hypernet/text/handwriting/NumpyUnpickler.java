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

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ByteArrayConstructor;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads pickles of numpy arrays. A pickle may name any function of Python to call; here only those
 * that make an array are known, and any other is refused by its name. Nor is there anything in a
 * pickle of an array but numbers, texts, bytes, tuples and lists; the library would hash keys of
 * sets and dictionaries that hold themselves, and make room for any length.
 */
final class NumpyUnpickler extends Unpickler {

    private static final int LONGEST_NUMBER = 100; // digits
    // bytes and texts, with the bytes of the length before them
    private static final Map<Short, Integer> LENGTH_BYTES =
            Map.of(
                    Opcodes.SHORT_BINSTRING, 1,
                    Opcodes.SHORT_BINBYTES, 1,
                    Opcodes.SHORT_BINUNICODE, 1,
                    Opcodes.BINSTRING, 4,
                    Opcodes.BINBYTES, 4,
                    Opcodes.BINUNICODE, 4,
                    Opcodes.BINBYTES8, 8,
                    Opcodes.BINUNICODE8, 8,
                    Opcodes.BYTEARRAY8, 8);
    private static final Set<Short> NUMBERS_IN_LINES =
            Set.of(Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT, Opcodes.GET, Opcodes.PUT);
    private static final Set<Short> OTHERS =
            Set.of(
                    Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.MARK,
                    Opcodes.STOP,
                    Opcodes.POP,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.STRING,
                    Opcodes.UNICODE,
                    Opcodes.TUPLE,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.LIST,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.REDUCE,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE);
    private static final Map<String, IObjectConstructor> CONSTRUCTORS =
            Map.of(
                    "numpy.core.multiarray._reconstruct", arguments -> new NumpyArray(),
                    "numpy._core.multiarray._reconstruct", arguments -> new NumpyArray(),
                    // only ever an argument of the above
                    "numpy.ndarray", arguments -> new NumpyArray(),
                    "numpy.dtype", arguments -> new NumpyType((String) arguments[0]),
                    "numpy.core.numeric._frombuffer", NumpyUnpickler::ofBuffer,
                    "numpy._core.numeric._frombuffer", NumpyUnpickler::ofBuffer,
                    // how Python 3 writes bytes for Python 2
                    "_codecs.encode", new ByteArrayConstructor());

    private final String name;

    private static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Creates an unpickler.
     *
     * @param name what messages call the pickle
     */
    NumpyUnpickler(String name) {
        this.name = name;
    }

    /**
     * Reads an array.
     *
     * @throws IOException if the pickle is of something else, or is damaged; the message names it
     */
    NumpyArray read(byte[] pickle) throws IOException {
        try {
            return (NumpyArray) loads(pickle);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the library meets damage with exceptions of many kinds
            throw new IOException(name + " is damaged: it is no pickle of an array", e);
        }
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        switch (key) {
            case Opcodes.GLOBAL -> {
                String module = PickleUtils.readline(input);
                stack.add(constructor(module, PickleUtils.readline(input)));
            }
            case Opcodes.STACK_GLOBAL -> {
                Object function = stack.pop();
                stack.add(constructor((String) stack.pop(), (String) function));
            }
            case Opcodes.INST -> {
                String module = PickleUtils.readline(input);
                throw refused(module + "." + PickleUtils.readline(input));
            }
            case Opcodes.BUILD -> build((Object[]) stack.pop());
            default -> {
                check(key);
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    /** Refuses what no array is made of, and lengths that the pickle does not have. */
    private void check(short key) throws IOException {
        if (LENGTH_BYTES.containsKey(key)) {
            checkLength(LENGTH_BYTES.get(key));
        } else if (NUMBERS_IN_LINES.contains(key)) {
            checkLine();
        } else if (!OTHERS.contains(key)) {
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "%s is refused: its pickle asks for what no array is made of (the"
                                    + " opcode 0x%02x)",
                            name,
                            key));
        }
    }

    /** Checks the length that stands before bytes or text, before room is made for it. */
    private void checkLength(int bytes) throws IOException {
        input.mark(bytes);
        byte[] digits = input.readNBytes(bytes); // the lowest first
        BigInteger length = BigInteger.ZERO;
        for (int i = digits.length - 1; i >= 0; --i) {
            length = length.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(digits[i] & 0xff));
        }
        if (length.compareTo(BigInteger.valueOf(input.available())) > 0) {
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "%s is damaged: %,d bytes should follow where %,d are left",
                            name,
                            length,
                            input.available()));
        }
        input.reset();
    }

    private void checkLine() throws IOException {
        input.mark(LONGEST_NUMBER);
        boolean ends = new String(input.readNBytes(LONGEST_NUMBER), ISO_8859_1).contains("\n");
        input.reset();
        if (!ends) {
            throw new RefusedException(name + " is damaged: it has a number without an end");
        }
    }

    private IObjectConstructor constructor(String module, String function) throws IOException {
        String path = module + "." + function;
        IObjectConstructor constructor = CONSTRUCTORS.get(path);
        if (constructor == null) {
            throw refused(path);
        }
        return constructor;
    }

    /** Makes an array as the protocol 5 does: of bytes, type, shape and order. */
    private static NumpyArray ofBuffer(Object[] arguments) {
        return NumpyArray.of(
                (Object[]) arguments[2],
                (NumpyType) arguments[1],
                "F".equals(arguments[3]),
                (byte[]) arguments[0]);
    }

    private IOException refused(String path) {
        return new RefusedException(
                name
                        + " is refused: its pickle asks for Python's "
                        + Quoted.plain(path)
                        + ", and only arrays of numpy are read");
    }

    private void build(Object[] state) {
        if (stack.peek() instanceof NumpyArray array) {
            array.setState(state);
        } else {
            ((NumpyType) stack.peek()).setState(state);
        }
    }
}
