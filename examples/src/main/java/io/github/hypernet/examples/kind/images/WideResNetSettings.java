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
package io.github.hypernet.examples.kind.images;

import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;

import io.github.hypernet.examples.kind.Default;
import io.github.hypernet.examples.kind.Range;
import io.github.hypernet.vision.WideResNet;

/**
 * The settings of a wide residual net.
 *
 * @param depth the depth, 6N + 4
 * @param width the width, k
 * @param embeddingSize the size of the generated kernels' embeddings; 0 for a plain net
 * @param basicSize the channels of the generator's basic kernels
 * @param dropRate the dropout in the residual blocks
 * @param epochs the most epochs to train
 * @param steps the most steps to train; the schedule is stretched over them
 * @param patience training stops after so many epochs without a better validation accuracy
 * @param batchSize images a step
 * @param optimization the optimizer
 * @param schedule how the learning rate changes
 * @param learningRate the highest learning rate
 * @param weightDecay the factor of the sum of the squares of all kernels in the loss
 * @param padding pixels that the random crop may move an image
 * @param flip whether images are mirrored at random
 */
record WideResNetSettings(
        @Range(least = 10, step = 6, most = 1000) int depth,
        @Range(least = 1, most = 1000) int width,
        @Range(least = 0, most = 10_000) int embeddingSize,
        @Default("16") @Range(among = {1, 2, 4, 8, 16}) int basicSize,
        @Range(least = 0, below = 1) float dropRate,
        @Range(least = 1) int epochs,
        @Range(least = 1) int steps,
        @Range(least = 1) int patience,
        @Range(least = 1, most = 1_000_000) int batchSize,
        Optimization optimization,
        Schedule schedule,
        @Range(above = 0, most = 1000) float learningRate,
        @Range(least = 0, most = 1000) float weightDecay,
        @Range(least = 0, most = 1000) int padding,
        boolean flip)
        implements ImageSettings {

    @Override
    public int leastSide() {
        return 1; // the last pool is as large as what it gets
    }

    @Override
    public Block newBlock(int classes) {
        WideResNet.Builder network =
                WideResNet.builder()
                        .setDepth(depth)
                        .setWidth(width)
                        .setClasses(classes)
                        .optBasicSize(basicSize)
                        .optDropRate(dropRate);
        return isHyper() ? network.buildHyper(embeddingSize) : network.build();
    }

    @Override
    public boolean isHyper() {
        return embeddingSize != 0;
    }

    @Override
    public boolean bestByAccuracy() {
        return true;
    }

    @Override
    public Optimizer newOptimizer() {
        return optimization.newOptimizer(schedule.tracker(learningRate, steps));
    }
}
