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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads text in UTF-8 strictly: what is no text is refused, with the place. */
final class Utf8Text {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Utf8Text() {}

    static String read(Path file) throws IOException {
        return decode(file.toString(), Files.readAllBytes(file));
    }

    /** Decodes bytes, which messages call by a name. A byte order mark at the begin is dropped. */
    static String decode(String name, byte[] bytes) throws IOException {
        for (int i = 0; i < bytes.length; ++i) {
            if (bytes[i] == 0) {
                throw noText(name, "a zero byte", bytes, i);
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw noText(name, "malformed UTF-8", bytes, in.position());
        }
        String text = out.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static IOException noText(String name, String what, byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; ++i) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return new IOException(
                String.format(
                        Locale.ROOT,
                        "%s is no text: %s in line %,d, at byte %,d (from 0)",
                        name,
                        what,
                        line,
                        offset));
    }
}
