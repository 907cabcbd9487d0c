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
 *
 * <p>What its document type names outside of the file is taken out. With it a parser takes an
 * entity that it does not know for one that is declared there, and drops it without a word.
 */
final class XmlText {

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]*\\bencoding\\s*=\\s*[\"']([^\"'>]*)[\"']");
    private static final String LITERAL = "(?:\"[^\"]*\"|'[^']*')";
    private static final Pattern EXTERNAL =
            Pattern.compile(
                    "<!DOCTYPE\\s+[^\\s\\[>]+(\\s+(?:SYSTEM\\s*|PUBLIC\\s*"
                            + LITERAL
                            + "\\s*)"
                            + LITERAL
                            + ")");

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
        return withoutExternal(text.startsWith("\ufeff") ? text.substring(1) : text);
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

    /** Takes the external part out of a document type; the lines stay as they are. */
    private static String withoutExternal(String text) {
        Matcher external = EXTERNAL.matcher(text).region(endOfProlog(text), text.length());
        if (!external.lookingAt()) {
            return text;
        }
        String lines = external.group(1).replaceAll("[^\n]", "");
        return text.substring(0, external.start(1)) + lines + text.substring(external.end(1));
    }

    /** Returns where instructions and comments at the begin end. */
    private static int endOfProlog(String text) {
        int place = 0;
        while (place < text.length()) {
            int end = place;
            if (Character.isWhitespace(text.charAt(place))) {
                end = place + 1;
            } else if (text.startsWith("<?", place)) {
                end = text.indexOf("?>", place) + 2;
            } else if (text.startsWith("<!--", place)) {
                end = text.indexOf("-->", place) + 3;
            }
            if (end <= place) {
                break; // something else, or without an end
            }
            place = end;
        }
        return place;
    }
}
