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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights of forward passes, until a term of the loss takes them: a penalty on generated
 * weights need not generate them a second time.
 *
 * <p>A pass is known by the manager of its input, which belongs to one batch on one device. Weights
 * are taken once, for the backward pass that follows may free what they were made from.
 */
final class PassWeights {

    private final List<Pass> passes = new ArrayList<>();

    private record Pass(NDManager manager, Weights weights) {

        boolean isOver() {
            return !manager.isOpen() || weights.arrays.head().isReleased();
        }
    }

    /**
     * The weights of a pass.
     *
     * @param arrays the weights of all conditions
     * @param conditions the number of conditions; 1 where there are none
     */
    record Weights(NDList arrays, int conditions) {}

    /** Adds the weights of a pass, in place of those of an earlier one of the same manager. */
    synchronized void put(NDManager manager, Weights weights) {
        passes.removeIf(pass -> pass.isOver() || pass.manager == manager);
        passes.add(new Pass(manager, weights));
    }

    /**
     * Takes the weights of the pass that made a prediction.
     *
     * @return the weights; null if there are none, or none any more
     */
    synchronized Weights take(NDArray prediction) {
        NDManager manager = prediction.getManager();
        for (Pass pass : passes) {
            if (!pass.isOver() && pass.manager == manager) {
                passes.remove(pass);
                return pass.weights;
            }
        }
        return null;
    }
}
