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
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A store over a store: answers with generated arrays for generated parameters, and asks the outer
 * store for all others. A block reads its weights here and does not see the difference.
 */
final class GeneratedParameterStore extends ParameterStore implements AutoCloseable {

    private final ParameterStore outer;
    private final Map<String, NDArray> generated = new HashMap<>();
    private final NDList made = new NDList();
    private final List<WeightCache.Entry> acquired = new ArrayList<>();

    /**
     * Creates the overlay, empty at first.
     *
     * @param outer the store of the other parameters
     */
    GeneratedParameterStore(ParameterStore outer) {
        super(outer.getManager(), false);
        this.outer = outer;
    }

    /** Adds arrays made for this pass, in the order of their parameters. */
    void put(List<Parameter> parameters, NDList weights) {
        made.addAll(weights);
        answer(parameters, weights);
    }

    private void answer(List<Parameter> parameters, NDList weights) {
        for (int i = 0; i < weights.size(); ++i) {
            generated.put(parameters.get(i).getId(), weights.get(i));
        }
    }

    /** Adds the arrays of an acquired entry of a cache, which is released at the end. */
    void put(List<Parameter> parameters, WeightCache.Entry entry) {
        acquired.add(entry);
        answer(parameters, entry.getWeights());
    }

    /** Returns the arrays that were made for this pass, without those of a cache. */
    NDList getMade() {
        return made;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        NDArray array = parameter == null ? null : generated.get(parameter.getId());
        return array == null ? outer.getValue(parameter, device, training) : array;
    }

    /** Releases the entries of caches. */
    @Override
    public void close() {
        acquired.forEach(WeightCache.Entry::release);
        acquired.clear();
    }
}
