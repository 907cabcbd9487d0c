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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Layers of recurrent cells, one over the other. It takes the place of DJL's {@code
 * RecurrentBlock}. {@link HyperLstm}, {@link HyperRnn} and {@link Lstm} are such layers; layers of
 * a {@link RecurrentCell} of your own are made by {@link #ofCell}.
 *
 * <p>Inputs: {@code [B, T, N_x]}, or {@code [T, B, N_x]} with {@code optBatchFirst(false)}; then,
 * if wanted, the initial state, all of its arrays or none (then it is zero). With {@code
 * optOneHotInput(N_x)} the input is integers {@code [B, T]}, the positions of the ones.
 *
 * <p>Outputs: {@code [B, T, N_h]} (or {@code [T, B, N_h]}); with {@code optReturnState(true)} then
 * the final state. Every array of a state is {@code [layers, B, N]}, as of DJL's blocks.
 */
public class RecurrentLayers extends DescribedBlock {

    private static final byte VERSION = 1;

    private final List<RecurrentCell> cells = new ArrayList<>();
    private final InputLayout layout;
    private final LayerStates states;
    private final boolean returnState;
    private final float dropRate;
    private final float inputDropRate;
    private final int gradientSteps;

    RecurrentLayers(RecurrentBuilder<?> builder) {
        super(VERSION);
        builder.check();
        layout = new InputLayout(builder.batchFirst, builder.oneHotClasses);
        returnState = builder.returnState;
        dropRate = builder.dropRate;
        inputDropRate = builder.inputDropRate;
        gradientSteps = builder.gradientSteps;
        for (int layer = 1; layer <= builder.numLayers; ++layer) {
            RecurrentCell cell = builder.newCell();
            Preconditions.checkArgument(
                    !cells.contains(cell), "A layer has a cell of its own, got one cell twice");
            cells.add(addChildBlock("Layer", cell));
        }
        states = new LayerStates(cells.size(), cells.get(0).getStateSizes());
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
            NDList output = run(parameterStore, inputs, training, false).output();
            handOver(output, inputs.head().getManager());
            return output;
        }
    }

    /**
     * Runs the block for its output and for what led to it: the scaling of the weights at each
     * step.
     *
     * @param parameterStore holds the parameters
     * @param inputs the inputs
     * @return what was computed
     */
    public RecurrentTrace trace(ParameterStore parameterStore, NDList inputs) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            RecurrentTrace trace = run(parameterStore, inputs, false, true);
            NDManager manager = inputs.head().getManager();
            handOver(trace.output(), manager);
            trace.scaling().forEach(arrays -> handOver(arrays, manager));
            handOver(trace.activations(), manager);
            return trace;
        }
    }

    /**
     * Takes arrays out of the scope, to live as long as the input: else they would live as long as
     * the given state, which outlives the batch.
     */
    private static void handOver(NDList arrays, NDManager manager) {
        for (NDArray array : arrays) {
            array.attach(manager);
            NDScope.unregister(array);
        }
    }

    private RecurrentTrace run(
            ParameterStore store, NDList inputs, boolean training, boolean traced) {
        NDArray x = inputs.head();
        layout.check(name(), x.getShape(), cells.get(0).inputSize());
        if (layout.batchFirst()) {
            x = x.swapAxes(0, 1);
        }
        InputSequence sequence = sequence(x, training);
        List<NDList> current = initialStates(inputs, sequence.batchSize());
        RecurrentTrace trace = new RecurrentTrace(new NDList(), new ArrayList<>(), new NDList());
        for (int layer = 0; layer < cells.size(); ++layer) {
            if (layer > 0) {
                sequence = new DenseSequence(drop(x, dropRate, training));
            }
            RecurrentCell.Steps steps = cells.get(layer).prepare(store, x.getDevice(), training);
            TimeLoop loop =
                    TimeLoop.run(
                            steps,
                            sequence,
                            current.get(layer),
                            training ? gradientSteps : 0,
                            traced);
            x = loop.outputs(); // [T, B, N_h]
            current.set(layer, loop.lastState());
            if (traced) {
                trace.scaling().add(loop.scaling());
                trace.activations().add(loop.activations());
            }
        }
        trace.output().add(layout.batchFirst() ? x.swapAxes(0, 1) : x);
        if (returnState) {
            trace.output().addAll(states.join(current));
        }
        return trace;
    }

    private String name() {
        return getClass().getSimpleName();
    }

    private InputSequence sequence(NDArray x, boolean training) {
        if (layout.isOneHot()) {
            return new OneHotSequence(x, layout.oneHotClasses(), training ? inputDropRate : 0);
        }
        return new DenseSequence(drop(x, inputDropRate, training));
    }

    private static NDArray drop(NDArray x, float rate, boolean training) {
        return training && rate > 0 ? Dropout.dropout(x, rate, true).head() : x;
    }

    /** Returns each layer's state, from the inputs or zero; arrays {@code [B, N]}. */
    private List<NDList> initialStates(NDList inputs, long batchSize) {
        NDList given = inputs.subNDList(1);
        if (given.isEmpty()) {
            given = newState(inputs.head().getManager(), batchSize);
        }
        states.check(name(), given, batchSize);
        return states.split(given);
    }

    /** {@return the number of arrays that a state has} */
    public int getStateCount() {
        return states.sizes().size();
    }

    /**
     * Returns the names of the gates whose weights are scaled at each step.
     *
     * @return the names that the cell gives them; empty if nothing scales the weights
     */
    public List<String> getScaledGates() {
        return cells.get(0).getScaledGates();
    }

    /**
     * Makes the state that a sequence begins with: zeros.
     *
     * @param manager the manager to make it with
     * @param batchSize the number of sequences
     * @return the arrays, each {@code [layers, B, N]}
     */
    public NDList newState(NDManager manager, long batchSize) {
        return states.zeros(manager, batchSize);
    }

    /**
     * Returns a form of this block that goes one step at a time, as sampling does: its weights are
     * laid out once.
     */
    RecurrentStepper newStepper(NDManager manager, long batchSize) {
        return new RecurrentStepper(cells, layout.oneHotClasses(), manager, batchSize);
    }

    /** {@inheritDoc} */
    @Override
    protected void beforeInitialize(Shape... inputShapes) {
        super.beforeInitialize(inputShapes);
        layout.check(name(), inputShapes[0], -1);
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape shape = inputShapes[0];
        long inputSize = layout.inputSize(shape);
        for (RecurrentCell cell : cells) {
            cell.initialize(manager, dataType, new Shape(layout.batchSize(shape), inputSize));
            inputSize = cell.getStateSizes().get(0);
        }
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(input.get(0), input.get(1), states.sizes().get(0)));
        if (returnState) {
            shapes.addAll(List.of(states.shapes(layout.batchSize(input))));
        }
        return shapes.toArray(Shape[]::new);
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        RecurrentCell cell = cells.get(0);
        int classes = layout.oneHotClasses();
        String input = layout.isOneHot() ? "one-hot input of " + classes + ", " : "";
        String layers = "layers " + cells.size() + ", ";
        return cell.getKind() + "(" + input + layers + cell.getSettings() + ")";
    }

    /**
     * Creates a builder of layers of any cell:
     *
     * <pre>
     *   RecurrentLayers.ofCell(size -&gt; new MyCell(size)).setStateSize(128).setNumLayers(2).build()
     * </pre>
     *
     * @param newCell makes a new cell for each layer, given the state size N_h
     * @return a new builder
     */
    public static Builder ofCell(IntFunction<? extends RecurrentCell> newCell) {
        return new Builder(newCell);
    }

    /** The builder of {@link RecurrentLayers} of any cell. */
    public static final class Builder extends RecurrentBuilder<Builder> {

        private final IntFunction<? extends RecurrentCell> newCell;

        private Builder(IntFunction<? extends RecurrentCell> newCell) {
            this.newCell = newCell;
        }

        @Override
        RecurrentCell newCell() {
            return newCell.apply(stateSize);
        }

        @Override
        Builder self() {
            return this;
        }

        /** {@inheritDoc} */
        @Override
        public RecurrentLayers build() {
            return new RecurrentLayers(this);
        }
    }
}
