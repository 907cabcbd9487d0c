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
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.Base;
import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.examples.kind.LateDrop;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;

/**
 * The settings of a hypernetwork that makes of each image a small network from places to
 * brightness.
 *
 * @param units the units in both hidden layers of that network
 * @param base what the generated weights are added to, if anything
 * @param encoderUnits the hidden units of the encoder of images
 * @param encodingSize the values that it makes of an image
 * @param embeddingSize the values of a chunk's learned embedding, besides those
 * @param hiddenSize the hidden units of the generator
 * @param chunkSize how many values the generator makes at once
 * @param pixels how many pixels of each image are trained on in a step
 * @param epochs the most epochs
 * @param steps the most steps
 * @param evaluationSteps after how many steps the model is evaluated
 * @param patience after how many evaluations without a better one training stops
 * @param batchSize the images of a batch
 * @param learningRate the learning rate of Adam; a fifth of it in the last 30 % of the steps
 * @param clipNorm the largest global norm of the gradients: those of sines are steep
 */
record FunctionSettings(
        @Range(least = 1, most = 10_000) int units,
        Base base,
        @Range(least = 1, most = 100_000) int encoderUnits,
        @Range(least = 2, most = 100_000) int encodingSize,
        @Range(least = 1, most = 10_000) int embeddingSize,
        @Range(least = 1, most = 100_000) int hiddenSize,
        @Range(least = 1, most = 100_000_000) int chunkSize,
        @Range(least = 1, most = 1_000_000) int pixels,
        @Range(least = 1) int epochs,
        @Range(least = 1) int steps,
        @Range(least = 1) int evaluationSteps,
        @Range(least = 1) int patience,
        @Range(least = 1, most = 1_000_000) int batchSize,
        @Range(above = 0, most = 1000) float learningRate,
        @Range(above = 0, most = 1_000_000) float clipNorm)
        implements TaskSettings {

    @Override
    public TaskModel open(TaskImages images, String name, Placement placement) {
        return new FunctionModel(images, name, this, placement);
    }

    @Override
    public boolean suitsOneThread() {
        return true;
    }

    /** Builds the hypernetwork, of places and images. */
    Hypernetwork newBlock() {
        Block encoder =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(encoderUnits).build())
                        .add(Activation::relu)
                        .add(Linear.builder().setUnits(encodingSize).build());
        LinearGenerator generator =
                LinearGenerator.builder()
                        .setEmbeddingSize(encodingSize + embeddingSize)
                        .setChunkSize(chunkSize)
                        .optHiddenSizes(hiddenSize)
                        .build();
        return Hypernetwork.builder()
                .setMainNetwork(SineNet.ofUnits(units))
                .optCondition(Condition.encoded(encoder).perGroup())
                .addGenerator(generator, parameter -> true, base)
                .build();
    }

    /** Returns the learning rate step by step. */
    Tracker newLearningRates() {
        return LateDrop.of(learningRate, steps);
    }
}
