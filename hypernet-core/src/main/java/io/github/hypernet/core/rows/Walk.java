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
package io.github.hypernet.core.rows;

import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.util.Pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns the blocks of a network into layers, from the outside in. A block is known by its exact
 * class: what a subclass does is not.
 */
final class Walk {

    private final Set<String> generatedIds;
    private String obstacle;

    Walk(Set<String> generatedIds) {
        this.generatedIds = generatedIds;
    }

    /** Returns the first obstacle that was met; null if there was none. */
    String getObstacle() {
        return obstacle;
    }

    /**
     * Turns a block into a layer.
     *
     * @param name the block's name in the network; empty for the network itself
     * @param block the block
     * @return the layer; of no use if there is an obstacle
     */
    RowLayer visit(String name, Block block) {
        if (block.getParameters().values().stream()
                .noneMatch(parameter -> generatedIds.contains(parameter.getId()))) {
            return (pass, inputs, params) ->
                    block.forward(pass.store(), inputs, pass.training(), params);
        }
        Class<?> type = block.getClass();
        if (type == SequentialBlock.class) {
            boolean returnsAll = ((SequentialBlock) block).isReturnIntermediate();
            return new RowSequence(children(name, block), returnsAll);
        }
        if (type == ParallelBlock.class) {
            return branches(name, (ParallelBlock) block);
        }
        if (type == Linear.class) {
            return new RowLinear(block);
        }
        if (type == Conv2d.class) {
            return new RowConv2d((Conv2d) block);
        }
        if (type == TrainableWordEmbedding.class) {
            return new RowEmbedding(block);
        }
        if (type == LayerNorm.class) {
            return new RowLayerNorm(block);
        }
        return stop(name, block, " has generated weights and takes no weights for each row");
    }

    private RowLayer branches(String name, ParallelBlock block) {
        Optional<Function<List<NDList>, NDList>> function = RowBranches.functionOf(block);
        if (function.isEmpty()) {
            return stop(
                    name, block, " does not tell, in this version of DJL, what joins its blocks");
        }
        return new RowBranches(children(name, block), function.get());
    }

    private List<RowLayer> children(String name, Block block) {
        List<RowLayer> layers = new ArrayList<>();
        for (Pair<String, Block> child : block.getChildren()) {
            String path = name.isEmpty() ? child.getKey() : name + "_" + child.getKey();
            layers.add(visit(path, child.getValue()));
        }
        return layers;
    }

    private RowLayer stop(String name, Block block, String reason) {
        if (obstacle == null) {
            String place = name.isEmpty() ? "The network" : name;
            obstacle = place + " (" + block.getClass().getSimpleName() + ")" + reason;
        }
        return (pass, inputs, params) -> inputs;
    }
}
