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
package io.github.hypernet.text.handwriting;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files of drawings, opened if they can be read: those that wait, are packed or missing are not.
 */
final class SourceFile {

    private SourceFile() {}

    /**
     * Opens a file of text.
     *
     * @throws IOException if it is no regular file, or is packed; the message names it
     */
    static InputStream openText(Path file) throws IOException {
        require(file);
        requireRoom(file.toString(), Files.size(file), Runtime.getRuntime().maxMemory());
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            in.reset();
            String packer = packer(first, second);
            if (packer != null) {
                throw new IOException(file + " is packed by " + packer + ": unpack it first");
            }
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static String packer(int first, int second) {
        if (first == 0x1f && second == 0x8b) {
            return "gzip";
        }
        return first == 'P' && second == 'K' ? "zip" : null;
    }

    /** Requires a regular file: a pipe would be waited for without end. */
    static void require(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("There is no file or folder " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file that holds drawings, but a folder or a pipe");
        }
    }

    /**
     * Reads to the end.
     *
     * @param name what messages call the stream
     * @param share the part of the heap that it may take, such as 8 for an eighth
     * @throws IOException if it is more than the heap has room for
     */
    static byte[] bytes(String name, InputStream in, int share) throws IOException {
        long most = Math.min(Integer.MAX_VALUE - 16L, Runtime.getRuntime().maxMemory() / share);
        byte[] bytes = in.readNBytes((int) most + 1);
        requireRoom(name, bytes.length, most);
        return bytes;
    }

    private static void requireRoom(String name, long bytes, long most) throws IOException {
        if (bytes > most) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s has more than %,d MB, for which the memory is too small: give Java"
                                    + " more with -Xmx",
                            name,
                            most >> 20));
        }
    }
}
