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

import ai.djl.ndarray.NDList;
import ai.djl.util.PairList;

import java.util.List;

/**
 * A sequence of blocks. Like DJL's own, it keeps its parameters of the call to itself.
 *
 * @param layers its blocks
 * @param returnsAll whether it returns the outputs of all its blocks, not only the last one's
 */
record RowSequence(List<RowLayer> layers, boolean returnsAll) implements RowLayer {

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        NDList all = new NDList();
        NDList outputs = inputs;
        for (RowLayer layer : layers) {
            outputs = layer.forward(pass, outputs, null);
            all.addAll(outputs);
        }
        return returnsAll ? all : outputs;
    }
}
