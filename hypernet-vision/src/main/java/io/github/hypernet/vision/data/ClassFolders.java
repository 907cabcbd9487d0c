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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The folders of the classes of an image folder, and the files in them, part by part.
 *
 * @param classes the names of the classes, by label
 * @param parts the files of each part, by its name, {@code train} first
 */
record ClassFolders(List<String> classes, Map<String, List<ClassFile>> parts) {

    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";

    /** What the folder of a part may be called, in any case. */
    private static final Map<String, String> PARTS =
            Map.of(
                    "train", TRAIN,
                    "validation", VALIDATION,
                    "val", VALIDATION,
                    "valid", VALIDATION,
                    "test", TEST);

    private static final int MOST_CLASSES = 256;

    /**
     * A file in the folder of a class.
     *
     * @param path the file
     * @param label the class
     */
    record ClassFile(Path path, int label) {}

    /** Lists a folder: of classes, or of parts with classes in each. */
    static ClassFolders list(Path folder, FolderListing listing) throws IOException {
        List<Path> folders = listing.folders(folder);
        Map<String, Path> partFolders = partFolders(folder, folders);
        if (partFolders.isEmpty()) {
            Map<String, Path> classFolders = classFolders(folder, folders);
            return new ClassFolders(
                    List.copyOf(classFolders.keySet()),
                    Map.of(TRAIN, files(classFolders, listing)));
        }
        for (Path other : folders) {
            if (!partFolders.containsValue(other)) {
                listing.passOver("folders beside parts", other);
            }
        }
        List<String> classes = null;
        Map<String, List<ClassFile>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Path> part : partFolders.entrySet()) {
            Path partFolder = part.getValue();
            Map<String, Path> classFolders = classFolders(partFolder, listing.folders(partFolder));
            List<String> names = List.copyOf(classFolders.keySet());
            classes = classes == null ? names : classes;
            requireSame(partFolders.get(TRAIN), classes, partFolder, names);
            parts.put(part.getKey(), files(classFolders, listing));
        }
        return new ClassFolders(classes, parts);
    }

    /** Finds the folders of the parts; empty if there are none, but classes. */
    private static Map<String, Path> partFolders(Path folder, List<Path> folders)
            throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        for (String part : List.of(TRAIN, VALIDATION, TEST)) {
            for (Path path : folders) {
                String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
                Path other = part.equals(PARTS.get(name)) ? found.put(part, path) : null;
                if (other != null) {
                    throw new IOException(
                            String.format(
                                    Locale.ROOT,
                                    "%s has two folders for one part, %s and %s; leave one",
                                    folder,
                                    other.getFileName(),
                                    path.getFileName()));
                }
            }
        }
        if (found.containsKey(TRAIN) && (found.size() > 1 || folders.size() == 1)) {
            return found;
        }
        refuseClassesBesideParts(folder, folders, found);
        return Map.of();
    }

    /** A folder of a part beside folders of classes is no class, if it has folders of these. */
    private static void refuseClassesBesideParts(
            Path folder, List<Path> folders, Map<String, Path> parts) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path path : folders) {
            names.add(FileName.of(path));
        }
        for (Path part : parts.values()) {
            for (Path inner : new FolderListing().folders(part)) {
                if (names.contains(FileName.of(inner)) || folders.size() == parts.size()) {
                    throw new IOException(
                            String.format(
                                    Locale.ROOT,
                                    "%s has a folder %s with classes in it and no folder train for the"
                                            + " rest: name folders train, val and test, or one"
                                            + " for each class",
                                    folder,
                                    part.getFileName()));
                }
            }
        }
    }

    private static Map<String, Path> classFolders(Path folder, List<Path> folders)
            throws IOException {
        Map<String, Path> classes = new LinkedHashMap<>();
        for (Path path : folders) {
            classes.put(FileName.of(path), path);
        }
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d folder(s)%s, not 2 to %d: an image folder has one for each"
                                    + " class",
                            folder,
                            classes.size(),
                            classes.size() == 1 ? ", " + classes.keySet().iterator().next() : "",
                            MOST_CLASSES));
        }
        return classes;
    }

    private static void requireSame(
            Path trainFolder, List<String> classes, Path otherFolder, List<String> others)
            throws IOException {
        if (!others.equals(classes)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The classes in %s, %s, are not those in %s, %s",
                            otherFolder,
                            others,
                            trainFolder,
                            classes));
        }
    }

    private static List<ClassFile> files(Map<String, Path> classFolders, FolderListing listing)
            throws IOException {
        List<ClassFile> files = new ArrayList<>();
        int label = 0;
        for (Path classFolder : classFolders.values()) {
            List<Path> paths = listing.files(classFolder);
            if (paths.isEmpty()) {
                boolean nested = !new FolderListing().folders(classFolder).isEmpty();
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "The class folder %s has no images%s",
                                classFolder,
                                nested ? " of its own; those in folders below are not read" : ""));
            }
            for (Path path : paths) {
                files.add(new ClassFile(path, label));
            }
            ++label;
        }
        return files;
    }
}
