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
package io.github.hypernet.text.recurrent;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

import java.util.List;

/**
 * One layer of a recurrent block: maps an input {@code [B, N_x]} and a state to the next state,
 * whose first array is the output.
 */
abstract class RecurrentCell extends AbstractBlock {

    private static final byte VERSION = 1;

    RecurrentCell() {
        super(VERSION);
    }

    /** Returns the sizes of the state's arrays; the first is the output's. */
    abstract List<Long> stateSizes();

    /** Returns the input size of an initialized cell, N_x. */
    abstract long inputSize();

    /**
     * Lays out the weights for a loop over time steps. To be called in an {@link NDScope}, or with
     * a store that copies.
     */
    abstract Steps prepare(ParameterStore store, Device device, boolean training);

    /** A cell whose weights are laid out for a loop over time steps. */
    interface Steps {

        /** Computes what depends on the inputs only: a list for each time step. */
        List<NDList> project(InputSequence inputs);

        /**
         * Goes one step.
         *
         * @param input this step's list of {@link #project}
         * @param state arrays {@code [B, N]}
         * @return the next state, and what led to it
         */
        Step step(NDList input, NDList state);
    }

    /**
     * What a step computes.
     *
     * @param state the next state, arrays {@code [B, N]}
     * @param scaling d_h and d_x, each {@code [G, B, N_h]}; empty if the weights are not scaled
     * @param activation what the output gate lets through, {@code [B, N_h]}
     */
    record Step(NDList state, NDList scaling, NDArray activation) {}

    Parameter addParameter(String name, Parameter.Type type, Initializer initializer) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(initializer)
                        .build());
    }

    /** Fetches a parameter, which outlives the scope that is open. */
    static NDArray fetch(
            Parameter parameter, ParameterStore store, Device device, boolean training) {
        NDArray value = store.getValue(parameter, device, training);
        NDScope.unregister(value);
        return value;
    }

    /** One step: {@code (x, state...) -> (state...)}. */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = inputs.head();
            Steps steps = prepare(parameterStore, x.getDevice(), training);
            NDList input = steps.project(new DenseSequence(x.expandDims(0))).get(0);
            NDList state = steps.step(input, inputs.subNDList(1)).state();
            NDScope.unregister(state);
            return state;
        }
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        getChildren().values().forEach(child -> child.initialize(manager, dataType, inputShapes));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return stateSizes().stream()
                .map(size -> new Shape(inputShapes[0].get(0), size))
                .toArray(Shape[]::new);
    }
}
