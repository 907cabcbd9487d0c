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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.initializer.OrthogonalInitializer;
import io.github.hypernet.core.initializer.StackedInitializer;

import java.util.List;

/**
 * An LSTM, with or without layer normalisation.
 *
 * <pre>
 *   i, g, f, o = W_x x_t + W_h h_{t-1} + b       and on as {@link LstmGates} says
 * </pre>
 *
 * The first elements of x_t may become known only at step t: they are its context, such as the
 * state of the main cell, where this is the hyper cell of another.
 */
final class LstmCell extends RecurrentCell {

    private final long stateSize;
    private final long contextSize;
    private final LstmGates.Settings settings;
    private final LstmGates gates;
    private final Parameter inputWeight; // [4, N_x, N_h]
    private final Parameter recurrentWeight; // [4, N_h, N_h]
    private final Parameter bias; // [4, N_h]

    LstmCell(long stateSize, long contextSize, LstmGates.Settings settings) {
        this.stateSize = stateSize;
        this.contextSize = contextSize;
        this.settings = settings;
        StackedInitializer orthogonal = new StackedInitializer(new OrthogonalInitializer());
        inputWeight = addParameter("input_weight", Parameter.Type.WEIGHT, orthogonal);
        recurrentWeight = addParameter("recurrent_weight", Parameter.Type.WEIGHT, orthogonal);
        bias = addParameter("bias", Parameter.Type.BIAS, null);
        gates = addChildBlock("Gates", new LstmGates(stateSize, settings));
    }

    @Override
    public String getKind() {
        return "LayerNormLstm"; // its first name
    }

    @Override
    public String getSettings() {
        return "state size " + stateSize + ", " + settings;
    }

    @Override
    public List<Long> getStateSizes() {
        return List.of(stateSize, stateSize);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long inputSize = inputShapes[0].get(inputShapes[0].dimension() - 1);
        inputWeight.setShape(new Shape(LstmGates.COUNT, contextSize + inputSize, stateSize));
        recurrentWeight.setShape(new Shape(LstmGates.COUNT, stateSize, stateSize));
        bias.setShape(new Shape(LstmGates.COUNT, stateSize));
    }

    @Override
    public LstmSteps prepare(ParameterStore store, Device device, boolean training) {
        return new LstmSteps(store, device, training);
    }

    /** The cell, laid out for a loop over time steps. */
    final class LstmSteps implements Steps {

        private final NDArray known; // what x_t is multiplied with: [4, N_x, N_h]
        private final NDArray unknown; // what the context and h_{t-1} are: [4, N_c + N_h, N_h]
        private final NDArray biases; // [4, N_h]
        private final LstmGates.Steps gateSteps;

        private LstmSteps(ParameterStore store, Device device, boolean training) {
            NDArray input = fetch(inputWeight, store, device, training);
            NDArray recurrent = fetch(recurrentWeight, store, device, training);
            if (contextSize > 0) {
                NDList parts = input.split(new long[] {contextSize}, 1);
                input = parts.get(1);
                recurrent = NDArrays.concat(new NDList(parts.get(0), recurrent), 1);
            }
            known = input;
            unknown = recurrent;
            biases = fetch(bias, store, device, training);
            gateSteps = gates.prepare(store, device, training);
        }

        @Override
        public List<NDList> project(InputSequence inputs) {
            return zip(projectAll(inputs));
        }

        /** Computes W_x x_t + b for all steps: T arrays {@code [4, B, N_h]}. */
        NDList projectAll(InputSequence inputs) {
            return inputs.project(known, biases);
        }

        @Override
        public Step step(NDList input, NDList state) {
            return step(input.head(), state.get(0), state.get(1));
        }

        /** Goes a step with a context, {@code [B, N_c]}. */
        Step step(NDArray input, NDArray context, NDList state) {
            NDArray both = NDArrays.concat(new NDList(context, state.get(0)), 1);
            return step(input, both, state.get(1));
        }

        private Step step(NDArray input, NDArray before, NDArray cell) {
            NDArray sums =
                    before.broadcast(LstmGates.COUNT, before.size(0), before.size(1))
                            .matMul(unknown)
                            .add(input); // [4, B, N_h]
            return gateSteps.step(sums, cell);
        }
    }
}
