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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Lines of a file in UTF-8, decoded one by one, so that malformed ones are told by their number.
 */
final class Utf8Lines implements AutoCloseable {

    private static final int LONGEST = 1 << 26;

    private final String name;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number;

    /** Opens a file. */
    Utf8Lines(Path file) throws IOException {
        name = file.toString();
        in = SourceFile.openText(file);
    }

    /**
     * Goes to the next line.
     *
     * @return whether there is one
     */
    boolean next() throws IOException {
        line.reset();
        ++number;
        int next = in.read();
        if (next < 0) {
            return false;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST) {
                throw new IOException(name + ", line " + number + " is longer than 64 MB");
            }
            line.write(next);
        }
        return true;
    }

    /** Returns the number of the line, from 1. */
    int number() {
        return number;
    }

    /**
     * Returns the line, without its end; the first one without a byte order mark.
     *
     * @throws IOException if it is not in UTF-8
     */
    String text() throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return number == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("It is malformed UTF-8", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
