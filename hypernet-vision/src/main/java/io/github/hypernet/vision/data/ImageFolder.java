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
import ai.djl.util.Preconditions;

import io.github.hypernet.vision.data.ClassFolders.ClassFile;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labeled images from a folder with a folder for each class, scaled to one size, in color.
 *
 * <pre>
 *   FOLDER/cat/1.jpg                  one set of images, or
 *   FOLDER/train/cat/1.jpg            one to train on,
 *   FOLDER/val/cat/2.jpg              one to validate (or validation, or valid)
 *   FOLDER/test/cat/3.jpg             and one to test on: both, or one of them
 * </pre>
 *
 * Classes are numbered in the order of their names. There are 2 to 256 classes, the same in each
 * part, with an image each. Hidden files and what operating systems leave, such as Thumbs.db, are
 * no images. Folders in that of a class, links to nowhere and what is neither file nor folder are
 * passed over, and named in the result.
 *
 * @param classes the names of the classes, by label
 * @param train the training images; all of them if there are no parts
 * @param validation the validation images, or null
 * @param test the test images, or null
 * @param files the files of all images, in their order: train, validation, test
 * @param unreadable files that were left out, because they are no images or damaged
 * @param passedOver what was passed over, by reason
 */
public record ImageFolder(
        List<String> classes,
        LabeledImages train,
        LabeledImages validation,
        LabeledImages test,
        List<Path> files,
        List<Path> unreadable,
        Map<String, List<Path>> passedOver) {

    private static final int NAMED = 5;

    /**
     * Reads a folder.
     *
     * @param folder the folder
     * @param height the height to scale images to
     * @param width the width to scale images to
     * @param skipUnreadable whether to leave out files that cannot be read, and name them in the
     *     result
     * @return the images
     * @throws IOException if it is no folder, if there are fewer than two classes or more than 256,
     *     if a class has no image that can be read, if the classes of the parts differ, or if there
     *     are unreadable files that are not to be left out; the message says which and how many
     */
    public static ImageFolder read(Path folder, int height, int width, boolean skipUnreadable)
            throws IOException {
        DataFiles.requireFolder(folder, "images lie in a folder with one for each class");
        Shape shape = new Shape(3, height, width);
        FolderListing listing = new FolderListing();
        ClassFolders found = ClassFolders.list(folder, listing);
        Map<String, List<ClassFile>> parts = found.parts();
        List<Path> unreadable = new ArrayList<>();
        List<ClassFile> good = new ArrayList<>();
        LabeledImages train = read(parts.get(ClassFolders.TRAIN), shape, good, unreadable);
        LabeledImages validation =
                read(parts.get(ClassFolders.VALIDATION), shape, good, unreadable);
        LabeledImages test = read(parts.get(ClassFolders.TEST), shape, good, unreadable);
        if (!unreadable.isEmpty() && !skipUnreadable) {
            throw new IOException(
                    describe(folder, unreadable, good.size() + unreadable.size())
                            + "; mend or remove them, or have unreadable images skipped");
        }
        Set<Path> leftOut = Set.copyOf(unreadable);
        for (List<ClassFile> part : parts.values()) {
            refuseEmptyClasses(part, leftOut);
        }
        return new ImageFolder(
                found.classes(),
                train,
                validation,
                test,
                good.stream().map(ClassFile::path).toList(),
                List.copyOf(unreadable),
                Collections.unmodifiableMap(listing.getPassedOver()));
    }

    /**
     * Splits off the training images what the folder has no folder for, validation and test images.
     *
     * <p>The class and name of a file alone say where it belongs, by a hash that is the same on
     * every system, so that a file more moves no other. One image of each class at least is in each
     * part; a class so small that the hashes leave it none has the image of its smallest hash
     * there, and only that one can be moved by a file more. Which are the test images does not
     * depend on the seed.
     *
     * @param validationShare the share of the training images to validate with, from 0 to 1
     * @param testShare the share of the training images to test with, from 0 to 1
     * @param seed the seed of the choice of validation images
     * @return the images in three parts
     * @throws IOException if a class has fewer images than there are parts to make of them
     */
    public ImageFolder split(double validationShare, double testShare, long seed)
            throws IOException {
        Preconditions.checkArgument(
                validationShare > 0 && testShare > 0 && validationShare + testShare < 1,
                "The shares of validation and test must be positive and below 1 together, got "
                        + validationShare
                        + " and "
                        + testShare);
        int validationStart = train.size();
        int testStart = validationStart + (validation == null ? 0 : validation.size());
        Part trainPart = new Part(train, files.subList(0, validationStart));
        Part validationPart = new Part(validation, files.subList(validationStart, testStart));
        Part testPart = new Part(test, files.subList(testStart, files.size()));
        requireImages(1 + (validation == null ? 1 : 0) + (test == null ? 1 : 0));
        if (test == null) {
            List<Part> two = split(trainPart, testShare, "test", validation == null ? 2 : 1);
            trainPart = two.get(0);
            testPart = two.get(1);
        }
        if (validation == null) {
            List<Part> two = split(trainPart, validationShare, "validation " + seed, 1);
            trainPart = two.get(0);
            validationPart = two.get(1);
        }
        List<Path> ordered = new ArrayList<>(trainPart.files);
        ordered.addAll(validationPart.files);
        ordered.addAll(testPart.files);
        return new ImageFolder(
                classes,
                trainPart.images,
                validationPart.images,
                testPart.images,
                List.copyOf(ordered),
                unreadable,
                passedOver);
    }

    /** Images with their files, in the same order. */
    private record Part(LabeledImages images, List<Path> files) {

        List<Integer> imagesOf(int label) {
            return IntStream.range(0, images.size())
                    .filter(i -> images.getLabel(i) == label)
                    .boxed()
                    .toList();
        }
    }

    private void requireImages(int needed) throws IOException {
        int[] counts = train.countClasses(classes.size());
        for (int label = 0; label < counts.length; ++label) {
            if (counts[label] < needed) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "The class %s has %d image(s) to train on, too few: %d are needed, one"
                                        + " for each part that has no folder of its own; add images, or"
                                        + " folders train, val and test",
                                classes.get(label),
                                counts[label],
                                needed));
            }
        }
    }

    /** Splits a part in two by the hashes of class and file name, class by class. */
    private List<Part> split(Part part, double share, String salt, int rest) {
        boolean[] second = new boolean[part.images.size()];
        for (int label = 0; label < classes.size(); ++label) {
            String className = Normalizer.normalize(classes.get(label), Normalizer.Form.NFC);
            List<Integer> images = part.imagesOf(label);
            List<String> names = new ArrayList<>();
            for (int image : images) {
                names.add(className + "/" + FileName.normalized(part.files.get(image)));
            }
            for (int chosen : HashSplit.choose(names, share, salt, rest)) {
                second[images.get(chosen)] = true;
            }
        }
        LabeledImages[] two = part.images.split(second);
        List<List<Path>> paths = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < second.length; ++i) {
            paths.get(second[i] ? 1 : 0).add(part.files.get(i));
        }
        return List.of(new Part(two[0], paths.get(0)), new Part(two[1], paths.get(1)));
    }

    private static String describe(Path folder, List<Path> unreadable, int count) {
        String names =
                unreadable.stream()
                        .limit(NAMED)
                        .map(file -> FileName.within(folder, file))
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

    private static void refuseEmptyClasses(List<ClassFile> files, Set<Path> leftOut)
            throws IOException {
        Map<Path, Integer> readable = new LinkedHashMap<>();
        for (ClassFile file : files) {
            int count = leftOut.contains(file.path()) ? 0 : 1;
            readable.merge(file.path().getParent(), count, Integer::sum);
        }
        for (Map.Entry<Path, Integer> classFolder : readable.entrySet()) {
            if (classFolder.getValue() == 0) {
                throw new IOException(
                        "The class folder "
                                + classFolder.getKey()
                                + " has no image that can be read; mend its files, or remove the"
                                + " class");
            }
        }
    }

    /** Reads files, on all processors; null for null. */
    private static LabeledImages read(
            List<ClassFile> files, Shape shape, List<ClassFile> good, List<Path> unreadable)
            throws IOException {
        if (files == null) {
            return null;
        }
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
                .forEach(i -> images[i] = pixels(files.get(i).path(), shape));
        int count = 0;
        byte[] pixels = new byte[files.size() * size];
        byte[] labels = new byte[files.size()];
        for (int i = 0; i < images.length; ++i) {
            if (images[i] == null) {
                unreadable.add(files.get(i).path());
            } else {
                good.add(files.get(i));
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

    /** Reads an image; null if it cannot be read: it is counted later, in order. */
    private static byte[] pixels(Path file, Shape shape) {
        try {
            return ImagePixels.of(ImagePixels.read(file), shape);
        } catch (IOException e) {
            return null;
        }
    }
}
