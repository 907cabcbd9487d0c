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
package io.github.hypernet.core.block;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.LayoutType;
import ai.djl.ndarray.types.Shape;

import java.io.DataInputStream;
import java.io.IOException;

/** Reads shapes as DJL writes them, and checks every size before anything is allocated. */
public final class SavedShapes {

    private static final int LARGEST_COUNT = 1024;
    private static final int LARGEST_RANK = 32;

    private SavedShapes() {}

    /**
     * Reads a number of shapes, and the shapes.
     *
     * @param is the model file
     * @return the shapes
     * @throws MalformedModelException if a size can be none
     * @throws IOException if the file ends early
     */
    public static Shape[] readAll(DataInputStream is) throws IOException, MalformedModelException {
        Shape[] shapes = new Shape[readSize(is, "number of input shapes", LARGEST_COUNT)];
        for (int i = 0; i < shapes.length; ++i) {
            shapes[i] = read(is);
        }
        return shapes;
    }

    /**
     * Reads a shape, as {@link Shape#getEncoded()} writes it.
     *
     * @param is the model file
     * @return the shape
     * @throws MalformedModelException if a size can be none
     * @throws IOException if the file ends early
     */
    public static Shape read(DataInputStream is) throws IOException, MalformedModelException {
        long[] dimensions = new long[readSize(is, "rank of a shape", LARGEST_RANK)];
        for (int i = 0; i < dimensions.length; ++i) {
            dimensions[i] = is.readLong();
            if (dimensions[i] < -1) {
                throw new MalformedModelException(
                        "The file is damaged: a dimension of a shape is " + dimensions[i]);
            }
        }
        char[] layout = new char[readSize(is, "layout of a shape", LARGEST_RANK)];
        for (int i = 0; i < layout.length; ++i) {
            layout[i] = is.readChar();
        }
        try {
            return new Shape(dimensions, LayoutType.fromValue(new String(layout)));
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(
                    "The file is damaged: a shape of "
                            + dimensions.length
                            + " dimensions has a layout that is none",
                    e);
        }
    }

    /**
     * Reads a size that is written as an int.
     *
     * @param is the model file
     * @param what what it is the size of, for the message
     * @param largest the largest that is sane
     * @return the size, from 0 to the largest
     * @throws MalformedModelException if it is not
     * @throws IOException if the file ends early
     */
    public static int readSize(DataInputStream is, String what, int largest)
            throws IOException, MalformedModelException {
        int size = is.readInt();
        if (size < 0 || size > largest) {
            throw new MalformedModelException(
                    "The file is damaged, or holds another kind of network: the "
                            + what
                            + " is "
                            + size
                            + ", not from 0 to "
                            + largest);
        }
        return size;
    }
}
