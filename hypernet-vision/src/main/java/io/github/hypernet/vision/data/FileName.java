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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of files and folders, the same in every locale: where Java was started in one that knows
 * ASCII alone, {@code Path.toString} has lost the other characters, the path itself has not.
 */
final class FileName {

    private FileName() {}

    /**
     * Returns the last name of a path.
     *
     * @throws IOException if it is not UTF-8
     */
    static String of(Path path) throws IOException {
        String text = path.getFileName().toString();
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        try {
            return decode(bytes(path));
        } catch (CharacterCodingException e) {
            if (text.indexOf('\uFFFD') < 0) {
                return text;
            }
            throw new IOException("The name of " + path + " is not in UTF-8; rename it", e);
        }
    }

    /** Returns the last name of a path in one form of Unicode; one byte a character if no UTF-8. */
    static String normalized(Path path) {
        byte[] bytes = bytes(path);
        try {
            return Normalizer.normalize(decode(bytes), Normalizer.Form.NFC);
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns a path within a folder for a message: with slashes, without control characters. */
    static String within(Path folder, Path path) {
        List<String> names = new ArrayList<>();
        for (Path name : folder.relativize(path)) {
            names.add(normalized(name).replaceAll("\\p{Cntrl}", "?"));
        }
        return String.join("/", names);
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** A path's address has its bytes as they are, those beyond ASCII as %XX. */
    private static byte[] bytes(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            return path.getFileName().toString().getBytes(StandardCharsets.UTF_8); // in a zip file
        }
        String address = path.toUri().getRawPath();
        int end = address.endsWith("/") ? address.length() - 1 : address.length();
        String name = address.substring(address.lastIndexOf('/', end - 1) + 1, end);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); ++i) {
            if (name.charAt(i) == '%') {
                bytes.write(Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
