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
package io.github.hypernet.examples.kind.images;

import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.vision.data.Cifar10Images;
import io.github.hypernet.vision.data.DigitImages;
import io.github.hypernet.vision.data.ImageFolder;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.MnistImages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The three parts of a recipe's data, the names of the classes, and what they were read from.
 *
 * @param train the images to train on
 * @param validation those to choose a model by
 * @param test those to test it on
 * @param classes the names of the classes, by label
 * @param source what they were read from
 */
public record ImageData(
        LabeledImages train,
        LabeledImages validation,
        LabeledImages test,
        List<String> classes,
        Source source) {

    /**
     * What images were read from.
     *
     * @param root the folder of the files, or null
     * @param files the files; none of images that are built in or downloaded
     * @param split the name of the way that they were split, or null
     */
    public record Source(Path root, List<Path> files, String split) {

        static final Source NONE = new Source(null, List.of(), null);
    }

    /** The classes of digits: "0" to "9". */
    public static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(i -> "" + i).toList();

    private static final int DIGITS_TEST = 360;
    private static final int DIGITS_VALIDATION = 240;
    private static final int MNIST_VALIDATION = 5000;
    // as CIFAR-10: 5,000 of 50,000 to validate, and 10,000 of 60,000 to test
    private static final int VALIDATION_SHARE = 10;
    private static final int TEST_SHARE = 6;
    private static final int CIFAR_SIZE = 32;

    /** Folders of images are split by a hash of class and file name. */
    static final String HASH_SPLIT = "hash-1";

    // what the archive of the binary files unpacks to
    private static final String CIFAR_FOLDER = "cifar-10-batches-bin";

    /**
     * Loads the digits of the library; which are the test images does not depend on the seed.
     *
     * @param recipe the name of the recipe, for messages
     * @param options what the user says about them, no path
     * @return the images, 1 x 8 x 8
     * @throws IOException if they cannot be read
     * @throws IllegalArgumentException if options are given that are not for them
     */
    public static ImageData digits(String recipe, DataOptions options) throws IOException {
        if (options.path() != null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe
                            + " has its data built in and takes no --data; for the four MNIST files"
                            + " use the recipe mnist");
        }
        refuseToSkip(options);
        LabeledImages[] parts = DigitImages.load().split(DIGITS_TEST, 0);
        return of(parts[0], parts[1], DIGITS_VALIDATION, options.seed(), DIGITS, Source.NONE);
    }

    /**
     * Loads MNIST from a folder, or through ai.djl:basicdataset.
     *
     * @param recipe the name of the recipe, for messages
     * @param options what the user says about them
     * @return the images, 1 x 28 x 28
     * @throws IOException if they cannot be read
     * @throws IllegalArgumentException if options are given that are not for them
     */
    public static ImageData mnist(String recipe, DataOptions options) throws IOException {
        refuseToSkip(options);
        MnistImages images;
        Source source = Source.NONE;
        if (options.path() != null) {
            images = MnistImages.fromFolder(options.path());
            source = new Source(options.path(), MnistImages.files(options.path()), null);
        } else {
            try {
                images = MnistImages.fromBasicDataset();
            } catch (IOException e) {
                throw notAtHand("MNIST", "with its four files", e);
            }
        }
        return of(images.train(), images.test(), MNIST_VALIDATION, options.seed(), DIGITS, source);
    }

    /** CIFAR-10 from its binary files or through ai.djl:basicdataset, or a folder of images. */
    static ImageData cifar10(String recipe, DataOptions options) throws IOException {
        Path folder = unpacked(options.path());
        if (isImageFolder(options.path())) {
            return imageFolder(folder, options);
        }
        refuseToSkip(options);
        Cifar10Images images;
        Source source = Source.NONE;
        if (folder != null) {
            images = Cifar10Images.fromFolder(folder);
            source = new Source(folder, Cifar10Images.files(folder), null);
        } else {
            try {
                images = Cifar10Images.fromBasicDataset();
            } catch (IOException e) {
                throw notAtHand("CIFAR-10", "with its six binary files or with images", e);
            }
        }
        int validation = images.train().size() / VALIDATION_SHARE;
        return of(
                images.train(),
                images.test(),
                validation,
                options.seed(),
                Cifar10Images.CLASSES,
                source);
    }

    private static Path unpacked(Path named) {
        return named != null && Files.isDirectory(named.resolve(CIFAR_FOLDER))
                ? named.resolve(CIFAR_FOLDER)
                : named;
    }

    /** Tells whether what the user named is no folder of CIFAR-10's files, but one of images. */
    static boolean isImageFolder(Path named) {
        Path folder = unpacked(named);
        return folder != null && Files.isDirectory(folder) && !Cifar10Images.areIn(folder);
    }

    private static ImageData imageFolder(Path folder, DataOptions options) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            if (paths.noneMatch(Files::isDirectory)) {
                throw new IOException(
                        folder
                                + " has neither CIFAR-10's binary files, data_batch_1.bin to"
                                + " data_batch_5.bin and test_batch.bin, nor a folder of images for"
                                + " each class");
            }
        }
        ImageFolder images =
                ImageFolder.read(folder, CIFAR_SIZE, CIFAR_SIZE, options.skipUnreadable());
        if (!images.unreadable().isEmpty()) {
            System.err.printf(
                    Locale.ROOT,
                    "Left out %,d files that cannot be read as images: %s%n",
                    images.unreadable().size(),
                    images.unreadable());
        }
        Source source = new Source(folder, images.files(), options.split());
        ImageData data =
                options.split() == null
                        ? splitAtRandom(images, options, source)
                        : splitByHash(images, options, source);
        System.err.println(ImageSummary.of(folder, images, data));
        return data;
    }

    private static ImageData splitByHash(ImageFolder folder, DataOptions options, Source source)
            throws IOException {
        if (!options.split().equals(HASH_SPLIT)) {
            throw new IOException(
                    "The run's images are split by "
                            + options.split()
                            + ", which this version does not know; it knows "
                            + HASH_SPLIT);
        }
        ImageFolder parts = folder.split(1.0 / VALIDATION_SHARE, 1.0 / TEST_SHARE, options.seed());
        return new ImageData(
                parts.train(), parts.validation(), parts.test(), parts.classes(), source);
    }

    /** Splits as runs do that name no split: they know no folder of validation images. */
    private static ImageData splitAtRandom(ImageFolder images, DataOptions options, Source source)
            throws IOException {
        LabeledImages train = images.train();
        LabeledImages test = images.test();
        if (test == null) {
            requireImages(source, train, train.size() / TEST_SHARE, TEST_SHARE);
            LabeledImages[] parts = train.split(train.size() / TEST_SHARE, 0);
            train = parts[0];
            test = parts[1];
        }
        return of(
                train,
                test,
                train.size() / VALIDATION_SHARE,
                options.seed(),
                images.classes(),
                source);
    }

    private static void refuseToSkip(DataOptions options) {
        if (options.skipUnreadable()) {
            throw new IllegalArgumentException(
                    "--skip-unreadable is for folders of images, not for a data set in files of its"
                            + " own");
        }
    }

    private static IOException notAtHand(String name, String files, IOException cause) {
        return new IOException(
                name
                        + " is not at hand and cannot be downloaded ("
                        + cause.getMessage()
                        + "); name a folder "
                        + files
                        + " by --data DIR",
                cause);
    }

    /** Refuses images that leave a part with none. */
    private static void requireImages(Source source, LabeledImages learn, int split, int needed)
            throws IOException {
        if (split == 0 || split >= learn.size()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d image(s) to train on, too few to split %d off them: %d or more"
                                    + " are needed",
                            source.root() == null ? "The data set" : source.root(),
                            learn.size(),
                            Math.max(split, 1),
                            needed));
        }
    }

    private static ImageData of(
            LabeledImages learn,
            LabeledImages test,
            int validationSize,
            long seed,
            List<String> classes,
            Source source)
            throws IOException {
        boolean share = validationSize < MNIST_VALIDATION;
        requireImages(
                source, learn, validationSize, share ? VALIDATION_SHARE : MNIST_VALIDATION + 1);
        LabeledImages[] parts = learn.split(validationSize, seed);
        return new ImageData(parts[0], parts[1], test, classes, source);
    }

    /**
     * Returns what tells whether the images are the same.
     *
     * @return it
     */
    public DataIdentity identity() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("classes", String.join(", ", classes));
        if (source.split() != null) {
            facts.put("split", source.split());
        }
        facts.put("training", fact(train));
        facts.put("validation", fact(validation));
        facts.put("test", fact(test));
        return new DataIdentity(source.root(), source.files(), facts);
    }

    private String fact(LabeledImages part) {
        return DataIdentity.part(
                String.format(Locale.ROOT, "%,d images", part.size()),
                !source.files().isEmpty(),
                part::writeTo);
    }

    /** What a classifier of these images takes: those in color are normalized. */
    ImageFormat format() {
        boolean color = train.getImageShape().get(0) == 3;
        return ImageFormat.of(
                train.getImageShape(),
                classes,
                color ? train.getChannelStatistics() : null,
                color ? null : train.getBorderMedian());
    }
}
