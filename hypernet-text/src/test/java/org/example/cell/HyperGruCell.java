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
package org.example.cell;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.initializer.OrthogonalInitializer;
import io.github.hypernet.core.initializer.StackedInitializer;
import io.github.hypernet.core.scaling.WeightScaling;
import io.github.hypernet.text.recurrent.InputSequence;
import io.github.hypernet.text.recurrent.RecurrentCell;

import java.util.List;

/**
 * A GRU (Cho et al. 2014, arXiv 1406.1078, with the reset gate behind the product) whose matrices
 * are scaled, row by row and at each step, as a small recurrent net says.
 *
 * <pre>
 *   s_t = tanh(V (h_{t-1}; s_{t-1}) + V_x x_t + a)           d_h, d_x, b: {@link WeightScaling} of s_t
 *   u = d_h * (W_h h_{t-1})     v = d_x * (W_x x_t) + b      for each gate: r, z, n
 *   r = sigmoid(u_r + v_r)      z = sigmoid(u_z + v_z)       n = tanh(r * u_n + v_n)
 *   h_t = z * h_{t-1} + (1 - z) * n
 * </pre>
 *
 * State: h and s.
 */
public final class HyperGruCell extends RecurrentCell {

    private static final List<String> GATES = List.of("reset", "update", "candidate");

    private final long stateSize;
    private final long hyperSize;
    private final long embeddingSize;
    private final WeightScaling scaling;
    private final Parameter inputWeight; // W_x: [3, N_x, N_h]
    private final Parameter recurrentWeight; // W_h: [3, N_h, N_h]
    private final Parameter hyperInputWeight; // V_x: [1, N_x, N_s]
    private final Parameter hyperWeight; // V: [N_h + N_s, N_s]
    private final Parameter hyperBias; // a: [1, N_s]

    /**
     * Creates a cell.
     *
     * @param stateSize the units of the GRU, N_h
     * @param hyperSize the units of the small net, N_s
     * @param embeddingSize the size of an embedding, N_z
     */
    public HyperGruCell(long stateSize, long hyperSize, long embeddingSize) {
        this.stateSize = stateSize;
        this.hyperSize = hyperSize;
        this.embeddingSize = embeddingSize;
        StackedInitializer orthogonal = new StackedInitializer(new OrthogonalInitializer());
        inputWeight = addParameter("input_weight", Parameter.Type.WEIGHT, orthogonal);
        recurrentWeight = addParameter("recurrent_weight", Parameter.Type.WEIGHT, orthogonal);
        hyperInputWeight = addParameter("hyper_input_weight", Parameter.Type.WEIGHT, orthogonal);
        hyperWeight =
                addParameter("hyper_weight", Parameter.Type.WEIGHT, new OrthogonalInitializer());
        hyperBias = addParameter("hyper_bias", Parameter.Type.BIAS, null);
        scaling =
                addChildBlock(
                        "Scaling",
                        WeightScaling.builder()
                                .setHyperSize(hyperSize)
                                .setEmbeddingSize(embeddingSize)
                                .setStateSize(stateSize)
                                .optGates(GATES.size())
                                .build());
    }

    @Override
    public String getKind() {
        return "HyperGru";
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
        return GATES;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long inputSize = inputShapes[0].get(1);
        inputWeight.setShape(new Shape(GATES.size(), inputSize, stateSize));
        recurrentWeight.setShape(new Shape(GATES.size(), stateSize, stateSize));
        hyperInputWeight.setShape(new Shape(1, inputSize, hyperSize));
        hyperWeight.setShape(new Shape(stateSize + hyperSize, hyperSize));
        hyperBias.setShape(new Shape(1, hyperSize));
    }

    @Override
    public Steps prepare(ParameterStore store, Device device, boolean training) {
        return new GruSteps(store, device, training);
    }

    /** The cell, laid out for a loop over time steps. */
    private final class GruSteps implements Steps {

        private final NDArray input;
        private final NDArray recurrent;
        private final NDArray hyperInput;
        private final NDArray hyper;
        private final NDArray bias;
        private final WeightScaling.Maps maps;

        GruSteps(ParameterStore store, Device device, boolean training) {
            input = fetch(inputWeight, store, device, training);
            recurrent = fetch(recurrentWeight, store, device, training);
            hyperInput = fetch(hyperInputWeight, store, device, training);
            hyper = fetch(hyperWeight, store, device, training);
            bias = fetch(hyperBias, store, device, training);
            maps = scaling.prepare(store, device, training);
        }

        @Override
        public List<NDList> project(InputSequence inputs) {
            return zip(inputs.project(input, null), inputs.project(hyperInput, bias));
        }

        @Override
        public Step step(NDList projected, NDList state) {
            NDArray h = state.get(0); // [B, N_h]
            NDArray sum = NDArrays.concat(state, 1).matMul(hyper); // [B, N_s]
            NDArray s = sum.add(projected.get(1).squeeze(0)).tanh();
            NDList d = maps.apply(s); // d_h, d_x, b: [3, B, N_h]
            NDArray all = h.broadcast(GATES.size(), h.size(0), stateSize).matMul(recurrent);
            NDList u = gates(all.mul(d.get(0)));
            NDList v = gates(projected.get(0).mul(d.get(1)).add(d.get(2)));
            NDArray reset = Activation.sigmoid(u.get(0).add(v.get(0)));
            NDArray update = Activation.sigmoid(u.get(1).add(v.get(1)));
            NDArray candidate = reset.mul(u.get(2)).add(v.get(2)).tanh();
            NDArray next = update.mul(h.sub(candidate)).add(candidate);
            return new Step(new NDList(next, s), d.subNDList(0, 2), candidate);
        }

        /** Cuts {@code [3, B, N_h]} into {@code [B, N_h]} of each gate. */
        private NDList gates(NDArray all) {
            return all.reshape(-1, stateSize).split(GATES.size(), 0);
        }
    }
}
