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

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of recurrent cells, one over the other: what {@link HyperLstm}, {@link HyperRnn} and
 * {@link Lstm} have in common. It takes the place of DJL's {@code RecurrentBlock}.
 *
 * <p>Inputs: {@code [B, T, N_x]}, or {@code [T, B, N_x]} with {@code optBatchFirst(false)}; then,
 * if wanted, the initial state, all of its arrays or none (then it is zero). With {@code
 * optOneHotInput(N_x)} the input is integers {@code [B, T]}, the positions of the ones.
 *
 * <p>Outputs: {@code [B, T, N_h]} (or {@code [T, B, N_h]}); with {@code optReturnState(true)} then
 * the final state. Every array of a state is {@code [layers, B, N]}, as of DJL's blocks.
 */
public abstract class RecurrentLayers extends AbstractBlock {

    private static final byte VERSION = 1;

    private final List<RecurrentCell> cells = new ArrayList<>();
    private final boolean batchFirst;
    private final boolean returnState;
    private final float dropRate;
    private final long oneHotClasses;
    private final float inputDropRate;

    RecurrentLayers(BaseBuilder<?> builder) {
        super(VERSION);
        requirePositive("state size", builder.stateSize);
        requirePositive("number of layers", builder.numLayers);
        batchFirst = builder.batchFirst;
        returnState = builder.returnState;
        dropRate = requireRate("drop rate", builder.dropRate);
        inputDropRate = requireRate("input drop rate", builder.inputDropRate);
        oneHotClasses = builder.oneHotClasses;
        for (int layer = 1; layer <= builder.numLayers; ++layer) {
            cells.add(addChildBlock("Layer", builder.newCell()));
        }
    }

