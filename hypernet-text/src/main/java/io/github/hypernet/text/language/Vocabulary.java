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
package io.github.hypernet.text.language;

import ai.djl.util.JsonUtils;

import io.github.hypernet.core.training.checkpoint.AtomicFile;
import io.github.hypernet.core.training.checkpoint.JsonFile;
import io.github.hypernet.text.Utf8Text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The symbols of a text and their ids, 0 to size - 1, in the order of the symbols' values.
 *
 * <p>There are two kinds: the symbols of one are characters, that is Unicode code points; those of
 * the other are bytes, 0 to 255, of a text in UTF-8. Two vocabularies of one kind with the same
 * symbols are equal.
 */
public final class Vocabulary {

    private static final String CHARACTERS = "characters";
    private static final String BYTES = "bytes";
    private static final int PRINTED = 64;

    /** A vocabulary as it stands in a file. */
    private record Stored(String kind, int[] symbols) {

        private static boolean isCharacter(int symbol) {
            return symbol <= Character.MAX_CODE_POINT
                    && Character.getType(symbol) != Character.SURROGATE;
        }

        boolean isSound() {
            if (symbols == null || symbols.length == 0 || symbols[0] < 0) {
                return false;
            }
            for (int i = 1; i < symbols.length; ++i) {
                if (symbols[i] <= symbols[i - 1]) {
                    return false;
                }
            }
            return CHARACTERS.equals(kind) && Arrays.stream(symbols).allMatch(Stored::isCharacter)
                    || BYTES.equals(kind) && symbols[symbols.length - 1] <= 0xff;
        }
    }

    private final boolean bytes;
    private final int[] symbols;
    private final int[] ids; // by symbol; -1: no such symbol

    private Vocabulary(boolean bytes, int[] symbols) {
        if (symbols.length == 0) {
            throw new IllegalArgumentException("An empty text has no vocabulary");
        }
        this.bytes = bytes;
        this.symbols = symbols;
        ids = new int[symbols[symbols.length - 1] + 1];
        Arrays.fill(ids, -1);
        for (int id = 0; id < symbols.length; ++id) {
            ids[symbols[id]] = id;
        }
    }

    /**
     * Makes the vocabulary of the characters of a text.
     *
     * @param text the text
     * @return its distinct code points
     * @throws IllegalArgumentException if the text is empty
     */
    public static Vocabulary ofCharacters(String text) {
        BitSet found = new BitSet();
        text.codePoints().forEach(found::set);
        return new Vocabulary(false, found.stream().toArray());
    }

    /**
     * Makes the vocabulary of some bytes.
     *
     * @param bytes the bytes
     * @return their distinct values, 0 to 255
     * @throws IllegalArgumentException if there are none
     */
    public static Vocabulary ofBytes(byte[] bytes) {
        BitSet found = new BitSet();
        for (byte value : bytes) {
            found.set(value & 0xff);
        }
        return new Vocabulary(true, found.stream().toArray());
    }

    /**
     * Returns the number of symbols.
     *
     * @return the number of symbols
     */
    public int size() {
        return symbols.length;
    }

    /**
     * Tells the kind.
     *
     * @return whether the symbols are bytes; otherwise they are characters
     */
    public boolean isBytes() {
        return bytes;
    }

