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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes, Burges 1998): 60,000 images to train on
 * and 10,000 to test on, 28 x 28 grey pixels, ten classes.
 *
 * @param train the training images
 * @param test the test images
 */
public record MnistImages(LabeledImages train, LabeledImages test) {

    /** The original file names by the names that DJL's artifact gives the files. */
    private static final Map<String, String> FILE_NAMES =
            Map.of(
                    "train_data", "train-images-idx3-ubyte",
                    "train_labels", "train-labels-idx1-ubyte",
                    "test_data", "t10k-images-idx3-ubyte",
                    "test_labels", "t10k-labels-idx1-ubyte");

    /** Opens a file by the name that DJL's artifact gives it. */
    private interface Source {

        Entry open(String key) throws IOException;
    }

    /**
     * An open file.
     *
     * @param name what messages call it
     * @param content its bytes
     */
    private record Entry(String name, InputStream content) {}

    /** The images of a part, and what messages call their file. */
    private record Part(String file, LabeledImages images) {}

    /**
     * Reads the four original files, gzipped (.gz) or plain: train-images-idx3-ubyte,
     * train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; or with a dot, as in
     * train-images.idx3-ubyte.
     *
     * @param folder the folder that holds them
     * @return the images
     * @throws IOException if a file is missing, damaged or no IDX file, if images and labels are
     *     not of one count, or if the images to test on are not of the size of those to train on;
     *     the message names the file
     */
    public static MnistImages fromFolder(Path folder) throws IOException {
        return read(
                key -> {
                    Path file = find(folder, FILE_NAMES.get(key));
                    return new Entry(file.toString(), Files.newInputStream(file));
                });
    }

    /**
     * Lists the files that {@link #fromFolder} reads.
     *
     * @param folder the folder
     * @return the four files
     * @throws IOException if one is missing
     */
    public static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : FILE_NAMES.values()) {
            files.add(find(folder, name));
        }
        return files;
    }

    private static Path find(Path folder, String name) throws IOException {
        DataFiles.requireFolder(folder, "MNIST is a folder with four IDX files");
        for (String spelled : List.of(name, name.replace("-idx", ".idx"))) {
            for (String ending : List.of(".gz", "")) {
                Path file = folder.resolve(spelled + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new IOException(
                "No file "
                        + name
                        + " or "
                        + name
                        + ".gz in "
                        + folder
                        + ": an MNIST folder holds the four IDX files {train,t10k}-images-idx3-ubyte"
                        + " and {train,t10k}-labels-idx1-ubyte");
    }

    /**
     * Loads MNIST through ai.djl:basicdataset, which downloads it once and caches it.
     *
     * @return the images
     * @throws IOException if it is not cached and cannot be downloaded
     */
    public static MnistImages fromBasicDataset() throws IOException {
        return fromRepository(BasicDatasets.REPOSITORY);
    }

    /**
     * Loads the artifact {@code ai.djl.basicdataset:mnist} of a DJL repository.
     *
     * @param repository the repository
     * @return the images
     * @throws IOException if the repository does not have it or cannot be reached
     */
    public static MnistImages fromRepository(Repository repository) throws IOException {
        DatasetArtifact artifact = DatasetArtifact.find(repository, "mnist", "MNIST");
        return read(key -> new Entry("MNIST's " + FILE_NAMES.get(key), artifact.open(key)));
    }

    private static MnistImages read(Source source) throws IOException {
        Part train = read(source, "train");
        Part test = read(source, "test");
        if (!train.images.getImageShape().equals(test.images.getImageShape())) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s holds images of %s pixels, but %s of %s",
                            test.file,
                            size(test.images),
                            train.file,
                            size(train.images)));
        }
        return new MnistImages(train.images, test.images);
    }

    private static String size(LabeledImages images) {
        Shape shape = images.getImageShape();
        return shape.get(1) + " x " + shape.get(2);
    }

    private static Part read(Source source, String part) throws IOException {
        Entry imagesFile = source.open(part + "_data");
        IdxFile images = IdxFile.read(imagesFile.name, imagesFile.content, 3);
        Entry labelsFile = source.open(part + "_labels");
        IdxFile labels = IdxFile.read(labelsFile.name, labelsFile.content, 1);
        int count = images.sizes()[0];
        if (count != labels.sizes()[0]) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s holds %,d images, but %s holds %,d labels",
                            imagesFile.name,
                            count,
                            labelsFile.name,
                            labels.sizes()[0]));
        }
        Shape shape = new Shape(1, images.sizes()[1], images.sizes()[2]);
        for (byte label : labels.values()) {
            if (label < 0 || label > 9) {
                throw new IOException(
                        labelsFile.name + " holds the label " + (label & 0xff) + ", not 0 to 9");
            }
        }
        return new Part(
                imagesFile.name, new LabeledImages(shape, 255, images.values(), labels.values()));
    }
}
