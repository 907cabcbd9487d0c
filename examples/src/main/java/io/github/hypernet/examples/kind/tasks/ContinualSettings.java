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

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;

/**
 * The settings of a net that learns tasks one after the other.
 *
 * @param sequence what the tasks are
 * @param tasks how many tasks there are
 * @param steps the steps to train each
 * @param batchSize images a step
 * @param learningRate Adam's learning rate
 * @param units the units of each hidden layer of the main network
 * @param generated whether all weights are generated from the task; one plain net learns all tasks
 *     otherwise
 * @param conditionSize the size of a task's vector
 * @param embeddingSize the size of a chunk's embedding
 * @param chunkSize the weights of a chunk
 * @param hiddenSize the units of each of the generator's two hidden layers
 * @param drift the factor of what holds the weights of earlier tasks in place; 0 for nothing
 */
record ContinualSettings(
        TaskSequence sequence,
        @Range(least = 1, most = 1000) int tasks,
        @Range(least = 1) int steps,
        @Range(least = 1, most = 1_000_000) int batchSize,
        @Range(above = 0, most = 1000) float learningRate,
        @Range(least = 1, most = 100_000) int units,
        boolean generated,
        @Range(least = 2, most = 10_000) int conditionSize,
        @Range(least = 1, most = 10_000) int embeddingSize,
        @Range(least = 1, most = 10_000_000) int chunkSize,
        @Range(least = 1, most = 100_000) int hiddenSize,
        @Range(least = 0, most = 1_000_000) float drift)
        implements TaskSettings {

    @Override
    public TaskModel open(TaskImages images, String name, Placement placement) {
        return new ContinualModel(images, this, name, placement);
    }

    /** An epoch is a task. */
    @Override
    public int epochs() {
        return tasks;
    }

    @Override
    public int patience() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean suitsOneThread() {
        return true;
    }

    /** Builds the network: that of each task, or the one that learns all tasks. */
    Block newBlock() {
        return generated ? newHypernetwork() : newNetwork();
    }

    private Hypernetwork newHypernetwork() {
        LinearGenerator generator =
                LinearGenerator.builder()
                        .setEmbeddingSize(conditionSize + embeddingSize)
                        .setChunkSize(chunkSize)
                        .optHiddenSizes(hiddenSize, hiddenSize)
                        .build();
        return Hypernetwork.builder()
                .setMainNetwork(newNetwork())
                .optCondition(Condition.tasks(tasks, conditionSize))
                .addGenerator(generator, parameter -> true)
                .build();
    }

    /** Builds the main network, or what stands for it. */
    Block newNetwork() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(units).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(sequence.classes()).build());
    }
}
