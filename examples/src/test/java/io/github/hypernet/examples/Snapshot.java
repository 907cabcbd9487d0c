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
package io.github.hypernet.examples;

import org.testng.Assert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every byte and every time of change of a folder. */
final class Snapshot {

    private final Path folder;
    private final Map<String, String> files;

    private Snapshot(Path folder, Map<String, String> files) {
        this.folder = folder;
        this.files = files;
    }

    static Snapshot of(Path folder) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String content =
                        Files.isRegularFile(path)
                                ? HexFormat.of().formatHex(Files.readAllBytes(path))
                                : "";
                String name = folder.relativize(path).toString();
                files.put(name, Files.getLastModifiedTime(path) + " " + content);
            }
        }
        return new Snapshot(folder, files);
    }

    /** Expects that nothing changed since. */
    void requireUnchanged() throws IOException {
        Map<String, String> now = of(folder).files;
        List<String> changed =
                Stream.concat(now.keySet().stream(), files.keySet().stream())
                        .distinct()
                        .filter(name -> !now.getOrDefault(name, "").equals(files.get(name)))
                        .toList();
        Assert.assertEquals(changed, List.of());
    }

    /** Copies a folder, times included. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
