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

import ai.djl.nn.Parameter;

import io.github.hypernet.core.training.checkpoint.ModelLayout.SavedParameter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the parameters among the bytes of a block. How long a block's metadata are only the block
 * knows; so the arrays are found by their mark.
 */
final class ParameterScan {

    private static final byte[] MARK = utf(SavedArray.MARK);
    // what a hypernetwork writes: the type of the last parameter that it generates, embeddings
    private static final Pattern EMBEDDINGS = Pattern.compile("embeddings\\d*");
    private static final List<byte[]> TYPES =
            Arrays.stream(Parameter.Type.values()).map(type -> utf(type.name())).toList();

    private final BoundedInput in;
    private byte[] seen = new byte[1 << 18];
    private int count;

    ParameterScan(BoundedInput in) {
        this.in = in;
    }

    /** Adds all parameters to a list, and tells whether there are a hypernetwork's among them. */
    boolean addTo(List<SavedParameter> parameters) throws IOException {
        boolean isHypernetwork = false;
        while (in.left() > 0) {
            see(in.read());
            if (endsWith(MARK, count)) {
                int end = count - MARK.length;
                String name = nameBefore(end);
                int begin = end - utf(name).length - 3;
                isHypernetwork |=
                        EMBEDDINGS.matcher(name).matches()
                                && TYPES.stream().anyMatch(type -> endsWith(type, begin));
                parameters.add(new SavedParameter(name, SavedArray.readShape(in)));
                count = 0;
            }
        }
        return isHypernetwork;
    }

    private void see(int value) {
        if (count == seen.length) {
            System.arraycopy(seen, count / 2, seen, 0, count / 2);
            count /= 2;
        }
        seen[count++] = (byte) value;
    }

    private boolean endsWith(byte[] bytes, int end) {
        int from = end - bytes.length;
        return from >= 0 && Arrays.equals(seen, from, end, bytes, 0, bytes.length);
    }

    /** Reads the name of a parameter backwards: char 'P', byte 1, short length, name. */
    private String nameBefore(int end) {
        for (int length = 0; length <= end - 5 && length < 1 << 16; ++length) {
            int from = end - length;
            boolean isLength =
                    seen[from - 2] == (byte) (length >> 8) && seen[from - 1] == (byte) length;
            if (isLength && seen[from - 5] == 0 && seen[from - 4] == 'P' && seen[from - 3] == 1) {
                return new String(seen, from, length, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static byte[] utf(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[bytes.length + Short.BYTES];
        all[0] = (byte) (bytes.length >> 8);
        all[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, all, Short.BYTES, bytes.length);
        return all;
    }
}