    /**
     * Tells whether a text can be encoded.
     *
     * @param text the text
     * @return whether all of it is among the symbols
     */
    public boolean contains(String text) {
        if (!bytes) {
            return text.codePoints().allMatch(symbol -> find(symbol) >= 0);
        }
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            if (find(value & 0xff) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the ids of a text: one a character or, where the symbols are bytes, one a byte of the
     * text in UTF-8.
     *
     * @param text the text
     * @return the ids
     * @throws IllegalArgumentException if a character, or one of its bytes, is no symbol
     */
    public int[] encode(String text) {
        if (bytes) {
            return encodeUtf8(text);
        }
        int[] encoded = new int[text.codePointCount(0, text.length())];
        for (int i = 0, offset = 0; i < encoded.length; ++i) {
            int character = text.codePointAt(offset);
            offset += Character.charCount(character);
            encoded[i] = find(character);
            if (encoded[i] < 0) {
                throw unknown(describe(character), i);
            }
        }
        return encoded;
    }

    private int[] encodeUtf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int[] encoded = new int[utf8.length];
        int position = -1;
        for (int i = 0; i < utf8.length; ++i) {
            position += (utf8[i] & 0xc0) == 0x80 ? 0 : 1; // a character's later bytes are 10xxxxxx
            encoded[i] = find(utf8[i] & 0xff);
            if (encoded[i] < 0) {
                int character = text.codePointAt(text.offsetByCodePoints(0, position));
                String what = String.format(Locale.ROOT, "byte 0x%02X of the ", utf8[i] & 0xff);
                throw unknown(what + describe(character), position);
            }
        }
        return encoded;
    }

    /**
     * Returns the ids of bytes.
     *
     * @param values the bytes
     * @return an id for each
     * @throws IllegalArgumentException if a byte is no symbol, or the symbols are characters
     */
    public int[] encode(byte[] values) {
        if (!bytes) {
            throw new IllegalArgumentException(
                    "The symbols of this vocabulary are characters: it encodes text, not bytes");
        }
        int[] encoded = new int[values.length];
        for (int i = 0; i < values.length; ++i) {
            encoded[i] = find(values[i] & 0xff);
            if (encoded[i] < 0) {
                throw unknown(String.format(Locale.ROOT, "byte 0x%02X", values[i] & 0xff), i);
            }
        }
        return encoded;
    }

    private int find(int symbol) {
        return symbol < ids.length ? ids[symbol] : -1;
    }

    private IllegalArgumentException unknown(String what, int position) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "The %s at position %,d (from 0) is not among the %d symbols of the"
                                + " vocabulary",
                        what,
                        position,
                        symbols.length));
    }

    private static String describe(int character) {
        return Character.isISOControl(character)
                ? String.format(Locale.ROOT, "character U+%04X", character)
                : String.format(
                        Locale.ROOT,
                        "character '%s' (U+%04X)",
                        Character.toString(character),
                        character);
    }

    /**
     * Returns the text of ids. Where the symbols are bytes, it is decoded as a whole, and what is
     * malformed UTF-8 becomes U+FFFD.
     *
     * @param encoded the ids
     * @return the text
     * @throws IllegalArgumentException if an id is not 0 to size - 1
     */
    public String decode(int... encoded) {
        SymbolDecoder decoder = newDecoder();
        StringBuilder text = new StringBuilder(encoded.length);
        for (int id : encoded) {
            text.append(decoder.next(id));
        }
        return text.append(decoder.finish()).toString();
    }

    /**
     * Returns a decoder that takes one id at a time, to print a text as it is made.
     *
     * @return a decoder at the begin of a text
     */
    public SymbolDecoder newDecoder() {
        return new SymbolDecoder(this);
    }

    /** Returns the code point or byte of an id. */
    int symbol(int id) {
        if (id < 0 || id >= symbols.length) {
            throw new IllegalArgumentException(
                    "The id " + id + " is none of this vocabulary, 0 to " + (symbols.length - 1));
        }
        return symbols[id];
    }

    /**
     * Writes the vocabulary as JSON: its kind, {@code "characters"} or {@code "bytes"}, and the
     * values of its symbols. The file is written whole or not at all.
     *
     * @param file the file, which is replaced
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Stored stored = new Stored(bytes ? BYTES : CHARACTERS, symbols);
        String json = JsonUtils.GSON_COMPACT.toJson(stored) + "\n";
        AtomicFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a vocabulary that {@link #write} wrote.
     *
     * @param file the file
     * @return the vocabulary
     * @throws IOException if the file cannot be read, or holds something else or less
     */
    public static Vocabulary read(Path file) throws IOException {
        Utf8Text.read(file); // names the line where it is no text
        Stored stored = JsonFile.read(file, Stored.class, "a vocabulary", Stored::isSound);
        return new Vocabulary(BYTES.equals(stored.kind), stored.symbols);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that
                && bytes == that.bytes
                && Arrays.equals(symbols, that.symbols);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(symbols) * 2 + (bytes ? 1 : 0);
    }

    /** Returns the kind, the size and the first symbols, in one printable line. */
    @Override
    public String toString() {
        String first =
                Arrays.stream(symbols)
                        .limit(PRINTED)
                        .mapToObj(this::print)
                        .collect(Collectors.joining(bytes ? " " : ""));
        return String.format(
                Locale.ROOT,
                "%d %s: %s%s",
                symbols.length,
                bytes ? BYTES : CHARACTERS,
                first,
                symbols.length > PRINTED ? "..." : "");
    }

    private String print(int symbol) {
        if (bytes) {
            return String.format(Locale.ROOT, "%02x", symbol);
        }
        boolean printable = Character.isDefined(symbol) && !Character.isISOControl(symbol);
        return printable
                ? Character.toString(symbol)
                : String.format(Locale.ROOT, "\\u%04x", symbol);
    }
}
