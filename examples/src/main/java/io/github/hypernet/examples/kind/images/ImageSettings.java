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

import io.github.hypernet.examples.kind.Hyperparameters;

/** An image classifier as data: its network and its training. */
sealed interface ImageSettings extends Hyperparameters permits ConvNetSettings, WideResNetSettings {

    /** Builds the network. */
    Block newBlock(int classes);

    /** Whether kernels are generated. */
    boolean isHyper();

    /** The channels of the generator's basic kernels, in and out. */
    int basicSize();

    /** The images of a step. */
    int batchSize();

    /** The most steps to train. */
    int steps();

    /** The least height and width of an image that leaves something after all pools. */
    int leastSide();

    /** Pixels that the random crop may move an image. */
    int padding();

    /** Whether images are mirrored at random. */
    boolean flip();

    /** The factor of the sum of the squares of all kernels in the loss. */
    float weightDecay();

    /** Whether the best model is the most accurate one, and not that of the lowest loss. */
    boolean bestByAccuracy();

    /** Returns a new optimizer with its learning rates. */
    Optimizer newOptimizer();
}
