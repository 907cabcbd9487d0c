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

/** One block of the network, run on the rows of all conditions at once. */
@FunctionalInterface
interface RowLayer {

    /**
     * Runs the block.
     *
     * @param pass the values of its parameters
     * @param inputs the inputs, rows merged, condition after condition: {@code [C * S, ...]}
     * @param params what the block's own forward takes
     * @return the outputs, rows merged the same way
     */
    NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params);
}
