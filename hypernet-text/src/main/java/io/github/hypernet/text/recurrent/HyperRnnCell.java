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
import io.github.hypernet.core.scaling.WeightScaling;

import java.util.List;

/**
 * A recurrent layer whose matrices are scaled, row by row and at each step, as a smaller recurrent
 * layer says (Ha, Dai, Le 2016, Eq. 7 and 8).
 *
 * <pre>
 *   s_t = tanh(V_h s_{t-1} + V_x (h_{t-1}; x_t) + a)
 *   h_t = tanh(d_h * (W_h h_{t-1}) + d_x * (W_x x_t) + b)      d_h, d_x, b from s_t as {@link
 *                                                             WeightScaling} says
 * </pre>
 *
 * State: h and s.
 */
final class HyperRnnCell extends RecurrentCell {

    private final long stateSize;
    private final long hyperSize;
    private final long embeddingSize;
    private final WeightScaling scaling;
    private final Parameter inputWeight; // [N_x, N_h]
    private final Parameter recurrentWeight; // [N_h, N_h]
    private final Parameter hyperInputWeight; // [N_h + N_x, N_s]
    private final Parameter hyperRecurrentWeight; // [N_s, N_s]
    private final Parameter hyperBias; // [N_s]

    HyperRnnCell(long stateSize, long hyperSize, long embeddingSize) {
        this.stateSize = stateSize;
        this.hyperSize = hyperSize;
        this.embeddingSize = embeddingSize;
        inputWeight = addWeight("input_weight");
        recurrentWeight = addWeight("recurrent_weight");
        hyperInputWeight = addWeight("hyper_input_weight");
        hyperRecurrentWeight = addWeight("hyper_recurrent_weight");
        hyperBias = addParameter("hyper_bias", Parameter.Type.BIAS, null);
        scaling =
                addChildBlock(
                        "Scaling",
                        WeightScaling.builder()
                                .setHyperSize(hyperSize)
                                .setEmbeddingSize(embeddingSize)
                                .setStateSize(stateSize)
                                .build());
    }

    private Parameter addWeight(String name) {
        return addParameter(name, Parameter.Type.WEIGHT, new OrthogonalInitializer());
    }

    @Override
    public String getKind() {
        return "HyperRnn";
    }

    @Override
    public String getSettings() {
        String sizes = "state size " + stateSize + ", hyper size " + hyperSize;
        return sizes + ", embedding size " + embeddingSize;
    }

    @Override
    public List<Long> getStateSizes() {
        return List.of(stateSize, hyperSize);
    }

    @Override
    public List<String> getScaledGates() {
        return List.of("state");
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long inputSize = inputShapes[0].get(inputShapes[0].dimension() - 1);
        inputWeight.setShape(new Shape(inputSize, stateSize));
        recurrentWeight.setShape(new Shape(stateSize, stateSize));
        hyperInputWeight.setShape(new Shape(stateSize + inputSize, hyperSize));
        hyperRecurrentWeight.setShape(new Shape(hyperSize, hyperSize));
        hyperBias.setShape(new Shape(hyperSize));
    }

    @Override
    public Steps prepare(ParameterStore store, Device device, boolean training) {
        return new HyperSteps(store, device, training);
    }

    /** The cell, laid out for a loop over time steps. */
    private final class HyperSteps implements Steps {

        private final NDArray input; // [1, N_x, N_h]
        private final NDArray recurrent;
        private final NDArray hyperInput; // [1, N_x, N_s]
        private final NDArray hyperRecurrent; // [N_h + N_s, N_s]
        private final NDArray bias; // [1, N_s]
        private final WeightScaling.Maps maps;

        HyperSteps(ParameterStore store, Device device, boolean training) {
            input = fetch(inputWeight, store, device, training).expandDims(0);
            recurrent = fetch(recurrentWeight, store, device, training);
            NDArray hyperWeight = fetch(hyperInputWeight, store, device, training);
            NDList parts = hyperWeight.split(new long[] {stateSize}, 0);
            hyperInput = parts.get(1).expandDims(0);
            NDArray own = fetch(hyperRecurrentWeight, store, device, training);
            hyperRecurrent = NDArrays.concat(new NDList(parts.get(0), own));
            bias = fetch(hyperBias, store, device, training).expandDims(0);
            maps = scaling.prepare(store, device, training);
        }

        @Override
        public List<NDList> project(InputSequence inputs) {
            NDList hyper = inputs.project(hyperInput, bias);
            return zip(inputs.project(input, null), hyper);
        }

        @Override
        public Step step(NDList projected, NDList state) {
            NDArray h = state.get(0); // [B, N_h]
            NDArray both = NDArrays.concat(state, 1);
            NDArray sums = both.matMul(hyperRecurrent).add(projected.get(1)); // [1, B, N_s]
            NDArray s = sums.tanh().squeeze(0);
            NDList d = maps.apply(s); // d_h, d_x, b: [1, B, N_h]
            NDArray sum =
                    h.matMul(recurrent)
                            .mul(d.get(0))
                            .add(projected.get(0).mul(d.get(1)))
                            .add(d.get(2));
            NDArray next = sum.tanh().reshape(h.getShape());
            return new Step(new NDList(next, s), d.subNDList(0, 2), next);
        }
    }
}
