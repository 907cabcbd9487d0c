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

import io.github.hypernet.text.Utf8Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Penn Treebank by character (Marcus, Santorini, Marcinkiewicz 1993), as T. Mikolov prepared
 * and split it: 5,017 k characters to train on, 393 k and 442 k for validation and test, 50
 * symbols.
 *
 * <p>A part is read from its character file, {@code ptb.char.train.txt}, {@code ptb.char.valid.txt}
 * or {@code ptb.char.test.txt}; where that is missing it is made from the word file, {@code
 * ptb.train.txt}, {@code ptb.valid.txt} or {@code ptb.test.txt}, which gives the same symbols.
 *
 * <p>Symbols: in a character file there is one space between two characters, and {@code _} stands
 * for the space between words. Here that is a space again, and the end of a line is a newline, so
 * that text from a model reads as text. The other 48 symbols are the letters a to z, the digits,
 * {@code N} (a number) and {@code # $ & ' * - . / < > \}. In a word file the spaces at both ends of
 * a line are no symbols.
 */
public final class PennTreebank {

    private PennTreebank() {}

    /**
     * Reads the three parts.
     *
     * @param folder the folder with the files
     * @return the corpus {@code "ptb-char"}
     * @throws IOException if files are missing, or one is no text or not of its format; the message
     *     names it
     */
    public static Corpus fromFolder(Path folder) throws IOException {
        requireParts(folder);
        String training = readPart(folder, "train");
        String validation = readPart(folder, "valid");
        String test = readPart(folder, "test");
        return Corpus.fromFiles(
                folder,
                () -> {
                    Vocabulary vocabulary = Vocabulary.ofCharacters(training + validation + test);
                    return new Corpus(
                            "ptb-char",
                            vocabulary,
                            vocabulary.encode(training),
                            vocabulary.encode(validation),
                            vocabulary.encode(test));
                });
    }

    /**
     * Lists the files that {@link #fromFolder} reads.
     *
     * @param folder the folder
     * @return the three files
     * @throws IOException if one is missing
     */
    public static List<Path> files(Path folder) throws IOException {
        requireParts(folder);
        return Stream.of("train", "valid", "test").map(part -> file(folder, part)).toList();
    }

    private static Path file(Path folder, String part) {
        Path characters = characterFile(folder, part);
        return Files.isRegularFile(characters) ? characters : wordFile(folder, part);
    }

    private static Path characterFile(Path folder, String part) {
        return folder.resolve("ptb.char." + part + ".txt");
    }

    private static Path wordFile(Path folder, String part) {
        return folder.resolve("ptb." + part + ".txt");
    }

    private static void requireParts(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    Files.exists(folder)
                            ? folder
                                    + " is no folder: name the folder that holds the files of the"
                                    + " Penn Treebank"
                            : "There is no folder " + folder);
        }
        List<String> missing = new ArrayList<>();
        for (String part : List.of("train", "valid", "test")) {
            Path characters = characterFile(folder, part);
            Path words = wordFile(folder, part);
            if (!Files.isRegularFile(characters) && !Files.isRegularFile(words)) {
                missing.add(characters.getFileName() + " (or " + words.getFileName() + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    "The Penn Treebank in "
                            + folder
                            + " is not complete: put Mikolov's "
                            + String.join(" and ", missing)
                            + " into that folder");
        }
    }

    private static String readPart(Path folder, String part) throws IOException {
        Path file = file(folder, part);
        boolean byCharacter = file.equals(characterFile(folder, part));
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : Utf8Text.read(file).stripTrailing().lines().toList()) {
            ++number;
            String content = line.strip();
            if (byCharacter) {
                appendCharacters(content, text, file, number);
            } else {
                text.append(content);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void appendCharacters(String line, StringBuilder text, Path file, int number)
            throws IOException {
        for (int i = 0; i < line.length(); ++i) {
            char character = line.charAt(i);
            boolean separator = i % 2 == 1;
            if (separator != (character == ' ')) {
                throw new IOException(
                        file
                                + " is not by character: line "
                                + number
                                + " does not have one space between two characters");
            }
            if (!separator) {
                text.append(character == '_' ? ' ' : character);
            }
        }
    }
}
