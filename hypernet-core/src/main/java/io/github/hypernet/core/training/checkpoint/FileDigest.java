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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a file of data was.
 *
 * @param size its bytes
 * @param changed when its content or attributes were changed; where the system does not keep that,
 *     when it was modified
 * @param sha256 the hash of its content
 */
record FileDigest(long size, Instant changed, String sha256) {

    private static final String UNIX = "unix";
    private static final Pattern ROW = Pattern.compile("\\d{1,18} \\S+Z [0-9a-f]{64}");
    // what a file system's clock may be coarse or late by
    private static final Duration DOUBT = Duration.ofSeconds(2);
    private static final int BUFFER = 1 << 16;

    /** Takes the digests of files, on all processors, by their names in a folder. */
    static Map<String, FileDigest> ofAll(
            Path root, Collection<Path> files, Map<String, FileDigest> known) throws IOException {
        Map<String, FileDigest> digests = new ConcurrentHashMap<>();
        try {
            files.parallelStream()
                    .forEach(
                            file -> {
                                String name = name(root, file);
                                digests.put(name, of(file, known.get(name)));
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return digests;
    }

    private static String name(Path root, Path file) {
        Path from = root.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        Path name = from.equals(to) ? to.getFileName() : from.relativize(to);
        return name.toString().replace(name.getFileSystem().getSeparator(), "/");
    }

    private static FileDigest of(Path file, FileDigest known) {
        try {
            long size = Files.readAttributes(file, BasicFileAttributes.class).size();
            Instant changed = changed(file);
            return known != null && known.size == size && known.changed.equals(changed)
                    ? known
                    : new FileDigest(size, changed, hash(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant changed(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains(UNIX);
        // the time of modification can be set back, by cp -p for one
        FileTime time =
                unix
                        ? (FileTime) Files.getAttribute(file, UNIX + ":ctime")
                        : Files.getLastModifiedTime(file);
        return time.toInstant();
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    static boolean isSound(String row) {
        return row != null && ROW.matcher(row).matches();
    }

    static FileDigest parse(String row) {
        String[] cells = row.split(" ");
        return new FileDigest(Long.parseLong(cells[0]), Instant.parse(cells[1]), cells[2]);
    }

    boolean isOlderThan(Instant time) {
        return changed.plus(DOUBT).isBefore(time);
    }

    boolean hasContentOf(FileDigest other) {
        return size == other.size && sha256.equals(other.sha256);
    }

    /** Returns the row that {@link #parse} reads. */
    @Override
    public String toString() {
        return size + " " + changed + " " + sha256;
    }
}
