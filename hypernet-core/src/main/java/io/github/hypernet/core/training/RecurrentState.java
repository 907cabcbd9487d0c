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
package io.github.hypernet.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

import java.util.ArrayList;
import java.util.List;

/** The states that are carried from batch to batch, one for each piece of a batch. */
final class RecurrentState implements AutoCloseable {

    private final InitialState first;
    private final NDManager manager;
    private final List<NDList> slots = new ArrayList<>();
    private final List<NDList> next = new ArrayList<>();

    /**
     * Creates it.
     *
     * @param first makes the first state; null if nothing is carried
     * @param manager the manager of the states
     */
    RecurrentState(InitialState first, NDManager manager) {
        this.first = first;
        this.manager = manager;
    }

    /** Returns the states, piece by piece. */
    List<NDList> slots() {
        return slots;
    }

    /** Puts a piece's state behind its data. */
    NDList append(int slot, NDList data) {
        if (first == null) {
            return data;
        }
        if (slot == slots.size()) {
            NDManager onDevice = manager.newSubManager(data.head().getDevice());
            NDList state = first.create(onDevice, data);
            if (state.isEmpty()) {
                throw new IllegalArgumentException("The carried state has no arrays");
            }
            keep(state);
            onDevice.close();
            slots.add(state);
        }
        return new NDList(data).addAll(slots.get(slot));
    }

    /** Takes a piece's new state from behind its output. */
    NDList strip(int slot, NDList output) {
        if (first == null) {
            return output;
        }
        int outputs = output.size() - slots.get(slot).size();
        if (outputs < 1) {
            throw new IllegalArgumentException(
                    "The model takes a carried state of "
                            + slots.get(slot).size()
                            + " arrays and must return its output and as many, got "
                            + output.size());
        }
        NDList state = new NDList();
        for (NDArray array : output.subNDList(outputs)) {
            state.add(array.stopGradient());
        }
        next.add(state);
        NDList predictions = new NDList();
        output.stream().limit(outputs).forEach(predictions::add);
        return predictions;
    }

    /** Goes on with the new states. */
    void takeNew() {
        for (int slot = 0; slot < next.size(); ++slot) {
            slots.get(slot).close();
            keep(next.get(slot));
            slots.set(slot, next.get(slot));
        }
        next.clear();
    }

    /** Goes on with the states before the step. */
    void keepOld() {
        next.clear();
    }

    private void keep(NDList state) {
        state.attach(manager);
        NDScope.unregister(state);
    }

    /** Goes back to the first state. */
    void reset() {
        slots.forEach(NDList::close);
        slots.clear();
    }

    @Override
    public void close() {
        reset();
    }
}
