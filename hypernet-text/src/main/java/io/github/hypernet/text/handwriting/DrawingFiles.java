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
import java.util.Locale;
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
        Path name = path.toAbsolutePath().normalize().getFileName();
        try {
            return maker.make(
                    name == null ? "drawings" : name.toString().replaceFirst("(?<=.)[.].*", ""));
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
        return read(path, seed, new ReadingLog(false));
    }

    /**
     * Reads drawings in three parts, as {@link #read(Path, long)} does, and tells what is left out.
     *
     * @param path the file or folder; its name, up to the first dot, is the set's
     * @param seed the seed of a split by chance
     * @param log says whether to leave out files of a folder, lines of a file and drawings of an
     *     array that cannot be read; counts them, and what is passed over and filled in
     * @return the drawings
     * @throws IOException if there is no such file or folder, one is of no known format or damaged,
     *     or there are too few drawings; the message names the file and the place in it
     */
    public static DrawingSet read(Path path, long seed, ReadingLog log) throws IOException {
        if (!Files.isDirectory(path) && extension(path).equals("npz")) {
            return told(SketchRnnFile.read(path, log), log);
        }
        if (Files.isDirectory(path) && TextFiles.list(path).stream().anyMatch(IamOnDb::isLine)) {
            return told(IamOnDb.fromFolder(path, 1, log), log);
        }
        List<Drawing> drawings = list(path, log);
        return told(set(path, name -> DrawingSet.split(name, drawings, seed)), log);
    }

    /** Counts what of a set is left out when it is made batches. */
    private static DrawingSet told(DrawingSet set, ReadingLog log) {
        for (List<Drawing> part : List.of(set.training(), set.validation(), set.test())) {
            for (Drawing drawing : part) {
                int moves = drawing.fromFirstMove(0).size();
                log.count(
                        "points of a pen that rests at the begin left out", drawing.size() - moves);
                log.count("drawings of one point, with nothing to predict", moves == 1 ? 1 : 0);
            }
        }
        return set;
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
        return list(path, new ReadingLog(false));
    }

    private static List<Drawing> list(Path path, ReadingLog log) throws IOException {
        List<Drawing> drawings = new ArrayList<>();
        if (Files.isDirectory(path)) {
            for (Path file : TextFiles.list(path)) {
                addFile(drawings, file, log);
            }
        } else {
            SourceFile.require(path);
            add(drawings, path, log);
        }
        if (drawings.isEmpty()) {
            throw new IOException(
                    path
                            + " has no drawings of a known format; the formats are .npz, .ndjson,"
                            + " .svg, and .xml of IAM-OnDB, not packed"
                            + (Files.isDirectory(path) && !log.isEmpty() ? " (" + log + ")" : ""));
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

    private static void addFile(List<Drawing> drawings, Path file, ReadingLog log)
            throws IOException {
        try {
            add(drawings, file, log);
        } catch (IOException e) {
            log.leaveOut(e);
        }
    }

    private static void add(List<Drawing> drawings, Path file, ReadingLog log) throws IOException {
        switch (extension(file)) {
            case "npz" -> {
                DrawingSet set = SketchRnnFile.read(file, log);
                drawings.addAll(set.training());
                drawings.addAll(set.validation());
                drawings.addAll(set.test());
            }
            case "ndjson" -> drawings.addAll(QuickDrawFile.read(file, log));
            case "svg" -> drawings.addAll(SvgFile.read(file, log));
            case "xml" -> drawings.add(IamOnDb.readLine(file, log));
            default -> log.count("files of other formats (not read)", 1);
        }
    }

    private static String extension(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
