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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one-shot classification task of Omniglot (Lake, Salakhutdinov, Tenenbaum 2015): 20 runs, in
 * each of which 20 drawings are to be recognized by one other drawing of each of 20 characters. Its
 * files are in {@code all_runs.zip}:
 *
 * <pre>
 *   run01/training/class01.png     the drawing that a class is known by
 *   run01/test/item01.png          a drawing to recognize
 *   run01/class_labels.txt         run01/test/item01.png run01/training/class08.png, a line for each
 * </pre>
 */
public final class OneShotRuns {

    private static final String ARCHIVE = "all_runs";
    private static final String RUN = "run\\d+";
    private static final String LABELS = "class_labels.txt";

    private OneShotRuns() {}

    /**
     * A run of C classes and M drawings to recognize, 20 of both in Lake's. Drawings are white on
     * black, 28 x 28 pixels from 0 to 1, as those of {@link OmniglotImages}.
     *
     * @param name the name of the run, such as {@code run01}
     * @param support one drawing of each class, {@code [C, 1, 28, 28]}, row-major
     * @param query the drawings to recognize, {@code [M, 1, 28, 28]}, row-major
     * @param answers the class of each of these, from 0
     */
    public record Run(String name, float[] support, float[] query, int[] answers) {}

    /**
     * Reads the runs.
     *
     * @param path {@code all_runs.zip}, what it holds in a folder, or the folder that one of these
     *     is in
     * @return the runs, in the order of their names
     * @throws IOException if there are none, or if a file is missing or damaged; the message names
     *     it
     */
    public static List<Run> read(Path path) throws IOException {
        try (FolderOrZip source = FolderOrZip.open(path)) {
            List<Path> folders = runFolders(source.getRoot());
            if (folders.isEmpty()) {
                folders = runFolders(source.getRoot().resolve(ARCHIVE));
            }
            Path zip = source.getRoot().resolve(ARCHIVE + ".zip");
            if (folders.isEmpty() && Files.isRegularFile(zip) && !source.isZip()) {
                return read(zip);
            }
            if (folders.isEmpty()) {
                throw new IOException(
                        path
                                + " has no runs of Omniglot: it needs all_runs.zip, or its folders run01 to run20");
            }
            List<Run> runs = new ArrayList<>();
            for (Path folder : folders) {
                runs.add(readRun(source, folder));
            }
            return runs;
        }
    }

    private static List<Path> runFolders(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? new FolderListing()
                        .folders(folder).stream()
                                .filter(run -> FileName.normalized(run).matches(RUN))
                                .toList()
                : List.of();
    }

    private static Run readRun(FolderOrZip source, Path folder) throws IOException {
        List<Path> support = images(folder.resolve("training"));
        List<Path> query = images(folder.resolve("test"));
        Path labels = folder.resolve(LABELS);
        Map<String, String> answers = answers(source, labels);
        List<String> classes = support.stream().map(OneShotRuns::name).toList();
        int[] indices = new int[query.size()];
        for (int i = 0; i < indices.length; ++i) {
            String answer = answers.remove(name(query.get(i)));
            indices[i] = classes.indexOf(answer);
            if (indices[i] < 0) {
                throw new IOException(
                        source.describe(labels)
                                + (answer == null ? " has no line for " : " has no class of ")
                                + name(query.get(i)));
            }
        }
        if (!answers.isEmpty() || indices.length == 0) {
            throw new IOException(
                    source.describe(labels)
                            + " names drawings that are not in the folder test beside it");
        }
        return new Run(
                FileName.normalized(folder),
                pixels(source, support),
                pixels(source, query),
                indices);
    }

    /** Reads the class of each drawing: both as run, folder and file. */
    private static Map<String, String> answers(FolderOrZip source, Path labels) throws IOException {
        Map<String, String> answers = new HashMap<>();
        String text = new String(source.read(labels), StandardCharsets.UTF_8);
        int number = 0;
        for (String line : text.lines().toList()) {
            ++number;
            String[] pair = line.strip().split("\\s+");
            if (!line.isBlank() && (pair.length != 2 || answers.put(pair[0], pair[1]) != null)) {
                throw new IOException(
                        source.describe(labels)
                                + ", line "
                                + number
                                + ", is no pair of a new drawing and its class");
            }
        }
        return answers;
    }

    /** Returns a file's name as the labels have it: {@code run01/test/item01.png}. */
    private static String name(Path file) {
        return FileName.within(file.getParent().getParent().getParent(), file);
    }

    private static List<Path> images(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? new FolderListing()
                        .files(folder).stream()
                                .filter(file -> FileName.normalized(file).endsWith(".png"))
                                .toList()
                : List.of();
    }

    private static float[] pixels(FolderOrZip source, List<Path> files) throws IOException {
        float[] pixels = new float[Math.toIntExact(files.size() * OmniglotFiles.IMAGE.size())];
        int next = 0;
        for (Path file : files) {
            for (byte pixel : OmniglotFiles.pixels(source.read(file), source.describe(file))) {
                pixels[next++] = (pixel & 0xff) / 255f;
            }
        }
        return pixels;
    }
}
