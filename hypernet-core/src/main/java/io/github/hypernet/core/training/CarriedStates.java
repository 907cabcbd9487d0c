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
import ai.djl.util.Preconditions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states that are carried from batch to batch, one for each shard of a batch. */
final class CarriedStates implements AutoCloseable {

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
    CarriedStates(InitialState first, NDManager manager) {
        this.first = first;
        this.manager = manager;
    }

    /** Tells whether anything is carried. */
    boolean areCarried() {
        return first != null;
    }

    /** Returns the arrays by their names in a checkpoint. */
    Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (int slot = 0; slot < slots.size(); ++slot) {
            for (int i = 0; i < slots.get(slot).size(); ++i) {
                arrays.put(name(slot, i), slots.get(slot).get(i));
            }
        }
        return arrays;
    }

    /** Goes on with the arrays of a checkpoint. */
    void restore(Map<String, NDArray> arrays) {
        for (int slot = 0; arrays.containsKey(name(slot, 0)); ++slot) {
            NDList state = new NDList();
            for (int i = 0; arrays.containsKey(name(slot, i)); ++i) {
                state.add(arrays.get(name(slot, i)));
            }
            state.attach(manager);
            slots.add(state);
        }
    }

    private static String name(int slot, int i) {
        return "carried/" + slot + "/" + i;
    }

    /** Puts a shard's state behind its data. */
    NDList append(int slot, NDList data) {
        if (first == null) {
            return data;
        }
        if (slot == slots.size()) {
            NDManager onDevice = manager.newSubManager(data.head().getDevice());
            NDList state = first.create(onDevice, data);
            Preconditions.checkArgument(!state.isEmpty(), "The carried state has no arrays");
            keep(state);
            onDevice.close();
            slots.add(state);
        }
        return new NDList(data).addAll(slots.get(slot));
    }

    /** Takes a shard's new state from behind its output. */
    NDList strip(int slot, NDList output) {
        if (first == null) {
            return output;
        }
        int outputs = output.size() - slots.get(slot).size();
        Preconditions.checkArgument(
                outputs >= 1,
                "The model takes a carried state of "
                        + slots.get(slot).size()
                        + " arrays and must return its output and as many, got "
                        + output.size());
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
