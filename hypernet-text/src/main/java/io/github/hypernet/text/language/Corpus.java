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

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A text to learn, as the ids of its symbols, in three parts that follow each other.
 *
 * @param name what the corpus is called, such as {@code "ptb-char"}
 * @param vocabulary the symbols, of all three parts
 * @param training the part to train on
 * @param validation the part to choose models by
 * @param test the part to report
 */
public record Corpus(
        String name, Vocabulary vocabulary, int[] training, int[] validation, int[] test) {

    private static final int SHORTEST = 40; // 90 % + 5 % + 5 %, two symbols each at least

    /**
     * Creates a corpus. The arrays are not copied.
     *
     * @param name what the corpus is called
     * @param vocabulary the symbols, of all three parts
     * @param training the part to train on, at least two symbols
     * @param validation the part to choose models by, at least two symbols
     * @param test the part to report, at least two symbols
     * @throws IllegalArgumentException if the text has fewer than two different symbols, or a part
     *     fewer than two symbols, so that there is nothing to predict
     */
    public Corpus {
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException(
                    "There is nothing to learn in "
                            + name
                            + ": all of its text is one symbol ("
                            + vocabulary
                            + ")");
        }
        requireLength(name, "training", training);
        requireLength(name, "validation", validation);
        requireLength(name, "test", test);
    }

    private static void requireLength(String name, String part, int[] ids) {
        if (ids.length < 2) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The %s part of %s has %d symbol(s): at least 2 are needed to predict"
                                    + " one",
                            part,
                            name,
                            ids.length));
        }
    }

    /**
     * Makes a corpus of the characters of one text, split by position: the first 90 % to train on,
     * the next 5 % for validation, the rest to test.
     *
     * @param name what the corpus is called
     * @param text the text, at least 40 characters
     * @return the corpus
     * @throws IllegalArgumentException if the text is too short or all one character
     */
    public static Corpus ofText(String name, String text) {
        int characters = text.codePointCount(0, text.length());
        requireSplit(name, characters);
        int first = text.offsetByCodePoints(0, trainingEnd(characters));
        int second = text.offsetByCodePoints(0, validationEnd(characters));
        Vocabulary vocabulary = Vocabulary.ofCharacters(text);
        return new Corpus(
                name,
                vocabulary,
                vocabulary.encode(text.substring(0, first)),
                vocabulary.encode(text.substring(first, second)),
                vocabulary.encode(text.substring(second)));
    }

    /**
     * Makes a corpus of bytes, split by position: the first 90 % to train on, the next 5 % for
     * validation, the rest to test.
     *
     * @param name what the corpus is called
     * @param bytes the bytes, at least 40
     * @return the corpus
     * @throws IllegalArgumentException if there are too few bytes or all have one value
     */
    public static Corpus ofBytes(String name, byte[] bytes) {
        requireSplit(name, bytes.length);
        int first = trainingEnd(bytes.length);
        int second = validationEnd(bytes.length);
        Vocabulary vocabulary = Vocabulary.ofBytes(bytes);
        return new Corpus(
                name,
                vocabulary,
                vocabulary.encode(Arrays.copyOf(bytes, first)),
                vocabulary.encode(Arrays.copyOfRange(bytes, first, second)),
                vocabulary.encode(Arrays.copyOfRange(bytes, second, bytes.length)));
    }

    private static void requireSplit(String name, int symbols) {
        if (symbols < SHORTEST) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is too short to split into training, validation and test: it has %d"
                                    + " symbol(s), at least %d are needed",
                            name,
                            symbols,
                            SHORTEST));
        }
    }

    private static int trainingEnd(int symbols) {
        return (int) (symbols * 90L / 100);
    }

    private static int validationEnd(int symbols) {
        return trainingEnd(symbols) + (int) (symbols * 5L / 100);
    }

    /** Makes a corpus of what files hold: what is wrong with it is wrong with the files. */
    static Corpus fromFiles(Object source, Supplier<Corpus> maker) throws IOException {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + " (" + source + ")", e);
        }
    }

    /** Returns the name, the sizes and the vocabulary, in one printable line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d + %,d + %,d symbols of %s",
                name,
                training.length,
                validation.length,
                test.length,
                vocabulary);
    }
}
