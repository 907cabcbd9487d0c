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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what reading leaves behind: open files, and threads. */
final class Leaks {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Java's own, which end by themselves or serve all. */
    private static final List<String> JAVAS =
            List.of("ForkJoinPool", "Image Fetcher", "Java2D", "AWT", "process reaper", "fuzz");

    private final Path folder;
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private Set<Path> openBefore;

    /** Remembers what is there now. */
    Leaks(Path folder) throws IOException {
        this.folder = folder;
        openBefore = openFiles();
    }

    /** Returns whether there are files in a folder open that were not so at the last call. */
    boolean openFilesAreMore() throws IOException {
        Set<Path> open = openFiles();
        boolean more = !openBefore.containsAll(open);
        openBefore = open;
        return more;
    }

    /** Finds the handles of open files in the folder; none where the system does not tell. */
    private Set<Path> openFiles() throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return Set.of();
        }
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.filter(file -> target(file).startsWith(folder + "/"))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Returns the names of threads that were not there when this was made. */
    Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> JAVAS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());
    }
}
