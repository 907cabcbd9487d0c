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
package io.github.hypernet.examples.report;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tells before long work, and without a change, whether its outcome can be written. */
public final class Destination {

    private Destination() {}

    /**
     * Refuses a file that cannot be written.
     *
     * @param option the option that the user named it by
     * @param file the file; folders that are missing are made later
     * @throws IllegalArgumentException if it is a folder, or cannot be made where it is named
     */
    public static void checkFile(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    option + " must name a file, but " + file + " is a folder");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            checkFolder(option, parent);
        }
    }

    /**
     * Refuses a folder that cannot be written to.
     *
     * @param option the option that the user named it by
     * @param folder the folder; it may be missing, and is made later
     * @throws IllegalArgumentException if it is a file, or cannot be made where it is named
     */
    public static void checkFolder(String option, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            String what = existing.equals(folder.toAbsolutePath()) ? "it" : existing.toString();
            throw new IllegalArgumentException(
                    option + " cannot be written to " + folder + ": " + what + " is a file");
        }
        if (!Files.isWritable(existing)) {
            throw new IllegalArgumentException(
                    option
                            + " cannot be written to "
                            + folder
                            + ": there is no permission to write to "
                            + existing);
        }
    }
}
