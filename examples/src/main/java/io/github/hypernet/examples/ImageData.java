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
package io.github.hypernet.examples;

import io.github.hypernet.vision.data.DigitImages;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.MnistImages;

import java.io.IOException;
import java.nio.file.Path;

/** The three parts of a recipe's data. */
record ImageData(LabeledImages train, LabeledImages validation, LabeledImages test) {

    private static final int DIGITS_TEST = 360;
    private static final int DIGITS_VALIDATION = 240;
    private static final int MNIST_VALIDATION = 5000;

    /** Where a recipe's data comes from. */
    @FunctionalInterface
    interface Source {

        /**
         * Loads the data.
         *
         * @param folder the folder that the user named, or null
         * @param seed the seed of the split into training and validation images
         */
        ImageData load(Path folder, long seed) throws IOException;
    }

    /** The digits of the library; which are the test images does not depend on the seed. */
    static ImageData digits(Path folder, long seed) {
        if (folder != null) {
            throw new IllegalArgumentException(
                    "The recipe digits has its data built in and takes no --data; for the four MNIST"
                            + " files use the recipe mnist");
        }
        LabeledImages[] parts = DigitImages.load().split(DIGITS_TEST, 0);
        return new ImageData(parts[0], parts[1], DIGITS_VALIDATION, seed);
    }

    /** MNIST from a folder, or through ai.djl:basicdataset. */
    static ImageData mnist(Path folder, long seed) throws IOException {
        MnistImages images;
        if (folder != null) {
            images = MnistImages.fromFolder(folder);
        } else {
            try {
                images = MnistImages.fromBasicDataset();
            } catch (IOException e) {
                throw new IOException(
                        "MNIST is not at hand and cannot be downloaded ("
                                + e.getMessage()
                                + "); name a folder with its four files by --data DIR",
                        e);
            }
        }
        return new ImageData(images.train(), images.test(), MNIST_VALIDATION, seed);
    }

    private ImageData(LabeledImages learn, LabeledImages test, int validationSize, long seed) {
        this(learn.split(validationSize, seed), test);
    }

    private ImageData(LabeledImages[] parts, LabeledImages test) {
        this(parts[0], parts[1], test);
    }
}
