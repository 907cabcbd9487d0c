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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file, or a folder of files, that is there only while another file is written: in the same
 * folder, and under a name that nobody else has, so that it is never a user's file or a link.
 *
 * @param path the file or folder, which is not made yet
 */
record TemporaryEntry(Path path) implements AutoCloseable {

    private static final Pattern NAME =
            Pattern.compile("\\.hypernet-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private static final Pattern EARLIER_NAME = Pattern.compile("\\.(.+-0000\\.params)\\.tmp");

    /** Names an entry in the folder of a file. */
    static TemporaryEntry beside(Path file) {
        return new TemporaryEntry(file.resolveSibling(".hypernet-" + UUID.randomUUID() + ".tmp"));
    }

    /** Deletes the entry, if it is still there. */
    @Override
    public void close() throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : list(path)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(path);
    }

    /**
     * Deletes what a process that was killed has left in a folder.
     *
     * @param folder a folder that nobody writes to at present, or none
     */
    static void deleteLeftovers(Path folder) {
        try {
            for (Path entry : Files.isDirectory(folder) ? list(folder) : List.<Path>of()) {
                String name = entry.getFileName().toString();
                if (NAME.matcher(name).matches() || isOfEarlierVersion(entry, name)) {
                    new TemporaryEntry(entry).close();
                }
            }
        } catch (IOException e) {
            // it stays: it is in nobody's way
        }
    }

    /** Earlier versions saved a model in a folder of its file's name. */
    private static boolean isOfEarlierVersion(Path entry, String name) throws IOException {
        Matcher matcher = EARLIER_NAME.matcher(name);
        return matcher.matches()
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && list(entry).stream().allMatch(file -> file.endsWith(matcher.group(1)));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
