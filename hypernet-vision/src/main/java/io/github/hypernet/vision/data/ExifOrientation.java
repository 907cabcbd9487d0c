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
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.stream.ImageInputStream;

/**
 * How a picture lies in its file, by the tag Orientation of EXIF 2.3, 1 to 8: in JPEG's segment
 * APP1, in PNG's chunk eXIf, and in TIFF, whose format EXIF has. What cannot be read is 1, upright.
 */
final class ExifOrientation {

    static final int UPRIGHT = 1;

    private static final int MOST = 8;
    private static final int TAG = 0x112;
    private static final int SHORT = 3;
    private static final int ENTRY_SIZE = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int JPEG_START = 0xffd8;
    private static final int APP1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;

    private ExifOrientation() {}

    /** Reads the orientation, and leaves the stream at its begin. */
    static int of(ImageInputStream in) throws IOException {
        try {
            in.seek(0);
            int orientation = find(in);
            return orientation >= UPRIGHT && orientation <= MOST ? orientation : UPRIGHT;
        } catch (IOException e) {
            return UPRIGHT;
        } finally {
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            in.seek(0);
        }
    }

    private static int find(ImageInputStream in) throws IOException {
        int start = in.readUnsignedShort();
        in.seek(0);
        if (start == JPEG_START) {
            return inJpeg(in);
        }
        if (PngChunks.isPng(in)) {
            long exif = PngChunks.find(in, "eXIf");
            return exif < 0 ? UPRIGHT : inTiff(in, exif);
        }
        return inTiff(in, 0);
    }

    private static int inJpeg(ImageInputStream in) throws IOException {
        in.seek(2);
        while (true) {
            int marker = in.readUnsignedShort();
            if (marker < 0xff00 || marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            if (marker == 0xffff) {
                in.seek(in.getStreamPosition() - 1); // a byte to fill
                continue;
            }
            long start = in.getStreamPosition();
            int length = in.readUnsignedShort();
            byte[] head = new byte[EXIF.length];
            if (marker == APP1 && length >= 2 + head.length) {
                in.readFully(head);
                if (Arrays.equals(head, EXIF)) {
                    return inTiff(in, in.getStreamPosition());
                }
            }
            in.seek(start + length);
        }
    }

    /** Reads the first directory of a TIFF that begins there. */
    private static int inTiff(ImageInputStream in, long start) throws IOException {
        in.seek(start);
        int order = in.readUnsignedShort();
        if (order != 0x4949 && order != 0x4d4d) {
            return UPRIGHT;
        }
        in.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (in.readUnsignedShort() != 42) {
            return UPRIGHT;
        }
        long directory = start + in.readUnsignedInt();
        in.seek(directory);
        int entries = in.readUnsignedShort();
        for (int i = 0; i < entries; ++i) {
            in.seek(directory + 2 + (long) i * ENTRY_SIZE);
            if (in.readUnsignedShort() == TAG) {
                int type = in.readUnsignedShort();
                long count = in.readUnsignedInt();
                return type == SHORT && count == 1 ? in.readUnsignedShort() : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /**
     * Turns and mirrors a picture upright.
     *
     * @param image the picture as it lies in the file, of {@code TYPE_INT_RGB}
     * @param orientation the orientation
     * @return the picture as it is to be seen
     */
    static BufferedImage apply(BufferedImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean turned = orientation > 4;
        BufferedImage upright =
                new BufferedImage(
                        turned ? height : width, turned ? width : height, image.getType());
        int[] from = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int[] to = ((DataBufferInt) upright.getRaster().getDataBuffer()).getData();
        // of a turned picture, the file's rows are seen as columns
        boolean rightToLeft =
                orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean bottomToTop =
                orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int i = 0;
        for (int y = 0; y < upright.getHeight(); ++y) {
            for (int x = 0; x < upright.getWidth(); ++x) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                column = rightToLeft ? width - 1 - column : column;
                row = bottomToTop ? height - 1 - row : row;
                to[i++] = from[row * width + column];
            }
        }
        return upright;
    }
}
