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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.block.DescribedBlock;
import io.github.hypernet.core.rows.RowNetwork;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network that learns all tasks at once, and is tuned to one by gradient descent: the rival
 * without a memory of how to learn.
 *
 * <p>In training it is that network, and support sets do not count. In evaluation each task gets a
 * copy of the weights, which takes some steps down the mean square error of its support set. The
 * network's own weights stay as they are.
 *
 * <pre>
 *   w_e := w_e - rate * d/dw_e mean (network(x; w_e) - y)^2        (x, y) in the support set of e
 * </pre>
 *
 * <p>Inputs: queries x {@code [E, Q, 1]}, support sets {@code [E, K, 2]} of pairs (x, y). Output:
 * {@code [E, Q, 1]}.
 */
final class FineTunedNetwork extends DescribedBlock {

    private static final byte VERSION = 1;

    private final Block network;
    private final int steps;
    private final float rate;

    /**
     * @param network the network, of blocks that {@link RowNetwork} knows
     * @param steps how many steps a copy takes
     * @param rate how far it goes in a step
     */
    FineTunedNetwork(Block network, int steps, float rate) {
        super(VERSION);
        this.network = addChildBlock("Network", network);
        this.steps = steps;
        this.rate = rate;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        NDList rows = new NDList(x.reshape(-1, 1)); // [E * Q, 1]
        NDArray y =
                training
                        ? network.forward(parameterStore, rows, true).head()
                        : tuned(parameterStore, inputs.get(1), rows);
        return new NDList(y.reshape(x.getShape()));
    }

    /** Returns the answers of networks that are each tuned to a support set. */
    private NDArray tuned(ParameterStore store, NDArray support, NDList rows) {
        long episodes = support.size(0);
        Map<String, NDArray> weights = copies(store, support);
        RowNetwork networks = RowNetwork.of(network, weights.keySet());
        NDArray x = support.get(":, :, 0:1").reshape(-1, 1); // [E * K, 1]
        NDArray y = support.get(":, :, 1:2").reshape(-1, 1);
        for (int step = 0; step < steps; ++step) {
            weights.values().forEach(copy -> copy.setRequiresGradient(true));
            try (GradientCollector collector =
                    support.getManager().getEngine().newGradientCollector()) {
                NDList output =
                        networks.forward(store, weights, episodes, new NDList(x), true, null);
                NDArray errors = output.head().sub(y).square().reshape(episodes, -1);
                collector.backward(errors.mean(new int[] {1}).sum());
            }
            weights.replaceAll((id, copy) -> copy.sub(copy.getGradient().mul(rate)).stopGradient());
        }
        return networks.forward(store, weights, episodes, rows, false, null).head();
    }

    /** Copies all weights for each support set, by their ids. */
    private Map<String, NDArray> copies(ParameterStore store, NDArray support) {
        NDManager manager = support.getManager();
        Map<String, NDArray> copies = new LinkedHashMap<>();
        for (Parameter parameter : network.getParameters().values()) {
            NDArray value = store.getValue(parameter, support.getDevice(), false);
            Shape shape = new Shape(support.size(0)).addAll(value.getShape());
            copies.put(parameter.getId(), manager.zeros(shape).add(value).stopGradient());
        }
        return copies;
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        network.initialize(manager, dataType, new Shape(inputShapes[0].size(), 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }

    @Override
    protected String describe() {
        return "fineTuned()";
    }
}
