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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files such as Omniglot has them, small ones, in zip files or folders. */
final class OmniglotWriter {

    private static final int SIDE = 105;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Adds a drawing: black on white, a rectangle of so many pixels from the upper left corner. */
    OmniglotWriter drawing(String name, int width, int height) throws IOException {
        return file(name, drawing(width, height));
    }

    OmniglotWriter file(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    OmniglotWriter text(String name, String... lines) {
        return file(name, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] drawing(int width, int height) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int rowBytes = (SIDE + 7) / 8;
        for (int y = 0; y < SIDE; ++y) {
            byte[] row = new byte[rowBytes];
            for (int x = 0; x < 8 * rowBytes; ++x) {
                if (y >= height || x >= width) {
                    row[x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
            rows.write(0);
            rows.write(row);
        }
        return new PngWriter(SIDE, SIDE, 1, 0).data(rows.toByteArray());
    }

    Path zip(Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    void folder(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
