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
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files chunk by chunk, good and bad ones. */
final class PngWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    PngWriter(int width, int height, int depth, int colorType) throws IOException {
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {(byte) depth, (byte) colorType, 0, 0, 0});
        chunk("IHDR", header.toByteArray());
    }

    PngWriter chunk(String name, byte... data) throws IOException {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(ascii);
        crc.update(data);
        out.writeInt(data.length);
        out.write(ascii);
        out.write(data);
        out.writeInt((int) crc.getValue());
        return this;
    }

    /** Rows of the same bytes, unfiltered, and the end. */
    byte[] rows(int count, byte... row) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int i = 0; i < count; ++i) {
            rows.write(0);
            rows.write(row);
        }
        return data(rows.toByteArray());
    }

    /** Rows, a filter's number before each, and the end. */
    byte[] data(byte... rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        }
        return chunk("IDAT", packed.toByteArray()).chunk("IEND").bytes.toByteArray();
    }
}
