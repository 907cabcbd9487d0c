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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.examples.benchmark.Comparison;
import io.github.hypernet.examples.kind.Placement;

import java.util.Locale;

/**
 * Times weights for each row: a convolutional net with a condition for each image of a batch,
 * forward and backward. All conditions run in one pass; or the main network runs once for each, as
 * where it has blocks that take no weights for each row; or the whole hypernetwork does, as a loop
 * over the images would have it.
 */
final class RowBenchmark {

    private static final int IMAGES = 32;
    private static final int SIDE = 28;
    private static final int CONDITION = 4;
    private static final String ONCE = "one pass for all";
    private static final String EACH = "a pass for each condition";
    private static final String USER = "a loop over the images";

    private final Placement placement;
    private final int steps;

    /**
     * @param placement where it computes
     * @param steps how many passes to time of each
     */
    RowBenchmark(Placement placement, int steps) {
        this.placement = placement;
        this.steps = steps;
    }

    /** Times the three, and prints how many times as fast the first one is. */
    void run() {
        try (NDManager manager = placement.engine().newBaseManager(placement.device())) {
            NDArray images = manager.randomNormal(new Shape(IMAGES, 1, SIDE, SIDE));
            NDArray conditions = manager.randomNormal(new Shape(IMAGES, CONDITION));
            Block once = hypernetwork(network(), images, conditions);
            Block loop = hypernetwork(new UnknownBlock(network()), images, conditions);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d conditions of one image each, %d x %d, convolutions 1-16-32, forward and"
                            + " backward, median of %d%n",
                    placement.engine().getEngineName(),
                    IMAGES,
                    SIDE,
                    SIDE,
                    steps);
            var medians =
                    new Comparison(steps, IMAGES, "images")
                            .add(ONCE, () -> step(images, conditions, once::forward))
                            .add(EACH, () -> step(images, conditions, loop::forward))
                            .add(USER, () -> step(images, conditions, byRow(once)))
                            .print("weights");
            System.out.printf(
                    Locale.ROOT,
                    "one pass is %.1f times as fast as a pass for each condition, %.1f times as fast"
                            + " as a loop over the images%n",
                    medians.get(EACH) / medians.get(ONCE),
                    medians.get(USER) / medians.get(ONCE));
        }
    }

    private static Block network() {
        return new SequentialBlock()
                .add(convolution(16))
                .add(Activation::relu)
                .add(convolution(32))
                .add(Activation::relu)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(10).build());
    }

    private static Block convolution(int filters) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(filters)
                .optStride(new Shape(2, 2))
                .optPadding(new Shape(1, 1))
                .build();
    }

    private static Hypernetwork hypernetwork(Block network, NDArray images, NDArray conditions) {
        Hypernetwork hypernetwork =
                Hypernetwork.builder()
                        .setMainNetwork(network)
                        .optCondition(Condition.vector(CONDITION))
                        .addGenerator(
                                LinearGenerator.builder()
                                        .setEmbeddingSize(2 * CONDITION)
                                        .setChunkSize(256)
                                        .optHiddenSizes(32)
                                        .build(),
                                parameter -> true)
                        .build();
        hypernetwork.initialize(
                images.getManager(), DataType.FLOAT32, images.getShape(), conditions.getShape());
        for (Parameter parameter : hypernetwork.getParameters().values()) {
            if (parameter.requiresGradient()) {
                parameter.getArray().setRequiresGradient(true);
            }
        }
        return hypernetwork;
    }

    /** A forward pass in training. */
    @FunctionalInterface
    private interface Pass {
        NDList forward(ParameterStore store, NDList inputs, boolean training);
    }

    /** A pass for each image, of the whole hypernetwork. */
    private static Pass byRow(Block block) {
        return (store, inputs, training) -> {
            NDList images = inputs.get(0).split(IMAGES, 0);
            NDList conditions = inputs.get(1).split(IMAGES, 0);
            NDList scores = new NDList();
            for (int i = 0; i < IMAGES; ++i) {
                NDList own = new NDList(images.get(i), conditions.get(i));
                scores.addAll(block.forward(store, own, training));
            }
            return new NDList(NDArrays.concat(scores));
        };
    }

    private void step(NDArray images, NDArray conditions, Pass pass) {
        try (NDManager manager = images.getManager().newSubManager()) {
            NDList inputs = new NDList(images.duplicate(), conditions.duplicate());
            inputs.attach(manager);
            try (GradientCollector collector = placement.engine().newGradientCollector()) {
                NDArray scores =
                        pass.forward(new ParameterStore(manager, false), inputs, true).head();
                NDArray loss = scores.square().sum();
                collector.backward(loss);
                loss.getFloat(); // waits for an engine that computes in the background
            }
        }
    }

    /** A network inside of a block that takes no weights for each row. */
    private static final class UnknownBlock extends AbstractBlock {

        private final Block network;

        UnknownBlock(Block network) {
            super((byte) 1);
            this.network = addChildBlock("Network", network);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            return network.forward(store, inputs, training, params);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return network.getOutputShapes(inputShapes);
        }

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... inputShapes) {
            network.initialize(manager, dataType, inputShapes);
        }
    }
}
