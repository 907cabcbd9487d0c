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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The two corpora of M. Mahoney's compression benchmark (http://mattmahoney.net/dc/textdata.html),
 * 100,000,000 bytes of the English Wikipedia of 2006 each. The first 90 million are to train on,
 * the next 5 million for validation, the last 5 million to test.
 *
 * <p>They are large: the ids take 400 MB of memory, and the bytes 200 MB more while they are read.
 */
public final class Wikipedia {

    private static final int LENGTH = 100_000_000;

    private Wikipedia() {}

    /**
     * Reads enwik8: XML as it is, by byte; 205 symbols.
     *
     * @param path the file {@code enwik8}, {@code enwik8.zip} which holds it, or a folder with
     *     either
     * @return the corpus {@code "enwik8"}
     * @throws IOException if there is no such file, it is damaged, or it does not have 100,000,000
     *     bytes
     */
    public static Corpus enwik8(Path path) throws IOException {
        byte[] bytes = read(path, "enwik8");
        return Corpus.fromFiles(path, () -> Corpus.ofBytes("enwik8", bytes));
    }

    /**
     * Reads text8: nothing but the letters a to z and single spaces; 27 symbols.
     *
     * @param path the file {@code text8}, {@code text8.zip} which holds it, or a folder with either
     * @return the corpus {@code "text8"}
     * @throws IOException if there is no such file, it is damaged, it does not have 100,000,000
     *     bytes, or it has other characters
     */
    public static Corpus text8(Path path) throws IOException {
        byte[] bytes = read(path, "text8");
        for (int i = 0; i < bytes.length; ++i) {
            if (bytes[i] != ' ' && (bytes[i] < 'a' || bytes[i] > 'z')) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s is not text8: byte %,d (from 0) is 0x%02x, no space and no"
                                        + " letter a to z",
                                path,
                                i,
                                bytes[i]));
            }
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return Corpus.fromFiles(path, () -> Corpus.ofText("text8", text));
    }

    /**
     * Finds the file that {@link #enwik8} reads.
     *
     * @param path the file, or its folder
     * @return the file
     * @throws IOException if there is none
     */
    public static Path enwik8File(Path path) throws IOException {
        return find(path, "enwik8");
    }

    private static byte[] read(Path path, String name) throws IOException {
        Path file = find(path, name);
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, file.toString());
            }
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(file + " does not hold a file " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = read(in, name + " in " + file);
                CRC32 checksum = new CRC32();
                checksum.update(bytes);
                if (checksum.getValue() != entry.getCrc()) {
                    throw new ZipException(name + " in it does not have its checksum");
                }
                return bytes;
            }
        } catch (ZipException | EOFException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Path find(Path path, String name) throws IOException {
        for (Path file : new Path[] {path, path.resolve(name), path.resolve(name + ".zip")}) {
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IOException(
                String.format(
                        Locale.ROOT,
                        "No file %s or %s.zip at %s: get http://mattmahoney.net/dc/%s.zip and put it"
                                + " there",
                        name,
                        name,
                        path,
                        name));
    }

    private static byte[] read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LENGTH + 1);
        if (bytes.length != LENGTH) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s has %s bytes, not the %,d of the benchmark",
                            name,
                            bytes.length > LENGTH
                                    ? "more"
                                    : String.format(Locale.ROOT, "%,d", bytes.length),
                            LENGTH));
        }
        return bytes;
    }
}
