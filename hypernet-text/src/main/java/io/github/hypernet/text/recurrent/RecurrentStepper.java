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
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent block that goes one step at a time and keeps its state, without dropout: for
 * sampling, where the next input comes from the last output. Its weights are a copy, laid out once.
 */
final class RecurrentStepper implements AutoCloseable {

    private final NDManager manager;
    private final int oneHotClasses;
    private final List<RecurrentCell.Steps> layers = new ArrayList<>();
    private final List<NDList> states = new ArrayList<>();

    RecurrentStepper(
            List<RecurrentCell> cells, int oneHotClasses, NDManager parent, long batchSize) {
        this.oneHotClasses = oneHotClasses;
        manager = parent.newSubManager();
        ParameterStore copies = new ParameterStore(manager, true);
        for (RecurrentCell cell : cells) {
            layers.add(cell.prepare(copies, manager.getDevice(), false));
            NDList state = new NDList();
            cell.getStateSizes().forEach(n -> state.add(manager.zeros(new Shape(batchSize, n))));
            states.add(state);
        }
    }

    /**
     * Goes a step.
     *
     * @param x this step's input, {@code [B, N_x]}, or {@code [B]} for a block with one-hot input
     * @return the output, {@code [B, N_h]}; the stepper closes it at the next step
     */
    NDArray step(NDArray x) {
        NDArray output = x;
        for (int layer = 0; layer < layers.size(); ++layer) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray input = output.expandDims(0);
                InputSequence sequence =
                        layer == 0 && oneHotClasses > 0
                                ? new OneHotSequence(input, oneHotClasses, 0)
                                : new DenseSequence(input);
                RecurrentCell.Steps steps = layers.get(layer);
                NDList next = steps.step(steps.project(sequence).get(0), states.get(layer)).state();
                NDScope.unregister(next);
                next.attach(manager);
                states.set(layer, next).close();
                output = next.head();
            }
        }
        return output;
    }

    /** Returns the manager of what the stepper keeps. */
    NDManager manager() {
        return manager;
    }

    /** Frees what the stepper keeps. */
    @Override
    public void close() {
        manager.close();
    }
}
