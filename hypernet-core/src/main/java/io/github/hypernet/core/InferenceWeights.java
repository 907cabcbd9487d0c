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
package io.github.hypernet.core;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.ParameterSpec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The generated weights outside of a forward pass: as arrays, or baked into a plain network. */
final class InferenceWeights {

    private final Block mainNetwork;
    private final Condition condition; // null if there is none
    private final List<GeneratedWeights> groups;

    InferenceWeights(Block mainNetwork, Condition condition, List<GeneratedWeights> groups) {
        this.mainNetwork = mainNetwork;
        this.condition = condition;
        this.groups = groups;
    }

    /** Returns the manager that the parameters live as long as. */
    NDManager owner() {
        return groups.get(0).getEmbeddings().getArray().getManager();
    }

    /** Generates all weights, on the parameters' own device. */
    NDList generate(NDManager manager) {
        if (condition != null) {
            throw new IllegalStateException(
                    "The weights depend on the condition " + condition + ": give one");
        }
        NDList weights = new NDList();
        for (GeneratedWeights group : groups) {
            NDArray embeddings = group.getEmbeddings().getArray();
            ParameterStore store = new ParameterStore(embeddings.getManager(), false);
            weights.addAll(group.generate(store, manager, embeddings.getDevice(), null, false));
        }
        return weights;
    }

    /**
     * Generates all weights of some conditions, on the conditions' device.
     *
     * @param conditions the arrays of the condition, checked
     * @return an array {@code [C, ...]} for each parameter
     */
    NDList generate(NDManager manager, NDList conditions) {
        ParameterStore store = new ParameterStore(owner(), false);
        DataType type = groups.get(0).getDataType();
        NDArray encoded =
                ConditionedPass.encode(condition, store, conditions, type, false, manager);
        NDList weights = new NDList();
        for (GeneratedWeights group : groups) {
            weights.addAll(group.generate(store, manager, encoded.getDevice(), encoded, false));
        }
        return weights;
    }

    /** Gives all weights their parameters' names in the main network. */
    NDList named(NDList weights) {
        int next = 0;
        for (GeneratedWeights group : groups) {
            for (ParameterSpec parameter : group.getSpecs()) {
                weights.get(next++).setName(parameter.name());
            }
        }
        return weights;
    }

    /** Bakes the weights into the main network's own parameters. */
    void bake() {
        NDList weights = generate(owner());
        int from = 0;
        for (GeneratedWeights group : groups) {
            int to = from + group.getParameters().size();
            group.materialize(weights.subNDList(from, to));
            from = to;
        }
    }

    /**
     * Fills a plain network with the weights of one condition.
     *
     * @param network a network built as the main network is, initialized
     * @param conditions the arrays of the condition, of one row each, checked
     * @throws IllegalArgumentException if it is built otherwise
     */
    void fill(Block network, NDList conditions) {
        try (NDManager manager = owner().newSubManager()) {
            NDList weights = generate(manager, conditions);
            Map<String, NDArray> byId = new HashMap<>();
            int next = 0;
            for (GeneratedWeights group : groups) {
                for (int i = 0; i < group.getParameters().size(); ++i) {
                    NDArray weight = weights.get(next++).reshape(group.getSpecs().get(i).shape());
                    byId.put(group.getParameters().get(i).getId(), weight);
                }
            }
            PlainNetwork.fill(network, mainNetwork, byId);
        }
    }
}
