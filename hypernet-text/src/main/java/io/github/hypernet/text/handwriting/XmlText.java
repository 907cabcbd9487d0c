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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an XML file, decoded as its begin says: a byte order mark, or {@code encoding}, or
 * else UTF-8.
 */
final class XmlText {

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]*\\bencoding\\s*=\\s*[\"']([^\"'>]*)[\"']");

    private XmlText() {}

    /**
     * Decodes a file.
     *
     * @param name what messages call it
     * @throws IOException if it is not in the encoding that it names; the message says the line
     */
    static String of(String name, byte[] bytes) throws IOException {
        Charset charset = charset(name, bytes);
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) (bytes.length * decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw new IOException(name + ", line " + line + ": malformed " + charset);
        }
        return XmlEntities.replace(name, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static Charset charset(String name, byte[] bytes) throws IOException {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        switch (first) {
            case 0xfeff, 0x003c -> {
                return StandardCharsets.UTF_16BE;
            }
            case 0xfffe, 0x3c00 -> {
                return StandardCharsets.UTF_16LE;
            }
            default -> {
                // bytes that are ASCII, as far as the declaration goes
            }
        }
        int length = Math.min(bytes.length, LONGEST_DECLARATION);
        Matcher declaration =
                ENCODING.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        if (!declaration.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declaration.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    name
                            + ", line 1: the encoding "
                            + Quoted.of(declaration.group(1))
                            + " is unknown",
                    e);
        }
    }
}
