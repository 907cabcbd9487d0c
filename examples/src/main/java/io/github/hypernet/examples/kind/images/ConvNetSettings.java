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
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.examples.kind.Range;
import io.github.hypernet.vision.ConvNet;

/**
 * The settings of a two-layer convolutional net.
 *
 * @param kernelSize height and width of the kernels
 * @param embeddingSize the size of the second kernel's embedding; 0 for a plain net
 * @param epochs the most epochs to train
 * @param patience training stops after so many epochs without a better validation
 * @param bestByAccuracy whether the better validation is the higher accuracy, not the lower loss:
 *     the loss rises first on many images, while the accuracy is too coarse a measure on few
 * @param batchSize images a step
 * @param learningRate Adam's learning rate
 * @param padding pixels that the random crop may move an image
 */
record ConvNetSettings(
        @Range(least = 1, step = 2, most = 99) int kernelSize,
        @Range(least = 0, most = 10_000) int embeddingSize,
        @Range(least = 1) int epochs,
        @Range(least = 1) int patience,
        boolean bestByAccuracy,
        @Range(least = 1, most = 1_000_000) int batchSize,
        @Range(above = 0, most = 1000) float learningRate,
        @Range(least = 0, most = 1000) int padding)
        implements ImageSettings {

    @Override
    public int leastSide() {
        return 4; // two pools of 2 x 2
    }

    @Override
    public Block newBlock(int classes) {
        return isHyper()
                ? ConvNet.hyper(kernelSize, classes, embeddingSize)
                : ConvNet.plain(kernelSize, classes);
    }

    @Override
    public boolean isHyper() {
        return embeddingSize != 0;
    }

    @Override
    public int basicSize() {
        return 16;
    }

    @Override
    public int steps() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean flip() {
        return false;
    }

    @Override
    public float weightDecay() {
        return 0;
    }

    @Override
    public Optimizer newOptimizer() {
        return Optimization.ADAM.newOptimizer(Tracker.fixed(learningRate));
    }
}
