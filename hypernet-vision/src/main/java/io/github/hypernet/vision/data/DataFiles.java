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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Files of a data set, before they are read. */
final class DataFiles {

    /** Bytes are copied about so often on their way into a data set. */
    private static final int COPIES = 4;

    private DataFiles() {}

    /**
     * Refuses what is no folder.
     *
     * @param folder what the user named
     * @param holds what such a folder holds, for the message
     */
    static void requireFolder(Path folder, String holds) throws IOException {
        if (Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + " is a file, not a folder: " + holds + "; unpack an archive first");
        }
    }

    /**
     * Refuses so many bytes that Java's memory will not do.
     *
     * @param name what messages call the file that promises them
     * @param size the bytes
     */
    static void requireMemory(String name, long size) throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        if (size > memory / COPIES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s promises %,d values, too many for Java's memory of %,d bytes; make that"
                                    + " larger (java -Xmx), if the file is sound",
                            name,
                            size,
                            memory));
        }
    }
}
