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
package io.github.hypernet.examples.kind;

import io.github.hypernet.core.training.checkpoint.DataDigest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What tells whether data is the same: the files that were read, and facts such as the classes.
 *
 * @param root the folder of the files, or the only file; null for data without files
 * @param files the files
 * @param facts what else makes the data what it is, by name
 */
public record DataIdentity(Path root, List<Path> files, Map<String, String> facts) {

    /** Writes content. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the content.
         *
         * @param out where to
         * @throws IOException if it cannot be written
         */
        void writeTo(DataOutputStream out) throws IOException;
    }

    /**
     * Takes the digest.
     *
     * @param known a digest of the same data, or null
     * @return the digest
     * @throws IOException if a file cannot be read
     */
    public DataDigest digest(DataDigest known) throws IOException {
        return DataDigest.of(root, files, facts, known);
    }

    /**
     * Returns the fact for a part of the data. The content is hashed where no files are, which
     * would tell the same in less time.
     *
     * @param count how much there is, in words
     * @param hasFiles whether the data is in files
     * @param content the content
     * @return the fact
     */
    public static String part(String count, boolean hasFiles, Content content) {
        return hasFiles ? count : count + ", SHA-256 " + hash(content);
    }

    private static String hash(Content content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(
                            new BufferedOutputStream(
                                    new DigestOutputStream(
                                            OutputStream.nullOutputStream(), sha256)))) {
                content.writeTo(out);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
