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
package io.github.hypernet.vision.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder, or a zip file read as one, without unpacking it. */
final class FolderOrZip implements Closeable {

    /** Files of drawings and lists of them are far smaller. */
    private static final int MOST_BYTES = 1 << 24;

    private final Path path;
    private final FileSystem zip;
    private final Path root;

    private FolderOrZip(Path path, FileSystem zip, Path root) {
        this.path = path;
        this.zip = zip;
        this.root = root;
    }

    static FolderOrZip open(Path path) throws IOException {
        if (Files.notExists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isDirectory(path)) {
            return new FolderOrZip(path, null, path);
        }
        try {
            FileSystem zip = FileSystems.newFileSystem(path);
            FolderOrZip opened = new FolderOrZip(path, zip, zip.getPath("/"));
            opened.requireNames();
            return opened;
        } catch (IOException | RuntimeException e) {
            // what is no zip file is met with exceptions of many kinds
            throw new IOException(
                    path
                            + " is neither a folder nor a zip file that can be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Refuses names with a null, which a damaged zip file may have, but no path. */
    private void requireNames() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            if (files.anyMatch(file -> file.toString().indexOf('\0') >= 0)) {
                throw new IOException("A name in it is damaged");
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    boolean isZip() {
        return zip != null;
    }

    /** Returns the folder, or that at the top of the zip file. */
    Path getRoot() {
        return root;
    }

    /** Returns what messages call a file: its path, or the zip file's and the name in it. */
    String describe(Path file) {
        String name = FileName.within(root, file);
        return path + (isZip() ? ", " : "/") + name;
    }

    /** Returns the bytes of a file. */
    byte[] read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(describe(file) + " is missing", e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(describe(file) + " cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is larger than %,d bytes, so none of Omniglot's files",
                            describe(file),
                            MOST_BYTES));
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (isZip()) {
            zip.close();
        }
    }
}
