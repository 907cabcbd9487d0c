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
package io.github.hypernet.core.training.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of text in UTF-8. */
public final class TextFile {

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @param most how many bytes it may have
     * @return its text
     * @throws IOException if it cannot be read, is larger, or is not in UTF-8; the message names it
     */
    public static String read(Path file, int most) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw new IOException(
                    file + " is no file of a run: it has more than " + (most >> 20) + " MB");
        }
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(encoded, text, true);
        if (result.isError()) {
            long line = 1;
            for (int i = 0; i < encoded.position(); ++i) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new IOException(
                    file + ", line " + line + " is damaged: it holds bytes that are not UTF-8");
        }
        return text.flip().toString();
    }
}
