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
package io.github.hypernet.core.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

import java.util.Map;

/**
 * What is the same for all layers of one pass.
 *
 * @param store the store of the parameters that have one value for all conditions
 * @param weights by parameter id, the values for each condition, {@code [C, ...]}
 * @param conditions the number of conditions, C
 * @param rows the number of rows of the network's input, C * S
 * @param training whether the pass is part of a training step
 */
record RowPass(
        ParameterStore store,
        Map<String, NDArray> weights,
        long conditions,
        long rows,
        boolean training) {

    /** Tells whether a parameter has a value for each condition; false for null. */
    boolean isGenerated(Parameter parameter) {
        return parameter != null && weights.containsKey(parameter.getId());
    }

    /** Returns the values of a parameter for each condition, [C, ...]. */
    NDArray generated(Parameter parameter) {
        return weights.get(parameter.getId());
    }

    /** Returns the one value of a parameter, on the device of an array; null for null. */
    NDArray shared(Parameter parameter, NDArray x) {
        return store.getValue(parameter, x.getDevice(), training);
    }

    /**
     * Returns how many of an array's rows each condition has. A block may have split rows, as one
     * that merges steps of time into the rows does; it cannot have moved them.
     */
    long rowsOfEach(NDArray x) {
        long found = x.size(0);
        Preconditions.checkArgument(
                found > 0 && found % rows == 0,
                "A block without generated weights made "
                        + x.getShape()
                        + " of "
                        + rows
                        + " rows, which must stay the first axis: a single pass for several"
                        + " conditions has no way to tell whose rows these are");
        return found / conditions;
    }
}
