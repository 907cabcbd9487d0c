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

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG file (ISO/IEC 15948): length, name, data, CRC. */
final class PngChunks {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int SIGNATURE_SIZE = 8;
    private static final int DEPTH = 24;
    private static final int BUFFER = 8192;

    private PngChunks() {}

    /** Tells whether a file begins as a PNG does. */
    static boolean isPng(ImageInputStream in) throws IOException {
        in.seek(0);
        return in.length() >= SIGNATURE_SIZE && in.readLong() == SIGNATURE;
    }

    /** Returns where the data of a chunk begins; -1 if there is none. */
    static long find(ImageInputStream in, String name) throws IOException {
        for (long start = SIGNATURE_SIZE; start < in.length(); ) {
            in.seek(start);
            long length = in.readUnsignedInt();
            if (readName(in).equals(name)) {
                return in.getStreamPosition();
            }
            start = in.getStreamPosition() + length + 4;
        }
        return -1;
    }

    /**
     * Checks that all chunks are there, and are what was written, which ImageIO's reader does not.
     *
     * @throws IOException if not; the message says where
     */
    static void check(ImageInputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        String name = "";
        in.seek(SIGNATURE_SIZE);
        while (!name.equals("IEND")) {
            long length;
            try {
                length = in.readUnsignedInt();
                name = readName(in);
            } catch (EOFException e) {
                throw new IOException("it is cut off before its end", e);
            }
            if (in.getStreamPosition() + length + 4 > in.length()) {
                throw new IOException("it is cut off in its chunk " + shown(name));
            }
            CRC32 crc = new CRC32();
            crc.update(name.getBytes(StandardCharsets.ISO_8859_1));
            for (long left = length; left > 0; ) {
                int count = (int) Math.min(left, BUFFER);
                in.readFully(buffer, 0, count);
                crc.update(buffer, 0, count);
                left -= count;
            }
            if (in.readUnsignedInt() != crc.getValue()) {
                throw new IOException("its chunk " + shown(name) + " has a wrong checksum");
            }
        }
    }

    /**
     * Makes the grey transparent that a PNG of 1, 2 or 4 bits says is. ImageIO's reader spreads the
     * bits of its pixels to 8, and then compares them with that grey, of which it has not.
     *
     * @param in the file
     * @return what does so with the decoded picture
     */
    static UnaryOperator<BufferedImage> transparency(ImageInputStream in) throws IOException {
        in.seek(DEPTH);
        int depth = in.readUnsignedByte();
        int colorType = in.readUnsignedByte();
        long data = find(in, "tRNS");
        if (data < 0 || colorType != 0 || depth >= Byte.SIZE) {
            return UnaryOperator.identity();
        }
        in.seek(data);
        int transparent = in.readUnsignedShort() * 255 / ((1 << depth) - 1);
        return image -> makeTransparent(image, transparent);
    }

    private static BufferedImage makeTransparent(BufferedImage image, int transparent) {
        WritableRaster raster = image.getRaster();
        int width = image.getWidth();
        int[] row = new int[2 * width];
        for (int y = 0; y < image.getHeight() && raster.getNumBands() == 2; ++y) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < row.length; x += 2) {
                row[x + 1] = row[x] == transparent ? 0 : 255;
            }
            raster.setPixels(0, y, width, 1, row);
        }
        return image;
    }

    private static String readName(ImageInputStream in) throws IOException {
        byte[] name = new byte[4];
        in.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static String shown(String name) {
        return name.replaceAll("[^A-Za-z]", "?");
    }
}
