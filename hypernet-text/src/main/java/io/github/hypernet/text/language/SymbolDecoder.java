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

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns the ids of a {@link Vocabulary} into text, one at a time. Where the symbols are bytes, a
 * character comes with its last byte; what is malformed UTF-8 becomes U+FFFD. It is for one thread.
 */
public final class SymbolDecoder {

    private final Vocabulary vocabulary;
    private final CharsetDecoder utf8 =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(8);
    private final CharBuffer decoded = CharBuffer.allocate(8);

    SymbolDecoder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Takes the next id.
     *
     * @param id the id
     * @return the text that is complete by it; empty while a character's last byte is missing
     * @throws IllegalArgumentException if the id is none of the vocabulary
     */
    public String next(int id) {
        int symbol = vocabulary.symbol(id);
        if (!vocabulary.isBytes()) {
            return Character.toString(symbol);
        }
        pending.put((byte) symbol);
        return decode(false);
    }

    /**
     * Ends the text. After it the decoder is at the begin of another.
     *
     * @return U+FFFD if a character's last byte is still missing, else nothing
     */
    public String finish() {
        String rest = decode(true);
        utf8.reset();
        return rest;
    }

    private String decode(boolean end) {
        utf8.decode(pending.flip(), decoded.clear(), end);
        pending.compact();
        return decoded.flip().toString();
    }
}
