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
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Corpora of one's own: any text in UTF-8, by character. The first 90 % are to train on, the next 5
 * % for validation, the rest to test.
 *
 * <p>Of a folder all files are read, those of its subfolders too, but no hidden ones (whose name,
 * or folder's name, begins with a dot); sorted by path, one right after the other. Line ends stay
 * as they are; a byte order mark is dropped.
 */
public final class TextFiles {

    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    private TextFiles() {}

    /**
     * Reads a file or a folder.
     *
     * @param path the file or folder; its name is the corpus's
     * @return the corpus
     * @throws IOException if there is no such file, one is no text (malformed UTF-8 or a zero byte;
     *     the message names the file, line and byte), or the text is too short (40 characters at
     *     least) or all one character
     */
    public static Corpus read(Path path) throws IOException {
        List<Path> files = list(path);
        requireMemory(path, files);
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Utf8Text.read(file));
        }
        String name = path.toRealPath().toFile().getName();
        return Corpus.fromFiles(path, () -> Corpus.ofText(name, text.toString()));
    }

    private static void requireMemory(Path path, List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        if (size > MOST_BYTES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is too large: it has %,d bytes of text, at most %,d can be read",
                            path,
                            size,
                            MOST_BYTES));
        }
    }

    /**
     * Lists the files that {@link #read} reads, in its order.
     *
     * @param path the file or folder
     * @return the files, at least one
     * @throws IOException if there is none, or a folder cannot be read
     */
    public static List<Path> list(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new IOException(
                    Files.exists(path)
                            ? path + " is neither a file nor a folder"
                            : "There is no file or folder " + path);
        }
        try (Stream<Path> found = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files =
                    found.filter(Files::isRegularFile)
                            .filter(file -> !isHidden(path.relativize(file)))
                            .sorted(Comparator.comparing(file -> slashed(path.relativize(file))))
                            .toList();
            if (files.isEmpty()) {
                throw new IOException("There are no files in the folder " + path);
            }
            return files;
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "Cannot read the folder " + path + ": " + reason(e.getCause()), e);
        }
    }

    private static String reason(IOException problem) {
        if (problem instanceof FileSystemLoopException loop) {
            return loop.getFile() + " is a link to a folder that it is in";
        }
        return problem instanceof AccessDeniedException denied
                ? "there is no permission to read " + denied.getFile()
                : problem.toString();
    }

    private static boolean isHidden(Path relative) {
        return slashed(relative).matches("(.*/)?[.].*");
    }

    private static String slashed(Path relative) {
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }
}
