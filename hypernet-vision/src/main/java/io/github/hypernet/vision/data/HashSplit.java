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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A split of named things in two that looks at each name alone: a thing more moves no other to
 * another part.
 *
 * <p>A name belongs to the second part if {@code hash(salt, name) < share}, where the hash is the
 * first 53 bits of the SHA-256 of salt, a zero byte and name, in UTF-8, as a number from 0 to 1.
 * Only where that leaves a part with less than its minimum do other names matter: then the names of
 * the smallest hashes are the second part, as many as it needs or may have.
 */
final class HashSplit {

    private static final int SHIFT = Long.SIZE - 53;

    private record Hashed(int index, double hash) {}

    private HashSplit() {}

    /**
     * Chooses the second part of a group, of at least one name.
     *
     * @param names the names of the group
     * @param share the share of the second part
     * @param salt what tells one split from another
     * @param rest the least number of names to leave
     * @return indices of the names of the second part
     */
    static List<Integer> choose(List<String> names, double share, String salt, int rest) {
        List<Hashed> hashed = new ArrayList<>();
        for (int i = 0; i < names.size(); ++i) {
            hashed.add(new Hashed(i, hash(salt, names.get(i))));
        }
        hashed.sort(Comparator.comparingDouble(Hashed::hash));
        long below = hashed.stream().filter(item -> item.hash < share).count();
        long count = Math.min(Math.max(below, 1), names.size() - rest);
        return hashed.stream().limit(count).map(Hashed::index).toList();
    }

    private static double hash(String salt, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((salt + '\0' + name).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest.digest()).getLong() >>> SHIFT) * 0x1p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
