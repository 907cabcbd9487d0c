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
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

import io.github.hypernet.core.block.CheckedBlock;

import java.util.ArrayList;
import java.util.List;

/**
 * What one recurrent layer computes at a time step. A cell of your own extends this class; {@link
 * RecurrentLayers#ofCell} then makes layers, states, models, samples and pictures of it.
 *
 * <p>A cell adds its parameters in its constructor, gives them their shapes in {@link
 * #prepare(Shape[])}, whose only shape is that of a step's input, {@code [B, N_x]}, and lays them
 * out for a loop over time in {@link #prepare(ParameterStore, Device, boolean)}. That gives two
 * computations, for what depends on the inputs alone is one large product for all steps, and cheap:
 *
 * <pre>
 *   p_1, ..., p_T = project(x_1, ..., x_T)                        before the loop
 *   state_t = step(p_t, state_{t-1})                              in the loop
 * </pre>
 *
 * <p>A state is a list of arrays {@code [B, N]}; the first is the layer's output, {@code [B, N_h]}.
 * It is zero at first. A gate is an axis: the weights of G gates are one array {@code [G, ...]}.
 *
 * <p>As a block of its own, a cell goes one step: {@code (x, state...) -> (state...)}.
 */
public abstract class RecurrentCell extends CheckedBlock {

    private static final byte VERSION = 1;

    /** Creates a cell. */
    protected RecurrentCell() {
        super(VERSION);
    }

    /**
     * Returns what model files call this kind of cell. The name is part of the files, so it never
     * changes, whatever the class is called.
     *
     * @return the kind, such as {@code "HyperLstm"}
     */
    public abstract String getKind();

    /**
     * Returns the settings that the parameters' values go with, in one line. The text is part of
     * the model files: a file loads only into a cell with the same. Join strings with {@code +},
     * which no locale changes.
     *
     * @return the settings, such as {@code "state size 1000, hyper size 128"}
     */
    public abstract String getSettings();

    /**
     * Returns the sizes N of the state's arrays {@code [B, N]}.
     *
     * @return the sizes, at least one; the first is the output's, N_h
     */
    public abstract List<Long> getStateSizes();

    /**
     * Returns the names of the gates whose weights are scaled at each step, for pictures and
     * counts.
     *
     * @return a name for each place of the axis G of {@link Step#scaling}; empty, which is the
     *     default, if nothing scales the weights
     */
    public List<String> getScaledGates() {
        return List.of();
    }

    /**
     * Lays out the weights for a loop over time steps: what can be done once is done here. In a
     * graph, it is called in an {@link NDScope} that is open around the loop.
     *
     * @param store holds the parameters; see {@link #fetch}
     * @param device the device to compute on
     * @param training whether gradients are recorded, and there is dropout
     * @return the cell's computations
     */
    public abstract Steps prepare(ParameterStore store, Device device, boolean training);

    /** A cell whose weights are laid out for a loop over time steps. */
    public interface Steps {

        /**
         * Computes what depends on the inputs alone, for all steps.
         *
         * @param inputs x_1 to x_T
         * @return T lists, what {@link #step} takes at each step; see {@link #zip}
         */
        List<NDList> project(InputSequence inputs);

        /**
         * Goes one step. It changes neither this object nor an argument.
         *
         * @param input this step's list of {@link #project}
         * @param state the state before, arrays {@code [B, N]}
         * @return the next state, in new arrays, and what led to it
         */
        Step step(NDList input, NDList state);
    }

    /**
     * What a step computes.
     *
     * @param state the next state, arrays {@code [B, N]}
     * @param scaling the vectors that scaled the weights, such as d_h and d_x, arrays {@code [G, B,
     *     N]}; empty if nothing scales them
     * @param activation how open the cell is, from -1 to 1, {@code [B, N_h]}: of an LSTM, what the
     *     output gate lets through
     */
    public record Step(NDList state, NDList scaling, NDArray activation) {}

    /**
     * Adds a parameter whose shape {@link #prepare(Shape[])} sets.
     *
     * @param name its name in the model file
     * @param type what it is for
     * @param initializer its initial values, which a user's initializer for the type replaces; null
     *     for DJL's: biases and shifts 0, gains 1
     * @return the parameter
     */
    protected final Parameter addParameter(
            String name, Parameter.Type type, Initializer initializer) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(initializer)
                        .build());
    }

    /**
     * Fetches the values of a parameter, which outlive the scope that is open.
     *
     * @param parameter the parameter
     * @param store holds it
     * @param device the device to compute on
     * @param training whether gradients are recorded
     * @return its values
     */
    protected static NDArray fetch(
            Parameter parameter, ParameterStore store, Device device, boolean training) {
        NDArray value = store.getValue(parameter, device, training);
        NDScope.unregister(value);
        return value;
    }

    /**
     * Puts together what several projections have for each step.
     *
     * @param projections results of {@link InputSequence#project}, T arrays each
     * @return T lists: the first of each projection, the second of each, and so on
     */
    protected static List<NDList> zip(NDList... projections) {
        List<NDList> steps = new ArrayList<>();
        for (int t = 0; t < projections[0].size(); ++t) {
            NDList step = new NDList(projections.length);
            for (NDList projection : projections) {
                step.add(projection.get(t));
            }
            steps.add(step);
        }
        return steps;
    }

    /** Returns the size of a step's input, N_x; -1 before the cell is initialized. */
    long inputSize() {
        return inputShapes == null ? -1 : inputShapes[0].get(1);
    }

    /** {@inheritDoc} */
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

    /** Initializes each child with the shape of a step's input. */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        getChildren().values().forEach(child -> child.initialize(manager, dataType, inputShapes));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return getStateSizes().stream()
                .map(size -> new Shape(inputShapes[0].get(0), size))
                .toArray(Shape[]::new);
    }
}
