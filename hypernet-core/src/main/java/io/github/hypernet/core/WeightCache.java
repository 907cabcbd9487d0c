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
package io.github.hypernet.core;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Generated weights, kept from one evaluation to the next while what they were made from has the
 * same values.
 *
 * <p>An array of DJL tells nobody when it changes: an optimizer, a load, a checkpoint or a user may
 * write into it. So the values themselves are compared, with copies of those that the weights were
 * made from. They are few beside the work that they save, and no way to change them is missed.
 *
 * <p>Evaluations on several threads and devices share the entry of their device. An entry that is
 * evicted is closed when the last evaluation that uses it releases it.
 */
final class WeightCache {

    private final Map<Device, Entry> entries = new HashMap<>();

    /**
     * Returns the weights, generated anew only if their sources have changed.
     *
     * @param sources embeddings and the generator's parameters, on one device
     * @param owner the manager that the weights live as long as
     * @param generate makes the weights, attached to a manager
     * @return the entry of the sources' device, to be {@linkplain Entry#release released}
     */
    synchronized Entry acquire(
            NDList sources, NDManager owner, Function<NDManager, NDList> generate) {
        Device device = sources.head().getDevice();
        Entry entry = entries.get(device);
        if (entry == null || !entry.isMadeFrom(sources)) {
            if (entry != null) {
                entry.evict();
            }
            entry = new Entry(sources, owner.newSubManager(), generate);
            entries.put(device, entry);
        }
        ++entry.users;
        return entry;
    }

    /** Evicts all entries. */
    synchronized void clear() {
        entries.values().forEach(Entry::evict);
        entries.clear();
    }

    /** The weights of a device, and copies of what they were made from. */
    final class Entry {

        private final NDManager manager;
        private final NDList sources = new NDList();
        private final NDList weights;
        private int users;
        private boolean evicted;

        private Entry(NDList sources, NDManager manager, Function<NDManager, NDList> generate) {
            this.manager = manager;
            for (NDArray source : sources) {
                NDArray copy = source.duplicate();
                NDScope.unregister(copy);
                copy.attach(manager);
                this.sources.add(unrecorded(copy));
            }
            weights = new NDList();
            for (NDArray weight : generate.apply(manager)) {
                weights.add(unrecorded(weight));
            }
        }

        /** An engine may record outside of a collector, and a record holds all that led to it. */
        private NDArray unrecorded(NDArray array) {
            NDArray values = array.stopGradient();
            NDScope.unregister(values);
            values.attach(manager);
            array.close();
            return values;
        }

        NDList getWeights() {
            return weights;
        }

        /** Ends one use of the weights. */
        void release() {
            synchronized (WeightCache.this) {
                --users;
                closeIfUnused();
            }
        }

        private boolean isMadeFrom(NDList others) {
            // closed with the arrays of a model that is gone
            if (!manager.isOpen()) {
                return false;
            }
            try (NDScope scope = new NDScope()) { // a comparison leaves arrays behind
                scope.suppressNotUsedWarning();
                for (int i = 0; i < others.size(); ++i) {
                    if (!sources.get(i).contentEquals(others.get(i))) {
                        return false;
                    }
                }
                return true;
            }
        }

        private void evict() {
            evicted = true;
            closeIfUnused();
        }

        private void closeIfUnused() {
            if (evicted && users == 0) {
                manager.close();
            }
        }
    }
}
