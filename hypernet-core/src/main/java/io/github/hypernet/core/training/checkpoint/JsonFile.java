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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.util.JsonUtils;

import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Records as files of JSON in UTF-8: written whole or not at all, and checked when they are read.
 */
public final class JsonFile {

    private JsonFile() {}

    /**
     * Writes a record, indented for people.
     *
     * @param file the file, which is replaced if it exists
     * @param value the record
     * @throws IOException if it cannot be written; the message names the file and says why
     */
    public static void write(Path file, Object value) throws IOException {
        String json = JsonUtils.GSON_PRETTY.toJson(value) + "\n";
        AtomicFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a record.
     *
     * @param file the file
     * @param type the record's type
     * @param what what the file should hold, for the message: "the settings of a run"
     * @param isSound tells whether a record is one that was written, with all that it needs
     * @param <T> the record's type
     * @return the record
     * @throws IOException if the file cannot be read, or holds something else or less; the message
     *     names it
     */
    public static <T> T read(Path file, Class<T> type, String what, Predicate<T> isSound)
            throws IOException {
        try {
            T value = JsonUtils.GSON.fromJson(Files.readString(file), type);
            if (value != null && isSound.test(value)) {
                return value;
            }
        } catch (JsonParseException | IllegalArgumentException | CharacterCodingException e) {
            // said below
        }
        throw new IOException(file + " is damaged: it does not hold " + what);
    }
}
