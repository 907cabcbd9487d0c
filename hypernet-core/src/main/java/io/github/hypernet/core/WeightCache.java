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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Generated weights, kept from one evaluation to the next while what they were made from has the
 * same values; those of the conditions that were used last.
 *
 * <p>An array of DJL tells nobody when it changes: an optimizer, a load, a checkpoint or a user may
 * write into it. So the values themselves are compared, with copies of those that the weights were
 * made from. They are few beside the work that they save, and no way to change them is missed.
 *
 * <p>Evaluations on several threads and devices share the entries of their device. An entry that is
 * evicted is closed when the last evaluation that uses it releases it.
 */
final class WeightCache {

    private final int capacity;
    private final Map<Device, Sources> devices = new HashMap<>();

    /**
     * Creates it.
     *
     * @param capacity of how many conditions the weights are kept, on each device
     */
    WeightCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Returns the weights, generated anew only if their sources have changed or their condition was
     * not used lately.
     *
     * @param sources what all weights are made from, on one device
     * @param condition the values of the condition that these are made from, by which it is known
     * @param owner the manager that the weights live as long as
     * @param generate makes the weights, attached to a manager
     * @return the entry of the sources' device, to be {@linkplain Entry#release released}
     */
    synchronized Entry acquire(
            NDList sources,
            Object condition,
            NDManager owner,
            Function<NDManager, NDList> generate) {
        Device device = sources.head().getDevice();
        Sources known = devices.get(device);
        if (known == null || !known.haveValues(sources)) {
            if (known != null) {
                known.evict();
            }
            known = new Sources(sources, owner.newSubManager());
            devices.put(device, known);
        }
        Entry entry = known.entries.get(condition);
        if (entry == null) {
            entry = new Entry(owner.newSubManager(), generate);
            known.add(condition, entry);
        }
        ++entry.users;
        return entry;
    }

    /** Evicts all entries. */
    synchronized void clear() {
        devices.values().forEach(Sources::evict);
        devices.clear();
    }

    /** An engine may record outside of a collector, and a record holds all that led to it. */
    private static NDArray unrecorded(NDArray array, NDManager manager) {
        NDArray values = array.stopGradient();
        NDScope.unregister(values);
        values.attach(manager);
        array.close();
        return values;
    }

    /** Copies of what the weights of a device were made from, and the weights. */
    private final class Sources {

        private final NDManager manager;
        private final NDList values = new NDList();
        private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

        private Sources(NDList sources, NDManager manager) {
            this.manager = manager;
            for (NDArray source : sources) {
                NDArray copy = source.duplicate();
                NDScope.unregister(copy);
                copy.attach(manager);
                values.add(unrecorded(copy, manager));
            }
        }

        private boolean haveValues(NDList others) {
            // closed with the arrays of a model that is gone
            if (!manager.isOpen()) {
                return false;
            }
            try (NDScope scope = new NDScope()) { // a comparison leaves arrays behind
                scope.suppressNotUsedWarning();
                for (int i = 0; i < others.size(); ++i) {
                    if (!values.get(i).contentEquals(others.get(i))) {
                        return false;
                    }
                }
                return true;
            }
        }

        private void add(Object condition, Entry entry) {
            entries.put(condition, entry);
            if (entries.size() > capacity) {
                var oldest = entries.entrySet().iterator();
                oldest.next().getValue().evict();
                oldest.remove();
            }
        }

        private void evict() {
            entries.values().forEach(Entry::evict);
            manager.close();
        }
    }

    /** The weights of a condition on a device. */
    final class Entry {

        private final NDManager manager;
        private final NDList weights = new NDList();
        private int users;
        private boolean evicted;

        private Entry(NDManager manager, Function<NDManager, NDList> generate) {
            this.manager = manager;
            try {
                for (NDArray weight : generate.apply(manager)) {
                    weights.add(unrecorded(weight, manager));
                }
            } catch (RuntimeException e) {
                manager.close();
                throw e;
            }
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