    static long requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("The " + name + " must be positive, got " + value);
        }
        return value;
    }

    static float requireRate(String name, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "The " + name + " must be at least 0 and below 1, got " + value);
        }
        return value;
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
            NDList output = run(parameterStore, inputs, training, null);
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
            RecurrentTrace trace =
                    new RecurrentTrace(
                            new NDList(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            trace.output().addAll(run(parameterStore, inputs, false, trace));
            NDManager manager = inputs.head().getManager();
            handOver(trace.output(), manager);
            handOver(trace.recurrentScaling(), manager);
            handOver(trace.inputScaling(), manager);
            handOver(trace.activations(), manager);
            return trace;
        }
    }

    /**
     * Takes arrays out of the scope, to live as long as the input: else they would live as long as
     * the given state, which outlives the batch.
     */
    private static void handOver(List<NDArray> arrays, NDManager manager) {
        for (NDArray array : arrays) {
            array.attach(manager);
            NDScope.unregister(array);
        }
    }

    /** {@return the number of arrays that a state has} */
    public int getStateCount() {
        return cells.get(0).stateSizes().size();
    }

    /**
     * Makes the state that a sequence begins with: zeros.
     *
     * @param manager the manager to make it with
     * @param batchSize the number of sequences
     * @return the arrays, each {@code [layers, B, N]}
     */
    public NDList newState(NDManager manager, long batchSize) {
        NDList state = new NDList();
        for (Shape shape : stateShapes(batchSize)) {
            state.add(manager.zeros(shape));
        }
        return state;
    }

    /**
     * Returns a form of this block that goes one step at a time, as sampling does: its weights are
     * laid out once.
     *
     * @param manager the manager of what it keeps until it is closed
     * @param batchSize the number of sequences
     * @return the stepper, at the beginning of its sequences
     */
    public RecurrentStepper newStepper(NDManager manager, long batchSize) {
        return new RecurrentStepper(this, manager, batchSize);
    }

    List<RecurrentCell> cells() {
        return cells;
    }

    long oneHotClasses() {
        return oneHotClasses;
    }

    private NDList run(
            ParameterStore store, NDList inputs, boolean training, RecurrentTrace trace) {
        NDArray x = inputs.head();
        requireInput(x.getShape(), cells.get(0).inputSize());
        if (batchFirst) {
            x = x.swapAxes(0, 1);
        }
        InputSequence sequence = sequence(x, training);
        List<NDList> states = states(inputs, sequence.batchSize());
        for (int layer = 0; layer < cells.size(); ++layer) {
            if (layer > 0) {
                sequence = new DenseSequence(drop(x, dropRate, training));
            }
            RecurrentCell.Steps steps = cells.get(layer).prepare(store, x.getDevice(), training);
            List<RecurrentCell.Step> run = loop(steps, sequence, states.get(layer), trace != null);
            x = stack(run.stream().map(step -> step.state().head()).toList());
            states.set(layer, run.get(run.size() - 1).state());
            if (trace != null) {
                record(run, trace, x.getShape());
            }
        }
        NDList output = new NDList(batchFirst ? x.swapAxes(0, 1) : x);
        if (returnState) {
            for (int i = 0; i < getStateCount(); ++i) {
                int index = i;
                output.add(stack(states.stream().map(state -> state.get(index)).toList()));
            }
        }
        return output;
    }

    private InputSequence sequence(NDArray x, boolean training) {
        if (oneHotClasses > 0) {
            return new OneHotSequence(x, oneHotClasses, training ? inputDropRate : 0);
        }
        return new DenseSequence(drop(x, inputDropRate, training));
    }

    private static NDArray drop(NDArray x, float rate, boolean training) {
        return training && rate > 0 ? Dropout.dropout(x, rate, true).head() : x;
    }

    /** Goes through all steps; what a step makes on the way is freed before the next one. */
    private static List<RecurrentCell.Step> loop(
            RecurrentCell.Steps steps, InputSequence sequence, NDList state, boolean traced) {
        List<RecurrentCell.Step> run = new ArrayList<>();
        NDList current = state;
        for (NDList input : steps.project(sequence)) {
            NDList kept = new NDList();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                RecurrentCell.Step step = steps.step(input, current);
                run.add(step);
                current = step.state();
                kept.addAll(current);
                if (traced) {
                    kept.addAll(step.scaling());
                    kept.add(step.activation());
                }
                NDScope.unregister(kept);
            }
            kept.forEach(NDScope::register);
        }
        return run;
    }

    private static void record(List<RecurrentCell.Step> run, RecurrentTrace trace, Shape shape) {
        trace.activations()
                .add(
                        stack(run.stream().map(RecurrentCell.Step::activation).toList())
                                .reshape(shape));
        if (!run.get(0).scaling().isEmpty()) {
            trace.recurrentScaling()
                    .add(stack(run.stream().map(step -> step.scaling().get(0)).toList()));
            trace.inputScaling()
                    .add(stack(run.stream().map(step -> step.scaling().get(1)).toList()));
        }
    }

    /** Stacks arrays; one alone is no stack to PyTorch, which would lose the gradient. */
    private static NDArray stack(List<NDArray> arrays) {
        return arrays.size() == 1
                ? arrays.get(0).expandDims(0)
                : NDArrays.stack(new NDList(arrays));
    }

    /** Returns each layer's state, from the inputs or zero; arrays {@code [B, N]}. */
    private List<NDList> states(NDList inputs, long batchSize) {
        NDList given = inputs.subNDList(1);
        if (given.isEmpty()) {
            given = newState(inputs.head().getManager(), batchSize);
        }
        requireState(given, batchSize);
        List<NDList> states = new ArrayList<>();
        cells.forEach(cell -> states.add(new NDList()));
        for (NDArray array : given) {
            NDList layers = cells.size() == 1 ? new NDList(array) : array.split(cells.size(), 0);
            for (int layer = 0; layer < cells.size(); ++layer) {
                states.get(layer).add(layers.get(layer).squeeze(0));
            }
        }
        return states;
    }

    private Shape[] stateShapes(long batchSize) {
        return cells.get(0).stateSizes().stream()
                .map(size -> new Shape(cells.size(), batchSize, size))
                .toArray(Shape[]::new);
    }

    private void requireState(NDList state, long batchSize) {
        Shape[] expected = stateShapes(batchSize);
        Shape[] actual = state.stream().map(NDArray::getShape).toArray(Shape[]::new);
        if (!List.of(expected).equals(List.of(actual))) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s takes an initial state of the shapes %s, or none, got %s",
                            getClass().getSimpleName(), List.of(expected), List.of(actual)));
        }
    }

    private void requireInput(Shape shape, long inputSize) {
        int dimensions = oneHotClasses > 0 ? 2 : 3;
        boolean fits = shape.dimension() == dimensions && shape.size() != 0;
        if (fits && dimensions == 3 && inputSize > 0) {
            fits = shape.get(2) == inputSize;
        }
        if (!fits) {
            String layout = batchFirst ? "(batch, time" : "(time, batch";
            String channels = inputSize > 0 ? ", " + inputSize + ")" : ", channels)";
            throw new IllegalArgumentException(
                    String.format(
                            "%s takes an input of shape %s, got %s",
                            getClass().getSimpleName(),
                            layout + (dimensions == 2 ? ")" : channels),
                            shape));
        }
    }

    /** {@inheritDoc} */
    @Override
    protected void beforeInitialize(Shape... inputShapes) {
        super.beforeInitialize(inputShapes);
        requireInput(inputShapes[0], -1);
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape shape = inputShapes[0];
        long inputSize = oneHotClasses > 0 ? oneHotClasses : shape.get(2);
        for (RecurrentCell cell : cells) {
            cell.initialize(manager, dataType, new Shape(batchSize(shape), inputSize));
            inputSize = cell.stateSizes().get(0);
        }
    }

    private long batchSize(Shape inputShape) {
        return inputShape.get(batchFirst ? 0 : 1);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(input.get(0), input.get(1), cells.get(0).stateSizes().get(0)));
        if (returnState) {
            shapes.addAll(List.of(stateShapes(batchSize(input))));
        }
        return shapes.toArray(Shape[]::new);
    }

    /** {@inheritDoc} */
    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        super.saveMetadata(os);
        os.writeUTF(describe());
    }

    /** {@inheritDoc} */
    @Override
    public void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadMetadata(loadVersion, is);
        String saved = is.readUTF();
        if (!saved.equals(describe())) {
            throw new MalformedModelException(
                    "The file was saved with "
                            + saved
                            + ", this model has "
                            + describe()
                            + ": build the model with the same settings");
        }
    }

    private String describe() {
        String input = oneHotClasses > 0 ? "one-hot input of " + oneHotClasses + ", " : "";
        return String.format("%s(%slayers %d, %s)", kind(), input, cells.size(), describeCell());
    }

    /** Says what the model file calls this kind of block, whatever its class is called. */
    abstract String kind();

    /** Says all settings of a cell that its parameters' values go with. */
    abstract String describeCell();

    /**
     * The settings that all recurrent blocks have.
     *
     * @param <T> the builder's type
     */
    public abstract static class BaseBuilder<T extends BaseBuilder<T>> {

        long stateSize;
        int numLayers = 1;
        boolean batchFirst = true;
        boolean returnState;
        float dropRate;
        float inputDropRate;
        long oneHotClasses;

        BaseBuilder() {}

        /** Makes the cell of one layer. */
        abstract RecurrentCell newCell();

        abstract T self();

        /**
         * Builds the block.
         *
         * @return the block
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public abstract RecurrentLayers build();

        /**
         * Sets the units of a layer, N_h (required).
         *
         * @param stateSize the units, positive
         * @return this builder
         */
        public T setStateSize(int stateSize) {
            this.stateSize = stateSize;
            return self();
        }

        /**
         * Sets the number of layers (default 1).
         *
         * @param numLayers the layers, positive
         * @return this builder
         */
        public T setNumLayers(int numLayers) {
            this.numLayers = numLayers;
            return self();
        }

        /**
         * Sets whether the batch is the first axis and time the second (default true), or the other
         * way round.
         *
         * @param batchFirst whether the batch is the first axis
         * @return this builder
         */
        public T optBatchFirst(boolean batchFirst) {
            this.batchFirst = batchFirst;
            return self();
        }

        /**
         * Sets whether the final state is returned after the output (default false).
         *
         * @param returnState whether it is returned
         * @return this builder
         */
        public T optReturnState(boolean returnState) {
            this.returnState = returnState;
            return self();
        }

        /**
         * Sets the dropout on the output of each layer but the last (default 0).
         *
         * @param dropRate the share that is dropped, at least 0 and below 1
         * @return this builder
         */
        public T optDropRate(float dropRate) {
            this.dropRate = dropRate;
            return self();
        }

        /**
         * Sets the dropout on the input (default 0).
         *
         * @param inputDropRate the share that is dropped, at least 0 and below 1
         * @return this builder
         */
        public T optInputDropRate(float inputDropRate) {
            this.inputDropRate = inputDropRate;
            return self();
        }

        /**
         * Takes integers for input, such as the ids of characters: each stands for a vector of one
         * element 1, at that position, and others 0, which is not made, for its product with a
         * matrix is a row of it (default: inputs are vectors).
         *
         * @param classes the size of the vector, N_x, positive
         * @return this builder
         */
        public T optOneHotInput(int classes) {
            oneHotClasses = requirePositive("number of classes", classes);
            return self();
        }
    }
}
