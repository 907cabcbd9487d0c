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

import ai.djl.ndarray.types.Shape;

import io.github.hypernet.vision.data.Cifar10Images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nets that classify images, plain and with generated kernels.
 *
 * @param name what the user calls it
 * @param description one line about it
 * @param source where its images come from
 * @param format what its models take and answer, unless the images tell otherwise
 * @param models the models by name, each with its settings
 * @param defaultModels the models that are trained if the user names none, a plain net first
 */
record ImageRecipe(
        String name,
        String description,
        ImageData.Source source,
        ImageFormat format,
        Map<String, ImageSettings> models,
        List<String> defaultModels)
        implements Recipe {

    private static final List<String> TWINS = List.of("plain", "hyper");
    private static final ImageFormat CIFAR =
            ImageFormat.of(new Shape(3, 32, 32), Cifar10Images.CLASSES, null);
    private static final int NO_LIMIT = 1_000_000;

    static final ImageRecipe DIGITS =
            new ImageRecipe(
                    "digits",
                    "1,797 real 8x8 digits, built in; 3x3 kernels; seconds to train",
                    ImageData::digits,
                    ImageFormat.of(new Shape(1, 8, 8), ImageData.DIGITS, null),
                    twins(new ConvNetSettings(3, 4, 120, 40, false, 32, 2e-3f, 1)),
                    TWINS);

    static final ImageRecipe MNIST =
            new ImageRecipe(
                    "mnist",
                    "the paper's MNIST experiment (Section 4.1); 7x7 kernels",
                    ImageData::mnist,
                    ImageFormat.of(new Shape(1, 28, 28), ImageData.DIGITS, null),
                    twins(new ConvNetSettings(7, 4, 100, 30, true, 1000, 1e-3f, 1)),
                    TWINS);

    static final ImageRecipe CIFAR10 =
            new ImageRecipe(
                    "cifar10",
                    "the paper's CIFAR-10 experiment (Section 4.2); wide residual nets of 40 layers",
                    ImageData::cifar10,
                    CIFAR,
                    paperModels(),
                    List.of("wrn-40-1", "hyper-wrn-40-1"));

    static final ImageRecipe CIFAR10_SHORT =
            new ImageRecipe(
                    "cifar10-short",
                    "CIFAR-10 in about an hour on two CPU cores; wide residual nets of 16 layers",
                    ImageData::cifar10,
                    CIFAR,
                    shortModels(),
                    List.of("wrn-16-1", "hyper-wrn-16-1", "wrn-10-1"));

    private static Map<String, ImageSettings> twins(ConvNetSettings hyper) {
        Map<String, ImageSettings> models = new LinkedHashMap<>();
        models.put("plain", with(hyper, Map.of("embeddingSize", "0")));
        models.put("hyper", hyper);
        return models;
    }

    /** The settings of the paper (A.3.2). */
    private static Map<String, ImageSettings> paperModels() {
        WideResNetSettings plain =
                new WideResNetSettings(
                        40,
                        1,
                        0,
                        16,
                        0,
                        NO_LIMIT,
                        140_000,
                        NO_LIMIT,
                        128,
                        Optimization.NESTEROV,
                        Schedule.FIFTHS,
                        0.1f,
                        5e-6f,
                        4,
                        true);
        WideResNetSettings hyper =
                with(
                        plain,
                        Map.of(
                                "embeddingSize", "64",
                                "steps", "672000",
                                "optimization", "ADAM",
                                "schedule", "QUARTERS",
                                "learningRate", "0.002"));
        Map<String, ImageSettings> models = new LinkedHashMap<>();
        models.put("wrn-40-1", plain);
        models.put("hyper-wrn-40-1", hyper);
        models.put("wrn-40-2", with(plain, Map.of("width", "2")));
        models.put("hyper-wrn-40-2", with(hyper, Map.of("width", "2")));
        return models;
    }

    /** A recipe of our own; wrn-10-1 has as few parameters as the hyper net of 16 layers. */
    private static Map<String, ImageSettings> shortModels() {
        WideResNetSettings plain =
                new WideResNetSettings(
                        16,
                        1,
                        0,
                        16,
                        0,
                        NO_LIMIT,
                        11_000,
                        NO_LIMIT,
                        128,
                        Optimization.NESTEROV,
                        Schedule.ONE_CYCLE,
                        0.2f,
                        2e-4f,
                        4,
                        true);
        Map<String, ImageSettings> models = new LinkedHashMap<>();
        models.put("wrn-16-1", plain);
        models.put(
                "hyper-wrn-16-1",
                with(
                        plain,
                        Map.of(
                                "embeddingSize", "75",
                                "basicSize", "8",
                                "optimization", "ADAM",
                                "learningRate", "0.006",
                                "weightDecay", "5e-6")));
        models.put("wrn-10-1", with(plain, Map.of("depth", "10")));
        return models;
    }

    private static <T extends ImageSettings> T with(T settings, Map<String, String> changes) {
        return Overrides.apply(settings, changes);
    }

    @Override
    public ImageTask load(Path data, long seed) throws IOException {
        return load(data, seed, false);
    }

    @Override
    public ImageTask load(Path data, long seed, boolean skipUnreadable) throws IOException {
        ImageData images = source.load(data, seed, skipUnreadable);
        return new ImageTask(images.format(), images);
    }

    @Override
    public ImageTask outline(Path data) {
        return new ImageTask(format, null);
    }
}
