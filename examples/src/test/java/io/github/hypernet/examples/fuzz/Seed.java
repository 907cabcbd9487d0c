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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sound input, which mutations are made of.
 *
 * @param files the contents of its files, by their names in a folder
 * @param mutated the names of those that are mutated
 */
record Seed(Map<String, byte[]> files, List<String> mutated) {

    /** Makes an input of one file. */
    static Seed of(String name, byte[] content) {
        return new Seed(Map.of(name, content), List.of(name));
    }

    /** Makes an input of files that are all mutated. */
    static Seed of(Map<String, byte[]> files) {
        return new Seed(files, List.copyOf(new TreeMap<>(files).keySet()));
    }

    /** Makes an input of a folder, of whose files some are mutated. */
    static Seed of(Path folder, String... mutated) {
        return new Seed(SeedFiles.in(folder), List.of(mutated));
    }
}
