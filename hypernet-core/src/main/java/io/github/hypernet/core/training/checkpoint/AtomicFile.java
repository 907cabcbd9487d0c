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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are whole or absent: written beside their place, forced to disk, then moved there.
 * What was there before stays until then, and where writing fails.
 *
 * <p>Where the name is a symbolic link, the file that it leads to is written so, and the link
 * stays. What is no file, such as a device or a pipe, is written to directly.
 */
public final class AtomicFile {

    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the file's bytes.
         *
         * @param out where to; closed by the caller
         * @throws IOException if it fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, whole or not at all. Folders that are missing are made.
     *
     * @param file the file, which is replaced if it exists
     * @param content writes the bytes
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void write(Path file, Content content) throws IOException {
        try {
            Path place = place(file);
            if (Files.exists(place) && !Files.isRegularFile(place)) {
                write(content, place, StandardOpenOption.WRITE);
                return;
            }
            try (TemporaryEntry temporary = TemporaryEntry.beside(place)) {
                write(
                        content,
                        temporary.path(),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                install(temporary.path(), place);
            }
        } catch (IOException e) {
            throw new IOException("Cannot write " + file + ": " + reason(e), e);
        }
    }

    private static void write(Content content, Path file, StandardOpenOption... options)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file, options)) {
            content.writeTo(out);
        }
    }

    /** Makes a folder and those above it, where they are missing. */
    static void makeFolder(Path folder) throws IOException {
        // createDirectories refuses a link to a folder
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** Follows symbolic links to where a file is, or will be; makes its folder. */
    static Path place(Path file) throws IOException {
        Path place = file;
        for (int links = 0; Files.isSymbolicLink(place); ++links) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        makeFolder(place.getParent());
        return place;
    }

    /** Moves a file that is written to its place, both forced to disk. */
    static void install(Path written, Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, place, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder(place.toAbsolutePath().getParent());
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every platform opens folders; there the file system orders its writes itself
        }
    }

    /** Says why a file cannot be read or written, for a sentence. */
    static String reason(IOException e) {
        if (!(e instanceof FileSystemException failure)) {
            return e.getMessage() == null ? "it ends too early" : e.getMessage();
        }
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileSystemLoopException) {
            return "its links go in a circle";
        }
        // NoSuchFileException: also where a parent does not take folders, such as in /proc
        return failure.getFile() + " cannot be made there; name another place";
    }
}
