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

import io.github.hypernet.core.training.internal.Printable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a training's data was, so that one that goes on, or is evaluated, can tell whether its data
 * is still the same: the files by name, size and content, and facts in words.
 *
 * <pre>
 *   DataDigest digest = DataDigest.of(folder, files, Map.of("classes", "cat, dog"), null);
 *   digest.write(run.getPath().resolve("data.json"));
 *   ...
 *   DataDigest known = DataDigest.read(run.resolve("data.json"));
 *   DataDigest now = DataDigest.of(folder, files, Map.of("classes", "cat, dog"), known);
 *   known.differences(now).ifPresent(...);   // "1 file is new (cat/9.png)"
 * </pre>
 *
 * <p>Files are named relative to their folder: data that was moved is the same data. The content of
 * a file that is known, and has the size and the time of change that it had, is not read again,
 * unless it was changed within two seconds of the digest, which that time may not tell.
 */
public final class DataDigest {

    private static final int NAMED = 5;

    private final Instant taken;
    private final SortedMap<String, FileDigest> files;
    private final SortedMap<String, String> facts;

    private DataDigest(Instant taken, Map<String, FileDigest> files, Map<String, String> facts) {
        this.taken = taken;
        this.files = new TreeMap<>(files);
        this.facts = new TreeMap<>(facts);
    }

    /** The file: one line a file of the data, "SIZE CHANGED SHA-256". */
    private record Stored(String taken, Map<String, String> facts, Map<String, String> files) {

        boolean isSound() {
            return taken != null
                    && facts != null
                    && files != null
                    && facts.values().stream().allMatch(Objects::nonNull)
                    && files.values().stream().allMatch(FileDigest::isSound);
        }
    }

    /**
     * Takes the digest of data.
     *
     * @param root the folder of the files, or the only file
     * @param files the files, in or below that folder; none of data that is built in
     * @param facts what else makes the data what it is, by name: its classes, how it was split
     * @param known a digest of the same data, whose content is not read again; or null
     * @return the digest
     * @throws IOException if a file cannot be read
     */
    public static DataDigest of(
            Path root, Collection<Path> files, Map<String, String> facts, DataDigest known)
            throws IOException {
        Instant now = Instant.now();
        SortedMap<String, FileDigest> before = known == null ? new TreeMap<>() : known.trusted();
        return new DataDigest(now, FileDigest.ofAll(root, files, before), facts);
    }

    /** Returns the files whose time of change tells that they did not change since. */
    private SortedMap<String, FileDigest> trusted() {
        SortedMap<String, FileDigest> trusted = new TreeMap<>(files);
        trusted.values().removeIf(file -> !file.isOlderThan(taken));
        return trusted;
    }

    /**
     * Reads a digest that {@link #write} wrote.
     *
     * @param file the file
     * @return the digest
     * @throws IOException if the file cannot be read, or holds something else; the message names it
     */
    public static DataDigest read(Path file) throws IOException {
        Stored stored =
                JsonFile.read(file, Stored.class, "the digest of a run's data", Stored::isSound);
        try {
            Map<String, FileDigest> files = new TreeMap<>();
            stored.files.forEach((name, row) -> files.put(name, FileDigest.parse(row)));
            return new DataDigest(Instant.parse(stored.taken), files, stored.facts);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the digest.
     *
     * @param file the file, which is replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        files.forEach((name, digest) -> rows.put(name, digest.toString()));
        JsonFile.write(file, new Stored(taken.toString(), facts, rows));
    }

    /**
     * Says what of other data is not as in this.
     *
     * @param other the digest of the other data
     * @return the first few names of files that are new, missing or of other content, and the facts
     *     that are others; empty if it is the same data
     */
    public Optional<String> differences(DataDigest other) {
        List<String> differences = new ArrayList<>();
        if (files.size() == 1 && other.files.size() == 1) {
            addContent(differences, other); // whatever the only file is called
        } else {
            addFiles(differences, other);
        }
        for (String fact : union(facts, other.facts)) {
            String here = facts.get(fact);
            String there = other.facts.get(fact);
            if (!Objects.equals(here, there)) {
                differences.add(fact + ": " + quoted(there) + ", not " + quoted(here));
            }
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", differences));
    }

    private void addContent(List<String> differences, DataDigest other) {
        String name = other.files.firstKey();
        if (!files.get(files.firstKey()).hasContentOf(other.files.get(name))) {
            differences.add("the file " + Printable.of(name) + " has other content");
        }
    }

    private void addFiles(List<String> differences, DataDigest other) {
        List<String> added = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (String name : union(files, other.files)) {
            FileDigest here = files.get(name);
            FileDigest there = other.files.get(name);
            if (here == null) {
                added.add(name);
            } else if (there == null) {
                missing.add(name);
            } else if (!here.hasContentOf(there)) {
                changed.add(name);
            }
        }
        add(differences, added, "new");
        add(differences, missing, "missing");
        add(differences, changed, "changed");
    }

    private static void add(List<String> differences, List<String> names, String what) {
        if (!names.isEmpty()) {
            String first =
                    names.stream()
                            .limit(NAMED)
                            .map(Printable::of)
                            .collect(Collectors.joining(", "));
            differences.add(
                    names.size()
                            + (names.size() == 1 ? " file is " : " files are ")
                            + what
                            + " ("
                            + first
                            + (names.size() > NAMED ? ", ..." : "")
                            + ")");
        }
    }

    private static Collection<String> union(Map<String, ?> one, Map<String, ?> other) {
        SortedMap<String, Object> union = new TreeMap<>(one);
        union.putAll(other);
        return union.keySet();
    }

    private static String quoted(String value) {
        return value == null ? "none" : "\"" + Printable.of(value) + "\"";
    }

    /**
     * Tells whether a digest that was written tells as much as this, so that it need not be written
     * anew.
     *
     * @param written the digest, or null
     * @return whether it does: the same, times included, and it vouches for every file
     */
    public boolean isKnownTo(DataDigest written) {
        return written != null && files.equals(written.trusted()) && facts.equals(written.facts);
    }
}
