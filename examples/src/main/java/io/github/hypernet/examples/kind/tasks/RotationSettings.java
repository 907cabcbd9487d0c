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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

import io.github.hypernet.core.Base;
import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.generator.LowRankGenerator;
import io.github.hypernet.core.generator.WeightGenerator;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;

import java.util.Arrays;

/**
 * The settings of a hypernetwork with a classifier of images for each angle that they are turned
 * by.
 *
 * @param units the hidden units of the classifier
 * @param encoded whether the angle is encoded on a circle; else it is a raw number
 * @param base what the generated weights are added to; a frozen base is trained first, on images
 *     that are upright
 * @param uprightSteps the steps of that first training
 * @param rank the rank of what is generated for a matrix; 0 for whole matrices, and vectors too
 * @param embeddingSize the values of a chunk's learned embedding, besides the encoded angle
 * @param hiddenSize the units of each hidden layer of the generator
 * @param hiddenLayers how many of these it has
 * @param chunkSize how many values the generator makes at once
 * @param trainedAngles how many angles are trained, equally far from each other; 0 for any angle
 * @param epochs the most epochs
 * @param steps the most steps, a batch of one angle each
 * @param evaluationSteps after how many steps the model is evaluated
 * @param patience after how many evaluations without a better one training stops
 * @param batchSize the images of a batch
 * @param learningRate the learning rate of Adam
 */
record RotationSettings(
        @Range(least = 1, most = 100_000) int units,
        boolean encoded,
        Base base,
        @Range(least = 0) int uprightSteps,
        @Range(least = 0, most = 10_000) int rank,
        @Range(least = 1, most = 10_000) int embeddingSize,
        @Range(least = 1, most = 100_000) int hiddenSize,
        @Range(least = 0, most = 100) int hiddenLayers,
        @Range(least = 1, most = 100_000_000) int chunkSize,
        @Range(least = 0, most = 360) int trainedAngles,
        @Range(least = 1) int epochs,
        @Range(least = 1) int steps,
        @Range(least = 1) int evaluationSteps,
        @Range(least = 1) int patience,
        @Range(least = 1, most = 1_000_000) int batchSize,
        @Range(above = 0, most = 1000) float learningRate)
        implements TaskSettings {

    @Override
    public TaskModel open(TaskImages images, String name, Placement placement) {
        return new RotationModel(images, name, this, placement);
    }

    @Override
    public boolean suitsOneThread() {
        return true;
    }

    /** Builds the classifier, of images {@code [B, H * W]}. */
    Block newClassifier(int classes) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(classes).build());
    }

    /** Builds the hypernetwork, of images and angles. */
    Hypernetwork newBlock(int classes) {
        return Hypernetwork.builder()
                .setMainNetwork(newClassifier(classes))
                .optCondition(encoded ? Condition.angle() : new RawAngle())
                .addGenerator(
                        newGenerator(),
                        rank > 0 ? ParameterSelector.weights() : parameter -> true,
                        base)
                .build();
    }

    private WeightGenerator newGenerator() {
        long inputs = embeddingSize + (encoded ? 2 : 1);
        long[] hiddenSizes = new long[hiddenLayers];
        Arrays.fill(hiddenSizes, hiddenSize);
        return rank > 0
                ? LowRankGenerator.builder()
                        .setRank(rank)
                        .optEmbeddingSize(inputs)
                        .optChunkSize(chunkSize)
                        .optHiddenSizes(hiddenSizes)
                        .build()
                : LinearGenerator.builder()
                        .setEmbeddingSize(inputs)
                        .setChunkSize(chunkSize)
                        .optHiddenSizes(hiddenSizes)
                        .build();
    }
}
