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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much a hypernetwork changed the weights of each gate at each step of a sequence (Ha, Dai, Le
 * 2016, Figs. 4 and 7).
 *
 * <p>The change is {@code ||d_t - d_(t-1)||}, of the vectors, such as d_h and d_x, that scale the
 * weights of a gate; 0 at the first step.
 */
public final class GateChanges {

    private final List<String> gates;
    private final float[][] changes; // [gates][steps]
    private final float largest;

    private GateChanges(List<String> gates, float[][] changes) {
        this.gates = gates;
        this.changes = changes;
        int steps = changes[0].length;
        float[] sorted = new float[gates.size() * steps];
        for (int gate = 0; gate < gates.size(); ++gate) {
            System.arraycopy(changes[gate], 0, sorted, gate * steps, steps);
        }
        Arrays.sort(sorted);
        // a few outliers must not make all others pale
        largest = Math.max(sorted[(int) (0.95 * (sorted.length - 1))], Float.MIN_NORMAL);
    }

    /**
     * Lets recurrent layers read a sequence, and notes how their weights change.
     *
     * @param recurrent layers whose weights are scaled, batch first; of several the last one is
     *     shown
     * @param input one sequence, {@code [1, T, N_x]}, or {@code [1, T]} for one-hot input; what is
     *     computed on the way lives as long as its manager
     * @return the changes
     * @throws IllegalArgumentException if nothing scales the weights, or not as many gates as the
     *     cell names
     */
    public static GateChanges of(RecurrentLayers recurrent, NDArray input) {
        List<String> gates = recurrent.getScaledGates();
        Preconditions.checkArgument(
                !gates.isEmpty(),
                "The picture is of recurrent layers whose weights a hypernetwork scales; this model"
                        + " is "
                        + recurrent);
        ParameterStore store = new ParameterStore(input.getManager(), false);
        List<NDList> layers = recurrent.trace(store, new NDList(input)).scaling();
        NDList last = layers.get(layers.size() - 1);
        NDArray all = last.size() == 1 ? last.head() : NDArrays.concat(last, 3); // [T, G, 1, N]
        Preconditions.checkArgument(
                all.size(1) == gates.size(),
                "The cell names the gates " + gates + ", but scales " + all.size(1));
        int steps = (int) input.size(1);
        float[][] changes = new float[gates.size()][steps];
        if (steps > 1) {
            NDArray change = all.get("1:").sub(all.get(":-1"));
            float[] norms = change.square().sum(new int[] {2, 3}).sqrt().toFloatArray();
            for (int i = 0; i < norms.length; ++i) {
                changes[i % gates.size()][1 + i / gates.size()] = norms[i];
            }
        }
        return new GateChanges(gates, changes);
    }

    /** {@return the names of the gates} */
    public List<String> getGates() {
        return gates;
    }

    /**
     * Returns a change.
     *
     * @param gate the gate's place in {@link #getGates}
     * @param step the step, from 0
     * @return the change
     */
    public float get(int gate, int step) {
        return changes[gate][step];
    }

    /**
     * Returns how large a change is, for pictures: 0 for none, 1 for the largest ones.
     *
     * @param gate the gate's place in {@link #getGates}
     * @param step the step, from 0
     * @return the share, from 0 to 1
     */
    public float getShare(int gate, int step) {
        return Math.min(1, changes[gate][step] / largest);
    }

    /**
     * Says the changes of a step in one line.
     *
     * @param step the step, from 0
     * @return the names of the gates and their changes: {@code input 0.123, candidate 0.045, ...}
     */
    public String describe(int step) {
        return IntStream.range(0, gates.size())
                .mapToObj(
                        gate ->
                                String.format(
                                        Locale.ROOT, "%s %.3f", gates.get(gate), get(gate, step)))
                .collect(Collectors.joining(", "));
    }
}
