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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Mutates what is in a container and packs it anew: the container's checksums fit. */
final class Repacking {

    private static final int MODEL_MAGIC = 0x484e4d46; // "HNMF"

    private Repacking() {}

    /** Mutates what a gzip file holds. */
    static Mutator gzip(Mutator inner) {
        return (content, other, random) -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(inner.mutate(gunzip(content), gunzip(other), random));
            }
            return packed.toByteArray();
        };
    }

    private static byte[] gunzip(byte[] content) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readAllBytes();
        }
    }

    /** Mutates one entry of a zip file. */
    static Mutator zip(Mutator inner) {
        return (content, other, random) -> {
            Map<String, byte[]> entries = entries(content);
            List<String> names = List.copyOf(entries.keySet());
            List<byte[]> others = List.copyOf(entries(other).values());
            String name = names.get(random.nextInt(names.size()));
            byte[] another = others.get(random.nextInt(others.size()));
            entries.put(name, inner.mutate(entries.get(name), another, random));
            return SeedFiles.zip(entries);
        };
    }

    private static Map<String, byte[]> entries(byte[] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** Mutates what is before a checkpoint's checksum, a long, which is made to fit. */
    static Mutator checkpoint(Mutator inner) {
        return (content, other, random) -> {
            byte[] mutated = inner.mutate(body(content), body(other), random);
            return withTrailer(mutated, ByteBuffer.allocate(Long.BYTES).putLong(crc(mutated)));
        };
    }

    /** Mutates a model file; a checksum, two ints behind it, is made to fit. */
    static Mutator model(Mutator inner) {
        return (content, other, random) -> {
            ByteBuffer trailer = ByteBuffer.wrap(content, content.length - Long.BYTES, Long.BYTES);
            int magic = trailer.getInt();
            if (magic != MODEL_MAGIC) {
                return inner.mutate(content, other, random);
            }
            byte[] mutated = inner.mutate(body(content), body(other), random);
            return withTrailer(
                    mutated,
                    ByteBuffer.allocate(Long.BYTES).putInt(magic).putInt((int) crc(mutated)));
        };
    }

    private static long crc(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return checksum.getValue();
    }

    private static byte[] withTrailer(byte[] content, ByteBuffer trailer) {
        return ByteMutator.spliced(content, content.length, content.length, trailer.array());
    }

    private static byte[] body(byte[] content) {
        return Arrays.copyOf(content, content.length - Long.BYTES);
    }
}
