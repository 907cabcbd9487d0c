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

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import java.util.Set;

/**
 * The store of the parameters that have one value for all conditions. A block that asks for another
 * block's parameter, without listing it as its own, is not answered with a placeholder.
 */
final class SharedParameters extends ParameterStore {

    private final ParameterStore outer;
    private final Set<String> generatedIds;

    SharedParameters(ParameterStore outer, Set<String> generatedIds) {
        super(outer.getManager(), false);
        this.outer = outer;
        this.generatedIds = generatedIds;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        if (parameter != null && generatedIds.contains(parameter.getId())) {
            throw new IllegalStateException(
                    "A block asks for the parameter "
                            + parameter.getName()
                            + ", which has a value for each condition, and does not list it among"
                            + " its own: select parameters of blocks that nothing else reads");
        }
        return outer.getValue(parameter, device, training);
    }
}
