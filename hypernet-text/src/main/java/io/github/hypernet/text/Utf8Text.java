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
package io.github.hypernet.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads text in UTF-8 strictly: what is no text is refused, with the place. */
public final class Utf8Text {

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    /** What a file that is no text begins with. */
    private record Signature(String format, int... begin) {

        boolean isOf(byte[] bytes) {
            for (int i = 0; i < begin.length; ++i) {
                if (i >= bytes.length || (bytes[i] & 0xff) != begin[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Signature> SIGNATURES =
            List.of(
                    new Signature("compressed by gzip: unpack it", 0x1f, 0x8b),
                    new Signature("a zip archive: unpack it", 'P', 'K', 3, 4),
                    new Signature("an empty zip archive", 'P', 'K', 5, 6),
                    new Signature("compressed by bzip2: unpack it", 'B', 'Z', 'h'),
                    new Signature("compressed by xz: unpack it", 0xfd, '7', 'z', 'X', 'Z', 0),
                    new Signature("a 7z archive: unpack it", '7', 'z', 0xbc, 0xaf),
                    new Signature("compressed by zstd: unpack it", 0x28, 0xb5, 0x2f, 0xfd),
                    new Signature("UTF-32: convert it to UTF-8", 0xff, 0xfe, 0, 0),
                    new Signature("UTF-32: convert it to UTF-8", 0, 0, 0xfe, 0xff),
                    new Signature("UTF-16: convert it to UTF-8", 0xff, 0xfe),
                    new Signature("UTF-16: convert it to UTF-8", 0xfe, 0xff));

    private Utf8Text() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its text, without a byte order mark at its begin
     * @throws IOException if there is no such file, it is none that can be read as a whole (a
     *     folder, a pipe, more than 2 GB), or it is no text in UTF-8; the message names the file,
     *     and the line where one is to blame
     */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    Files.isDirectory(file)
                            ? file + " is a folder, where a file belongs"
                            : Files.exists(file)
                                    ? file + " is no regular file"
                                    : "There is no file " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is too large: it has %,d bytes, at most %,d can be read",
                            file,
                            Files.size(file),
                            MOST_BYTES));
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new IOException("No permission to read " + file, e);
        } catch (IOException e) {
            throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        return decode(file.toString(), bytes);
    }

    /**
     * Decodes bytes. A zero byte is refused: text has none, and other files have.
     *
     * @param name what messages call them
     * @param bytes the bytes
     * @return their text, without a byte order mark at its begin
     * @throws IOException if they are no text in UTF-8; the message has the name, and the line
     *     where one is to blame
     */
    public static String decode(String name, byte[] bytes) throws IOException {
        for (Signature signature : SIGNATURES) {
            if (signature.isOf(bytes)) {
                throw new IOException(name + " is no text in UTF-8, but " + signature.format);
            }
        }
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
        boolean isUtf16 = bytes[offset] == 0 && offset < 2 && bytes.length % 2 == 0;
        return new IOException(
                String.format(
                        Locale.ROOT,
                        "%s is no text%s: %s in line %,d, at byte %,d (from 0)%s",
                        name,
                        isUtf16 ? " in UTF-8" : "",
                        what,
                        line,
                        offset,
                        isUtf16 ? "; if it is UTF-16, convert it to UTF-8" : ""));
    }
}
