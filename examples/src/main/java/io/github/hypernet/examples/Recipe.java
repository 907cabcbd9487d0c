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
import ai.djl.nn.Block;

import io.github.hypernet.vision.ConvNet;

import java.util.List;

/**
 * An experiment as data: a model, its images and settings. {@link #ALL} lists them.
 *
 * @param name what the user calls it
 * @param description one line about it
 * @param data where its images come from
 * @param imageSize height and width of an image
 * @param kernelSize height and width of the kernels
 * @param embeddingSize the size of the hypernetwork's embedding
 * @param epochs the most epochs to train
 * @param patience training stops after so many epochs without a better validation loss
 * @param batchSize images a step
 * @param learningRate Adam's learning rate
 * @param padding pixels that the random crop may move an image
 */
record Recipe(
        String name,
        String description,
        ImageData.Source data,
        int imageSize,
        int kernelSize,
        long embeddingSize,
        int epochs,
        int patience,
        int batchSize,
        float learningRate,
        int padding) {

    private static final int CLASSES = 10;

    static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "digits",
                            "1,797 real 8x8 digits, built in; 3x3 kernels; seconds to train",
                            ImageData::digits,
                            8,
                            3,
                            4,
                            120,
                            40,
                            32,
                            2e-3f,
                            1),
                    new Recipe(
                            "mnist",
                            "the paper's MNIST experiment (Section 4.1); 7x7 kernels",
                            ImageData::mnist,
                            28,
                            7,
                            4,
                            100,
                            15,
                            1000,
                            1e-3f,
                            1));

    /** Finds a recipe by name. */
    static Recipe named(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no recipe "
                                                + name
                                                + "; the recipes are "
                                                + String.join(
                                                        ", ",
                                                        ALL.stream().map(Recipe::name).toList())));
    }

    Block newBlock(ModelKind kind) {
        return switch (kind) {
            case PLAIN -> ConvNet.plain(kernelSize, CLASSES);
            case HYPER -> ConvNet.hyper(kernelSize, CLASSES, embeddingSize);
        };
    }

    /** The shape of a batch of images. */
    Shape inputShape(long batch) {
        return new Shape(batch, 1, imageSize, imageSize);
    }
}
