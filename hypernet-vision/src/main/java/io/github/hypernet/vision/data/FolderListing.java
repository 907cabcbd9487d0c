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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies in the folders of an image folder, and what of it is passed over, by reason. Hidden
 * files and those that operating systems leave are nobody's images, and not told of.
 */
final class FolderListing {

    private static final Set<String> SYSTEM_FILES =
            Set.of(
                    "thumbs.db",
                    "ehthumbs.db",
                    "desktop.ini",
                    "__macosx",
                    "@eadir",
                    "$recycle.bin",
                    "system volume information",
                    "lost+found");

    private final Map<String, List<Path>> passedOver = new LinkedHashMap<>();

    /** Returns the folders in a folder; files there, such as a README, are passed over. */
    List<Path> folders(Path folder) throws IOException {
        return pick(folder, true, "files beside folders");
    }

    /** Returns the files in a folder; folders there are passed over. */
    List<Path> files(Path folder) throws IOException {
        return pick(folder, false, "folders in those of classes");
    }

    private List<Path> pick(Path folder, boolean folders, String otherwise) throws IOException {
        List<Path> picked = new ArrayList<>();
        for (Path path : list(folder)) {
            boolean isFolder = Files.isDirectory(path);
            if (!isFolder && !Files.isRegularFile(path)) {
                boolean link = Files.isSymbolicLink(path);
                passOver(link ? "links to nowhere" : "neither files nor folders", path);
            } else if (isFolder == folders) {
                picked.add(path);
            } else {
                passOver(otherwise, path);
            }
        }
        return picked;
    }

    void passOver(String reason, Path path) {
        passedOver.computeIfAbsent(reason, key -> new ArrayList<>()).add(path);
    }

    Map<String, List<Path>> getPassedOver() {
        return passedOver;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !isSystemFile(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isSystemFile(String name) {
        return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
    }
}
