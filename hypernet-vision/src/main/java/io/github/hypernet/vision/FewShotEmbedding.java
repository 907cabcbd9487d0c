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
package io.github.hypernet.vision;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.util.Preconditions;

/**
 * The embedding of the literature on few-shot classification (Vinyals et al., "Matching Networks
 * for One Shot Learning", 2016; Finn et al., "Model-Agnostic Meta-Learning", 2017, with 32
 * filters).
 *
 * <pre>
 *   conv 3 x 3, -> 32, batch norm, relu, max pool 2      so many times as there are stages
 *   flatten
 * </pre>
 *
 * Each stage halves height and width, rounding down. Input {@code [batch, channels, height,
 * width]}; output {@code [batch, 32 * h * w]} with the height and width that are left: {@code
 * [batch, 32]} of {@code [batch, 1, 28, 28]} after four stages, and of {@code [batch, 1, 8, 8]}
 * after three.
 *
 * <p>The pool comes before its relu in the code: the two commute, and relu then has a quarter of
 * the work.
 */
public final class FewShotEmbedding {

    /** The stages that the literature takes, for images of 28 x 28 pixels. */
    public static final int STAGES = 4;

    private static final int FILTERS = 32;

    private FewShotEmbedding() {}

    /**
     * Creates the embedding.
     *
     * @param stages how many stages, such as {@value #STAGES}; images have at least 2 to the power
     *     of it pixels a side
     * @return the embedding, made of DJL's own blocks
     * @throws IllegalArgumentException if the stages are not positive
     */
    public static SequentialBlock create(int stages) {
        Preconditions.checkArgument(stages > 0, "The stages must be positive, got " + stages);
        SequentialBlock embedding = new SequentialBlock();
        for (int stage = 0; stage < stages; ++stage) {
            embedding
                    .add(
                            Conv2d.builder()
                                    .setKernelShape(new Shape(3, 3))
                                    .optPadding(new Shape(1, 1))
                                    .setFilters(FILTERS)
                                    .build())
                    .add(BatchNorm.builder().build())
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                    .add(Activation::relu);
        }
        return embedding.add(Blocks.batchFlattenBlock());
    }
}
