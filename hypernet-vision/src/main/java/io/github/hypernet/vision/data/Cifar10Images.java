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

import ai.djl.basicdataset.BasicDatasets;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.Repository;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CIFAR-10 (Krizhevsky 2009): 50,000 images to train on and 10,000 to test on, 32 x 32 pixels in
 * three colors, ten classes.
 *
 * <p>A record of the binary files is the label, from 0 to 9, then the image as 1,024 red, 1,024
 * green and 1,024 blue bytes.
 *
 * @param train the training images
 * @param test the test images
 */
public record Cifar10Images(LabeledImages train, LabeledImages test) {

    /** The names of the classes, by label. */
    public static final List<String> CLASSES =
            List.of(
                    "airplane",
                    "automobile",
                    "bird",
                    "cat",
                    "deer",
                    "dog",
                    "frog",
                    "horse",
                    "ship",
                    "truck");

    private static final Shape IMAGE = new Shape(3, 32, 32);
    private static final int IMAGE_SIZE = 3 * 32 * 32;
    private static final int RECORD_SIZE = 1 + IMAGE_SIZE;
    private static final int BATCHES = 5;
    private static final String TEST_FILE = "test_batch.bin";

    /**
     * Tells whether a folder holds any of the binary files.
     *
     * @param folder the folder
     * @return true if there is one
     */
    public static boolean areIn(Path folder) {
        for (int batch = 1; batch <= BATCHES; ++batch) {
            if (Files.isRegularFile(folder.resolve(batchName(batch)))) {
                return true;
            }
        }
        return Files.isRegularFile(folder.resolve(TEST_FILE));
    }

    private static String batchName(int batch) {
        return "data_batch_" + batch + ".bin";
    }

    /**
     * Reads the files of the "CIFAR-10 binary version": data_batch_1.bin to data_batch_5.bin and
     * test_batch.bin.
     *
     * @param folder the folder that holds them
     * @return the images
     * @throws IOException if a file is missing, cut, empty or no such file; the message names it
     */
    public static Cifar10Images fromFolder(Path folder) throws IOException {
        DataFiles.requireFolder(folder, "CIFAR-10 is a folder with six binary files");
        ByteArrayOutputStream train = new ByteArrayOutputStream();
        for (int batch = 1; batch <= BATCHES; ++batch) {
            train.writeBytes(read(folder.resolve(batchName(batch))));
        }
        byte[] test = read(folder.resolve(TEST_FILE));
        return new Cifar10Images(split(train.toByteArray()), split(test));
    }

    /**
     * Lists the files that {@link #fromFolder} reads.
     *
     * @param folder the folder
     * @return the six files, whether they are there or not
     */
    public static List<Path> files(Path folder) {
        return Stream.concat(
                        IntStream.rangeClosed(1, BATCHES).mapToObj(Cifar10Images::batchName),
                        Stream.of(TEST_FILE))
                .map(folder::resolve)
                .toList();
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "No file "
                            + file
                            + ": a CIFAR-10 folder holds data_batch_1.bin to data_batch_5.bin and "
                            + TEST_FILE);
        }
        DataFiles.requireMemory(file.toString(), Files.size(file));
        return check(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Loads CIFAR-10 through ai.djl:basicdataset, which downloads it once and caches it.
     *
     * @return the images
     * @throws IOException if it is not cached and cannot be downloaded
     */
    public static Cifar10Images fromBasicDataset() throws IOException {
        return fromRepository(BasicDatasets.REPOSITORY);
    }

    /**
     * Loads the artifact {@code ai.djl.basicdataset:cifar10} of a DJL repository.
     *
     * @param repository the repository
     * @return the images
     * @throws IOException if the repository does not have it or cannot be reached
     */
    public static Cifar10Images fromRepository(Repository repository) throws IOException {
        DatasetArtifact artifact = DatasetArtifact.find(repository, "cifar10", "CIFAR-10");
        return new Cifar10Images(
                split(read(artifact, "data_batch.bin")), split(read(artifact, TEST_FILE)));
    }

    private static byte[] read(DatasetArtifact artifact, String name) throws IOException {
        try (InputStream in = artifact.open(name)) {
            return check("CIFAR-10's " + name, in.readAllBytes());
        }
    }

    /** Refuses bytes that are no whole number of records with labels from 0 to 9. */
    private static byte[] check(String name, byte[] bytes) throws IOException {
        int rest = bytes.length % RECORD_SIZE;
        if (rest != 0 || bytes.length == 0) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s is cut or no CIFAR-10 file: its %,d bytes are %,d records of %,d"
                                    + " bytes and %,d more",
                            name,
                            bytes.length,
                            bytes.length / RECORD_SIZE,
                            RECORD_SIZE,
                            rest));
        }
        for (int start = 0; start < bytes.length; start += RECORD_SIZE) {
            if (bytes[start] < 0 || bytes[start] >= CLASSES.size()) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s is no CIFAR-10 file: record %,d has the label %d, not 0 to 9",
                                name,
                                start / RECORD_SIZE,
                                bytes[start] & 0xff));
            }
        }
        return bytes;
    }

    private static LabeledImages split(byte[] records) {
        int count = records.length / RECORD_SIZE;
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * IMAGE_SIZE];
        for (int i = 0; i < count; ++i) {
            labels[i] = records[i * RECORD_SIZE];
            System.arraycopy(records, i * RECORD_SIZE + 1, pixels, i * IMAGE_SIZE, IMAGE_SIZE);
        }
        return new LabeledImages(IMAGE, 255, pixels, labels);
    }
}
