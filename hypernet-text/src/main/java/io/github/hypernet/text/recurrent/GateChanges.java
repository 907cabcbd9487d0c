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
import ai.djl.training.ParameterStore;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * How much a hypernetwork changed the weights of an LSTM's four gates at each step of a sequence
 * (Ha, Dai, Le 2016, Figs. 4 and 7).
 *
 * <p>The change is {@code ||d_t - d_(t-1)||}, of the vectors d_h and d_x that scale the rows of a
 * gate's recurrent and input matrices; 0 at the first step.
 */
public final class GateChanges {

    /** The names of the gates, in the order of {@link #get}. */
    public static final List<String> GATES = List.of("input", "candidate", "forget", "output");

    private final float[][] changes; // [gates][steps]
    private final float largest;

    private GateChanges(float[][] changes) {
        this.changes = changes;
        int steps = changes[0].length;
        float[] sorted = new float[GATES.size() * steps];
        for (int gate = 0; gate < GATES.size(); ++gate) {
            System.arraycopy(changes[gate], 0, sorted, gate * steps, steps);
        }
        Arrays.sort(sorted);
        // a few outliers must not make all others pale
        largest = Math.max(sorted[(int) (0.95 * (sorted.length - 1))], Float.MIN_NORMAL);
    }

    /**
     * Lets recurrent layers read a sequence, and notes how their weights change.
     *
     * @param recurrent LSTMs with a hypernetwork, batch first; of several layers the last one is
     *     shown
     * @param input one sequence, {@code [1, T, N_x]}, or {@code [1, T]} for one-hot input; what is
     *     computed on the way lives as long as its manager
     * @return the changes
     * @throws IllegalArgumentException if there is no hypernetwork
     */
    public static GateChanges of(RecurrentLayers recurrent, NDArray input) {
        ParameterStore store = new ParameterStore(input.getManager(), false);
        RecurrentTrace trace = recurrent.trace(store, new NDList(input));
        int layer = trace.recurrentScaling().size() - 1;
        if (layer < 0 || trace.recurrentScaling().get(layer).size(1) != GATES.size()) {
            throw new IllegalArgumentException(
                    "The picture is of an LSTM whose weights a hypernetwork scales; this model is "
                            + recurrent.getClass().getSimpleName());
        }
        NDArray scaling = trace.recurrentScaling().get(layer); // [T, 4, 1, N_h]
        NDArray both = scaling.concat(trace.inputScaling().get(layer), 3);
        int steps = (int) input.size(1);
        float[][] changes = new float[GATES.size()][steps];
        if (steps > 1) {
            NDArray change = both.get("1:").sub(both.get(":-1"));
            float[] norms = change.square().sum(new int[] {2, 3}).sqrt().toFloatArray();
            for (int i = 0; i < norms.length; ++i) {
                changes[i % GATES.size()][1 + i / GATES.size()] = norms[i];
            }
        }
        return new GateChanges(changes);
    }

    /**
     * Returns a change.
     *
     * @param gate the gate's place in {@link #GATES}
     * @param step the step, from 0
     * @return the change
     */
    public float get(int gate, int step) {
        return changes[gate][step];
    }

    /**
     * Returns how large a change is, for pictures: 0 for none, 1 for the largest ones.
     *
     * @param gate the gate's place in {@link #GATES}
     * @param step the step, from 0
     * @return the share, from 0 to 1
     */
    public float getShare(int gate, int step) {
        return Math.min(1, changes[gate][step] / largest);
    }

    /**
     * Returns the color of a change: white for none, dark blue for the largest ones.
     *
     * @param gate the gate's place in {@link #GATES}
     * @param step the step, from 0
     * @return the color
     */
    public Color getColor(int gate, int step) {
        float share = getShare(gate, step);
        return new Color(
                Math.round(255 - share * 215),
                Math.round(255 - share * 175),
                Math.round(255 - share * 85));
    }
}
