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
package io.github.hypernet.examples.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Flips, inserts, deletes and moves bytes, and puts numbers in that are seldom thought of. */
final class ByteMutator implements Mutator {

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 8,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    @Override
    public byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
        if (content.length == 0) {
            return other.clone();
        }
        int at = random.nextInt(content.length);
        int length = Math.min(1 + random.nextInt(16), content.length - at);
        switch (random.nextInt(10)) {
            case 0:
                return flipped(content, at, random);
            case 1:
                return randomized(content, at, length, random);
            case 2: // bytes more
                return spliced(content, at, at, randomized(new byte[length], 0, length, random));
            case 3: // bytes less
                return spliced(content, at, at + length, new byte[0]);
            case 4: // cut off
                return Arrays.copyOf(content, at);
            case 5: // a piece twice
                return spliced(content, at, at, Arrays.copyOfRange(content, at, at + length));
            case 6: // the rest is another's
                return spliced(
                        content,
                        at,
                        content.length,
                        suffix(other, random.nextInt(1 + other.length)));
            case 7: // more behind the end
                return spliced(content, content.length, content.length, suffix(content, at));
            default:
                return withNumber(content, random);
        }
    }

    private static byte[] flipped(byte[] content, int at, RandomGenerator random) {
        byte[] mutated = content.clone();
        mutated[at] ^= (byte) (1 << random.nextInt(8));
        return mutated;
    }

    private static byte[] randomized(byte[] content, int at, int length, RandomGenerator random) {
        byte[] mutated = content.clone();
        for (int i = at; i < at + length; ++i) {
            mutated[i] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static byte[] suffix(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    /** Puts bytes in place of those between two places. */
    static byte[] spliced(byte[] content, int from, int to, byte[] piece) {
        return ByteBuffer.allocate(content.length - (to - from) + piece.length)
                .put(content, 0, from)
                .put(piece)
                .put(content, to, content.length - to)
                .array();
    }

    /** Writes a number of two, four or eight bytes; often near the begin, where headers are. */
    private static byte[] withNumber(byte[] content, RandomGenerator random) {
        int size = 2 << random.nextInt(3);
        if (content.length < size) {
            return content.clone();
        }
        int end = content.length - size + 1;
        int at = random.nextInt(random.nextBoolean() ? Math.min(end, 64) : end);
        at -= random.nextBoolean() ? at % size : 0;
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer mutated = ByteBuffer.wrap(content.clone()).order(order);
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        switch (size) {
            case 2 -> mutated.putShort(at, (short) number);
            case 4 -> mutated.putInt(at, (int) number);
            default -> mutated.putLong(at, number);
        }
        return mutated.array();
    }
}
