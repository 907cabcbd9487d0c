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
package io.github.hypernet.text.handwriting;

import io.github.hypernet.text.language.TextFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Drawings of any format, told by the file's name: {@code .npz} ({@link SketchRnnFile}), {@code
 * .ndjson} ({@link QuickDrawFile}), {@code .svg} ({@link SvgFile}) and {@code .xml} ({@link
 * IamOnDb}); or all such files in a folder.
 */
public final class DrawingFiles {

    private static final Set<String> FORMATS = Set.of("npz", "ndjson", "svg", "xml");

    private DrawingFiles() {}

    /** Makes a set of drawings. */
    @FunctionalInterface
    interface Maker {
        DrawingSet make(String name) throws IOException;
    }

    /**
     * Makes a set, named by a file, of what it holds: what is wrong with it is wrong with the file.
     */
    static DrawingSet set(Path path, Maker maker) throws IOException {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        try {
            return maker.make(name.replaceFirst("(?<=.)[.].*", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads drawings in three parts. A {@code .npz} file and a folder of IAM-OnDB are split as they
     * say; other drawings by chance, 90 % to train on, 5 % each for validation and test.
     *
     * @param path the file or folder; its name, up to the first dot, is the set's
     * @param seed the seed of a split by chance
     * @return the drawings
     * @throws IOException if there is no such file or folder, one is of no known format or damaged,
     *     or there are too few drawings; the message names the file and the place in it
     */
    public static DrawingSet read(Path path, long seed) throws IOException {
        if (extension(path).equals("npz")) {
            return SketchRnnFile.read(path);
        }
        if (Files.isDirectory(path) && TextFiles.list(path).stream().anyMatch(IamOnDb::isLine)) {
            return IamOnDb.fromFolder(path);
        }
        List<Drawing> drawings = list(path);
        return set(path, name -> DrawingSet.split(name, drawings, seed));
    }

    /**
     * Reads all drawings, in the order they lie in the files.
     *
     * @param path the file or folder; of a folder files of other formats are passed over
     * @return the drawings, at least one
     * @throws IOException if there is no such file or folder, it is of no known format or damaged,
     *     or there is no drawing
     */
    public static List<Drawing> list(Path path) throws IOException {
        List<Path> files = TextFiles.list(path);
        List<Drawing> drawings = new ArrayList<>();
        for (Path file : files) {
            switch (extension(file)) {
                case "npz" -> {
                    DrawingSet set = SketchRnnFile.read(file);
                    drawings.addAll(set.training());
                    drawings.addAll(set.validation());
                    drawings.addAll(set.test());
                }
                case "ndjson" -> drawings.addAll(QuickDrawFile.read(file));
                case "svg" -> drawings.addAll(SvgFile.read(file));
                case "xml" -> drawings.add(IamOnDb.readLine(file));
                default -> {
                    // other files of a folder
                }
            }
        }
        if (drawings.isEmpty()) {
            throw new IOException(
                    path
                            + " has no drawings of a known format; the formats are .npz, .ndjson,"
                            + " .svg, and .xml of IAM-OnDB");
        }
        return drawings;
    }

    /**
     * Lists the files that {@link #read} reads: of a folder not those of other formats.
     *
     * @param path the file or folder
     * @return the files
     * @throws IOException if there is no such file or folder
     */
    public static List<Path> files(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        return TextFiles.list(path).stream()
                .filter(file -> FORMATS.contains(extension(file)) || IamOnDb.isSplit(file))
                .toList();
    }

    private static String extension(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
