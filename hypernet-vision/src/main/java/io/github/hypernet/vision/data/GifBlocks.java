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

import java.io.EOFException;
import java.io.IOException;

import javax.imageio.stream.ImageInputStream;

/** The blocks of a GIF file (GIF89a), up to the end of its first picture. */
final class GifBlocks {

    private static final int HEADER = 10;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2c;

    private GifBlocks() {}

    /** Tells whether a file begins as a GIF does. */
    static boolean isGif(ImageInputStream in) throws IOException {
        in.seek(0);
        return in.length() >= HEADER && in.readInt() == 0x47494638;
    }

    /**
     * Checks that all blocks of the first picture are there, which ImageIO's reader does not.
     *
     * @throws IOException if not
     */
    static void check(ImageInputStream in) throws IOException {
        try {
            in.seek(HEADER);
            skipColors(in, in.readUnsignedByte());
            in.skipBytes(2);
            int block = in.readUnsignedByte();
            while (block == EXTENSION) {
                in.readUnsignedByte();
                skipData(in);
                block = in.readUnsignedByte();
            }
            if (block != PICTURE) {
                throw new IOException("it has no picture where one belongs");
            }
            in.skipBytes(8);
            skipColors(in, in.readUnsignedByte());
            in.readUnsignedByte(); // the size of codes
            skipData(in);
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static void skipColors(ImageInputStream in, int flags) throws IOException {
        if ((flags & 0x80) != 0) {
            in.seek(in.getStreamPosition() + 3 * (2 << (flags & 7)));
        }
    }

    private static void skipData(ImageInputStream in) throws IOException {
        int size;
        while ((size = in.readUnsignedByte()) > 0) {
            in.seek(in.getStreamPosition() + size);
        }
    }
}
