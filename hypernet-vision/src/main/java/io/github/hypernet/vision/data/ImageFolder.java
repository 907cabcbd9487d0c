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

import ai.djl.ndarray.types.Shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labeled images from a folder with a folder for each class, scaled to one size, in color.
 *
 * <pre>
 *   FOLDER/cat/1.jpg                  one set of images, or
 *   FOLDER/train/cat/1.jpg            one to train on
 *   FOLDER/test/cat/2.jpg             and one to test on
 * </pre>
 *
 * Classes are numbered in the order of their names. Hidden files are passed over. There are 2 to
 * 256 classes.
 *
 * @param classes the names of the classes, by label
 * @param train the training images; all of them if there is no folder {@code test}
 * @param test the test images, or null
 * @param unreadable files that were left out, because they are no images or damaged
 * @param files the files that were read, of every part
 */
public record ImageFolder(
        List<String> classes,
        LabeledImages train,
        LabeledImages test,
        List<Path> unreadable,
        List<Path> files) {

    private static final int MOST_CLASSES = 256;
    private static final int NAMED = 5;

    private record ClassFile(Path path, int label) {}

    /**
     * Reads a folder.
     *
     * @param folder the folder
     * @param height the height to scale images to
     * @param width the width to scale images to
     * @param skipUnreadable whether to leave out files that cannot be read, and name them in the
     *     result
     * @return the images
     * @throws IOException if there are fewer than two classes or more than 256, if a class has no
     *     image, if the classes of train and test differ, or if there are unreadable files that are
     *     not to be left out; the message says which and how many
     */
    public static ImageFolder read(Path folder, int height, int width, boolean skipUnreadable)
            throws IOException {
        Shape shape = new Shape(3, height, width);
        List<Path> unreadable = new ArrayList<>();
        Path trainFolder = folder.resolve("train");
        Path testFolder = folder.resolve("test");
        boolean parts = Files.isDirectory(trainFolder) && Files.isDirectory(testFolder);
        List<String> classes = classes(parts ? trainFolder : folder);
        if (parts && !classes(testFolder).equals(classes)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The classes in %s, %s, are not those in %s, %s",
                            testFolder,
                            classes(testFolder),
                            trainFolder,
                            classes));
        }
        List<ClassFile> trainFiles = files(parts ? trainFolder : folder, classes);
        List<ClassFile> testFiles = parts ? files(testFolder, classes) : List.of();
        LabeledImages train = read(trainFiles, shape, unreadable);
        LabeledImages test = parts ? read(testFiles, shape, unreadable) : null;
        if (!unreadable.isEmpty() && !skipUnreadable || train == null || parts && test == null) {
            int count = trainFiles.size() + testFiles.size();
            throw new IOException(
                    describe(folder, unreadable, count)
                            + "; mend or remove them, or have unreadable images skipped");
        }
        List<Path> files =
                Stream.concat(trainFiles.stream(), testFiles.stream())
                        .map(ClassFile::path)
                        .filter(file -> !unreadable.contains(file))
                        .toList();
        return new ImageFolder(classes, train, test, List.copyOf(unreadable), files);
    }

    private static String describe(Path folder, List<Path> unreadable, int count) {
        String names =
                unreadable.stream()
                        .limit(NAMED)
                        .map(file -> folder.relativize(file).toString())
                        .collect(Collectors.joining(", "));
        int more = unreadable.size() - NAMED;
        return String.format(
                Locale.ROOT,
                "%,d of the %,d images in %s cannot be read: %s%s",
                unreadable.size(),
                count,
                folder,
                names,
                more > 0 ? " and " + more + " more" : "");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> classes(Path folder) throws IOException {
        List<String> classes =
                list(folder).stream()
                        .filter(Files::isDirectory)
                        .map(path -> path.getFileName().toString())
                        .toList();
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d folder(s)%s, not 2 to %d: an image folder has one for each"
                                    + " class",
                            folder,
                            classes.size(),
                            classes.size() == 1 ? ", " + classes.get(0) : "",
                            MOST_CLASSES));
        }
        return classes;
    }

    private static List<ClassFile> files(Path folder, List<String> classes) throws IOException {
        List<ClassFile> files = new ArrayList<>();
        for (int label = 0; label < classes.size(); ++label) {
            int before = files.size();
            for (Path path : list(folder.resolve(classes.get(label)))) {
                if (Files.isRegularFile(path)) {
                    files.add(new ClassFile(path, label));
                }
            }
            if (files.size() == before) {
                throw new IOException(
                        "The class folder "
                                + folder.resolve(classes.get(label))
                                + " has no images");
            }
        }
        return files;
    }

    /** Reads files, on all processors; null if none can be read. */
    private static LabeledImages read(List<ClassFile> files, Shape shape, List<Path> unreadable)
            throws IOException {
        int size = Math.toIntExact(shape.size());
        if ((long) files.size() * size > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%,d images of %d x %d pixels do not fit into memory; use fewer",
                            files.size(),
                            shape.get(1),
                            shape.get(2)));
        }
        byte[][] images = new byte[files.size()][];
        IntStream.range(0, images.length)
                .parallel()
                .forEach(
                        i -> {
                            try {
                                images[i] =
                                        ImagePixels.of(
                                                ImagePixels.read(files.get(i).path()), shape);
                            } catch (IOException e) {
                                images[i] = null; // counted below, in order
                            }
                        });
        int count = 0;
        byte[] pixels = new byte[files.size() * size];
        byte[] labels = new byte[files.size()];
        for (int i = 0; i < images.length; ++i) {
            if (images[i] == null) {
                unreadable.add(files.get(i).path());
            } else {
                System.arraycopy(images[i], 0, pixels, count * size, size);
                labels[count++] = (byte) files.get(i).label();
            }
        }
        return count == 0
                ? null
                : new LabeledImages(
                        shape,
                        255,
                        Arrays.copyOf(pixels, count * size),
                        Arrays.copyOf(labels, count));
    }
}
