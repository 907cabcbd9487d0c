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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.examples.kind.DataIdentity;
import io.github.hypernet.examples.kind.DataOptions;
import io.github.hypernet.examples.kind.Recipe;
import io.github.hypernet.examples.kind.images.ImageData;
import io.github.hypernet.vision.data.ChannelStatistics;
import io.github.hypernet.vision.data.DigitImages;
import io.github.hypernet.vision.data.LabeledImages;
import io.github.hypernet.vision.data.OmniglotImages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images of which the classes that are trained are others than those that are tested.
 *
 * @param source what they are called: a key of {@link #SIDES}
 * @param train the images to train on; null, as the others, where only the models matter
 * @param validation those to choose a model by
 * @param test those to test it on, of classes that no training has seen
 * @param root the folder that the user named; null if there is none
 * @param files the files that the images were read from; none of those that are built in
 */
record FewShotImages(
        String source,
        ClassImages train,
        ClassImages validation,
        ClassImages test,
        Path root,
        List<Path> files) {

    private static final String DIGITS = "digits";
    private static final String OMNIGLOT = "omniglot";

    /** Height and width of images by what they are called. */
    static final Map<String, Integer> SIDES = new TreeMap<>(Map.of(DIGITS, 8, OMNIGLOT, 28));

    private static final int[] TRAINED_DIGITS = {0, 1, 2, 3, 4, 5, 6};
    private static final int[] TESTED_DIGITS = {7, 8, 9};
    private static final int DIGITS_VALIDATION = 210;

    private static final List<String> TESTED_ALPHABETS =
            List.of("Balinese", "Early_Aramaic", "Korean");
    private static final List<String> VALIDATION_ALPHABETS = List.of("Tagalog");

    /** Names images, where only the models matter. */
    static FewShotImages outline(String source) {
        return new FewShotImages(source, null, null, null, null, List.of());
    }

    /** Loads the images of a recipe. */
    static FewShotImages load(Recipe recipe, DataOptions options) throws IOException {
        options.refuseToSkip(recipe);
        return recipe.data().equals(DIGITS) ? digits(recipe, options) : omniglot(recipe, options);
    }

    /** Seven digits to train on, some images of which to validate with, and three others. */
    private static FewShotImages digits(Recipe recipe, DataOptions options) {
        if (options.path() != null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe.name()
                            + " has its data built in and takes no --data, got "
                            + options.path());
        }
        LabeledImages all = DigitImages.load();
        LabeledImages[] trained =
                all.ofClasses(TRAINED_DIGITS).split(DIGITS_VALIDATION, options.seed());
        List<String> names = ImageData.DIGITS;
        List<String> trainedNames = names.subList(0, TRAINED_DIGITS.length);
        return new FewShotImages(
                DIGITS,
                new ClassImages.Digits(trained[0], trainedNames),
                new ClassImages.Digits(trained[1], trainedNames),
                new ClassImages.Digits(
                        all.ofClasses(TESTED_DIGITS),
                        names.subList(TRAINED_DIGITS.length, names.size())),
                null,
                List.of());
    }

    /** Alphabets to train on, turned by right angles too, and others to validate and to test. */
    private static FewShotImages omniglot(Recipe recipe, DataOptions options) throws IOException {
        if (options.path() == null) {
            throw new IllegalArgumentException(
                    "The recipe "
                            + recipe.name()
                            + " needs Omniglot's images: name a folder by --data FOLDER, with the zip"
                            + " files images_background_small1.zip and images_background_small2.zip or"
                            + " larger ones");
        }
        OmniglotImages all = OmniglotImages.read(options.path());
        try {
            OmniglotImages rest = all.withoutAlphabets(TESTED_ALPHABETS);
            return new FewShotImages(
                    OMNIGLOT,
                    new ClassImages.Characters(
                            rest.withoutAlphabets(VALIDATION_ALPHABETS).withRotations()),
                    new ClassImages.Characters(rest.withAlphabets(VALIDATION_ALPHABETS)),
                    new ClassImages.Characters(all.withAlphabets(TESTED_ALPHABETS)),
                    options.path(),
                    all.getFiles());
        } catch (IllegalArgumentException e) {
            throw new IOException(options.path() + ": " + e.getMessage(), e);
        }
    }

    /** {@return the shape of an image} */
    Shape imageShape() {
        return new Shape(1, SIDES.get(source), SIDES.get(source));
    }

    /** Returns images with the mean of those to train on at 0 and their deviation at 1. */
    NDArray normalized(ClassImages images, NDManager manager) {
        ChannelStatistics statistics = train.statistics();
        NDArray array = images.toArray(manager);
        return array.subi(statistics.mean()[0]).divi(statistics.deviation()[0]);
    }

    /** Returns what tells whether the images are the same. */
    DataIdentity identity() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("tested classes", String.join(", ", test.names()));
        facts.put("training", train.fact());
        facts.put("validation", validation.fact());
        facts.put("test", test.fact());
        return new DataIdentity(root, files, facts);
    }
}
