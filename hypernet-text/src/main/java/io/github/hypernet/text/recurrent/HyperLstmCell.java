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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.initializer.OrthogonalInitializer;
import io.github.hypernet.core.initializer.StackedInitializer;
import io.github.hypernet.core.scaling.WeightScaling;

import java.util.List;

/**
 * An LSTM whose matrices are scaled, row by row and at each step, as a smaller LSTM says (Ha, Dai,
 * Le 2016, Eq. 10-13).
 *
 * <pre>
 *   s_t = hyper cell of (h_{t-1}; x_t)           d_h, d_x, b from s_t as {@link WeightScaling} says
 *   i, g, f, o = d_h * (W_h h_{t-1}) + d_x * (W_x x_t) + b        and on as {@link LstmGates} says
 * </pre>
 *
 * State: h, c, and the hyper cell's h and c.
 */
final class HyperLstmCell extends RecurrentCell {

    private final long stateSize;
    private final long hyperSize;
    private final long embeddingSize;
    private final LstmGates.Settings settings;
    private final LstmCell hyperCell;
    private final WeightScaling scaling;
    private final LstmGates gates;
    private final Parameter inputWeight; // [4, N_x, N_h]
    private final Parameter recurrentWeight; // [4, N_h, N_h]

    HyperLstmCell(
            long stateSize,
            long hyperSize,
            long embeddingSize,
            LstmGates.Settings settings,
            float hyperDropRate) {
        this.stateSize = stateSize;
        this.hyperSize = hyperSize;
        this.embeddingSize = embeddingSize;
        this.settings = settings;
        StackedInitializer orthogonal = new StackedInitializer(new OrthogonalInitializer());
        inputWeight = addParameter("input_weight", Parameter.Type.WEIGHT, orthogonal);
        recurrentWeight = addParameter("recurrent_weight", Parameter.Type.WEIGHT, orthogonal);
        LstmGates.Settings hyperSettings = settings.withDropRate(hyperDropRate);
        hyperCell = addChildBlock("HyperCell", new LstmCell(hyperSize, stateSize, hyperSettings));
        scaling =
                addChildBlock(
                        "Scaling",
                        WeightScaling.builder()
                                .setHyperSize(hyperSize)
                                .setEmbeddingSize(embeddingSize)
                                .setStateSize(stateSize)
                                .optGates(LstmGates.COUNT)
                                .build());
        gates = addChildBlock("Gates", new LstmGates(stateSize, settings));
    }

    @Override
    public String getKind() {
        return "HyperLstm";
    }

    @Override
    public String getSettings() {
        String sizes = "state size " + stateSize + ", hyper size " + hyperSize;
        return sizes + ", embedding size " + embeddingSize + ", " + settings;
    }

    @Override
    public List<Long> getStateSizes() {
        return List.of(stateSize, stateSize, hyperSize, hyperSize);
    }

    @Override
    public List<String> getScaledGates() {
        return LstmGates.NAMES;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long inputSize = inputShapes[0].get(inputShapes[0].dimension() - 1);
        inputWeight.setShape(new Shape(LstmGates.COUNT, inputSize, stateSize));
        recurrentWeight.setShape(new Shape(LstmGates.COUNT, stateSize, stateSize));
    }

    @Override
    public Steps prepare(ParameterStore store, Device device, boolean training) {
        return new HyperSteps(store, device, training);
    }

    /** The cell, laid out for a loop over time steps. */
    private final class HyperSteps implements Steps {

        private final NDArray input;
        private final NDArray recurrent;
        private final LstmCell.LstmSteps hyperSteps;
        private final WeightScaling.Maps maps;
        private final LstmGates.Steps gateSteps;

        HyperSteps(ParameterStore store, Device device, boolean training) {
            input = fetch(inputWeight, store, device, training);
            recurrent = fetch(recurrentWeight, store, device, training);
            hyperSteps = hyperCell.prepare(store, device, training);
            maps = scaling.prepare(store, device, training);
            gateSteps = gates.prepare(store, device, training);
        }

        @Override
        public List<NDList> project(InputSequence inputs) {
            NDList hyper = hyperSteps.projectAll(inputs);
            return zip(inputs.project(input, null), hyper);
        }

        @Override
        public Step step(NDList projected, NDList state) {
            NDArray h = state.get(0); // [B, N_h]
            NDArray c = state.get(1);
            NDList hyper = hyperSteps.step(projected.get(1), h, state.subNDList(2)).state();
            NDList d = maps.apply(hyper.head()); // d_h, d_x, b: [4, B, N_h]
            NDArray sums =
                    h.broadcast(LstmGates.COUNT, h.size(0), stateSize)
                            .matMul(recurrent)
                            .mul(d.get(0))
                            .add(projected.get(0).mul(d.get(1)))
                            .add(d.get(2));
            Step step = gateSteps.step(sums, c);
            NDList next = new NDList(step.state()).addAll(hyper);
            return new Step(next, d.subNDList(0, 2), step.activation());
        }
    }
}
