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
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.block.CheckedBlock;

import java.util.List;

/**
 * What an LSTM does with the sums that its gates get (Ha, Dai, Le 2016, Eq. 10-13).
 *
 * <pre>
 *   c_t = sigmoid(LN(f)) * c_{t-1} + sigmoid(LN(i)) * dropout(tanh(LN(g)))
 *   h_t = sigmoid(LN(o)) * tanh(LN(c_t))
 * </pre>
 *
 * The forget bias is added to f inside the sigmoid, after the normalisation. Without layer
 * normalisation LN is the identity, and there are no parameters.
 *
 * <p>Input: i, g, f, o and c_{t-1}. Outputs: h_t, c_t.
 */
final class LstmGates extends CheckedBlock {

    /** The names of the gates, in the order of their axis: i, g, f, o. */
    static final List<String> NAMES = List.of("input", "candidate", "forget", "output");

    static final int COUNT = NAMES.size();
    private static final int FORGET = 2;
    private static final byte VERSION = 1;

    /**
     * The settings.
     *
     * @param layerNorm whether the gates and the cell are normalised
     * @param epsilon what is added to the variances
     * @param forgetBias what is added to the forget gate
     * @param dropRate the share of the candidates tanh(g) to drop
     */
    record Settings(boolean layerNorm, float epsilon, float forgetBias, float dropRate) {

        Settings withDropRate(float rate) {
            return new Settings(layerNorm, epsilon, forgetBias, rate);
        }

        @Override
        public String toString() {
            String norm = layerNorm ? "layer norm with epsilon " + epsilon : "no layer norm";
            return norm + ", forget bias " + forgetBias;
        }
    }

    private final Settings settings;
    private Parameter gain; // [4, N_h]
    private Parameter bias; // [4, N_h]
    private Parameter cellGain; // [N_h]
    private Parameter cellBias; // [N_h]

    LstmGates(long stateSize, Settings settings) {
        super(VERSION);
        this.settings = settings;
        if (settings.layerNorm) {
            Shape gates = new Shape(COUNT, stateSize);
            Shape cell = new Shape(stateSize);
            gain = add("norm_gain", Parameter.Type.GAMMA, gates);
            bias = add("norm_bias", Parameter.Type.BETA, gates);
            cellGain = add("cell_norm_gain", Parameter.Type.GAMMA, cell);
            cellBias = add("cell_norm_bias", Parameter.Type.BETA, cell);
        }
    }

    private Parameter add(String name, Parameter.Type type, Shape shape) {
        return addParameter(
                Parameter.builder().setName(name).setType(type).optShape(shape).build());
    }

    /** Lays out the parameters for a loop over time steps. */
    Steps prepare(ParameterStore store, Device device, boolean training) {
        return new Steps(store, device, training);
    }

    /** The gates, laid out for a loop over time steps. */
    final class Steps {

        private final boolean training;
        private final NDList gains = new NDList();
        private final NDList biases = new NDList();

        private Steps(ParameterStore store, Device device, boolean training) {
            this.training = training;
            if (settings.layerNorm) {
                NDArray gateGain = RecurrentCell.fetch(gain, store, device, training);
                NDArray gateBias = RecurrentCell.fetch(bias, store, device, training);
                gateGain.split(COUNT, 0).forEach(array -> gains.add(array.squeeze(0)));
                gateBias.split(COUNT, 0).forEach(array -> biases.add(array.squeeze(0)));
                biases.set(FORGET, biases.get(FORGET).add(settings.forgetBias));
                gains.add(RecurrentCell.fetch(cellGain, store, device, training));
                biases.add(RecurrentCell.fetch(cellBias, store, device, training));
            }
        }

        /**
         * Goes one step.
         *
         * @param sums i, g, f and o, {@code [4, B, N_h]}
         * @param cell c_{t-1}, {@code [B, N_h]}
         * @return h_t and c_t, and tanh(LN(c_t))
         */
        RecurrentCell.Step step(NDArray sums, NDArray cell) {
            // of the cell's own shape: to broadcast one costs the backward pass a sum
            return step(sums.reshape(-1, cell.size(1)).split(COUNT, 0), cell);
        }

        /** Goes one step; i, g, f and o are {@code [B, N_h]} each. */
        private RecurrentCell.Step step(NDList sums, NDArray cell) {
            NDArray input = Activation.sigmoid(normalize(sums, 0));
            NDArray candidate = drop(normalize(sums, 1).tanh());
            NDArray forget = Activation.sigmoid(normalize(sums, FORGET));
            NDArray output = Activation.sigmoid(normalize(sums, 3));
            NDArray next = forget.mul(cell).add(input.mul(candidate));
            NDArray activation = normalize(next, COUNT).tanh();
            NDArray h = output.mul(activation);
            return new RecurrentCell.Step(new NDList(h, next), new NDList(), activation);
        }

        private NDArray normalize(NDList sums, int gate) {
            if (settings.layerNorm) {
                return normalize(sums.get(gate), gate);
            }
            return gate == FORGET && settings.forgetBias != 0
                    ? sums.get(gate).add(settings.forgetBias)
                    : sums.get(gate);
        }

        private NDArray normalize(NDArray array, int index) {
            if (!settings.layerNorm) {
                return array;
            }
            NDArray gamma = gains.get(index);
            return LayerNorm.layerNorm(
                            array, gamma.getShape(), gamma, biases.get(index), settings.epsilon)
                    .head();
        }

        private NDArray drop(NDArray candidate) {
            return training && settings.dropRate > 0
                    ? Dropout.dropout(candidate, settings.dropRate, true).head()
                    : candidate;
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return prepare(parameterStore, inputs.head().getDevice(), training)
                .step(inputs, inputs.get(COUNT))
                .state();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0], inputShapes[0]};
    }
}
