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

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.Base;
import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.episode.SetEncoder;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.examples.kind.LateDrop;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;

/**
 * The settings of a model of sines.
 *
 * @param generated whether all weights are generated from the support set; a plain net that is
 *     tuned to it otherwise
 * @param units the units in both hidden layers of the net from x to y
 * @param encoderUnits the hidden units of the encoder of a point
 * @param encodingSize the values that it makes of a point
 * @param embeddingSize the values of a chunk's learned embedding, besides those
 * @param hiddenSize the hidden units of the generator
 * @param chunkSize how many values the generator makes at once
 * @param tuningSteps the steps of gradient descent on a support set, of a net that is not generated
 * @param tuningRate how far such a step goes
 * @param shots the points of a support set
 * @param queries the queries of a task in training
 * @param episodes the tasks of a batch
 * @param batches the batches of an epoch
 * @param epochs the most epochs
 * @param patience after how many evaluations without a better one training stops
 * @param learningRate the learning rate of Adam; a fifth of it in the last 30 % of the steps
 */
record SineSettings(
        boolean generated,
        @Range(least = 1, most = 10_000) int units,
        @Range(least = 1, most = 100_000) int encoderUnits,
        @Range(least = 2, most = 100_000) int encodingSize,
        @Range(least = 1, most = 10_000) int embeddingSize,
        @Range(least = 1, most = 100_000) int hiddenSize,
        @Range(least = 1, most = 100_000_000) int chunkSize,
        @Range(least = 0, most = 10_000) int tuningSteps,
        @Range(above = 0, most = 1000) float tuningRate,
        @Range(least = 1, most = 10_000) int shots,
        @Range(least = 1, most = 10_000) int queries,
        @Range(least = 1, most = 10_000) int episodes,
        @Range(least = 1, most = 1_000_000) int batches,
        @Range(least = 1) int epochs,
        @Range(least = 1) int patience,
        @Range(above = 0, most = 1000) float learningRate)
        implements EpisodeSettings {

    @Override
    public EpisodeModel open(EpisodeExperiment experiment, String name, Placement placement) {
        return new SineModel(name, this, placement);
    }

    @Override
    public boolean suitsOneThread() {
        return true;
    }

    /** Builds the network, of queries and support sets. */
    Block newBlock() {
        return generated
                ? newHypernetwork()
                : new FineTunedNetwork(newNetwork(), tuningSteps, tuningRate);
    }

    private Hypernetwork newHypernetwork() {
        Block point =
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
                .setMainNetwork(newNetwork())
                .optCondition(Condition.encoded(new SetEncoder(point)).perGroup())
                .addGenerator(generator, parameter -> true, Base.LEARNED)
                .build();
    }

    /** Builds the net of a task, from x to y. */
    private Block newNetwork() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(units).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(1).build());
    }

    /** Returns the learning rate step by step. */
    Tracker newLearningRates() {
        return LateDrop.of(learningRate, (long) batches * epochs);
    }
}
