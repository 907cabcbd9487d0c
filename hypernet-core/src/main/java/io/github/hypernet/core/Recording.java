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

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

/**
 * Tells whether somebody may ask for the gradients of what is computed on this thread.
 *
 * <p>Recorded is not enough: PyTorch records on every thread but the one that loaded it, whether
 * gradients are collected or not. So {@link OpenCollector} is asked first. DJL has no question for
 * the other half, so an operation is tried. A result that is part of a record refuses one of two
 * things: to be taken out of it (PyTorch), or to be changed in place (MXNet).
 */
final class Recording {

    private Recording() {}

    /**
     * Tells whether operations on some arrays are recorded for a collector.
     *
     * @param arrays arrays of one device; nothing is recorded for those that need no gradient
     * @return true if a gradient can flow through one of them into what it was made from
     */
    static boolean covers(NDList arrays) {
        if (!OpenCollector.mayBeOpen(arrays.head().getManager().getEngine())) {
            return false;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray result = arrays.head().sum();
            for (NDArray array : arrays.subNDList(1)) {
                result = result.add(array.sum());
            }
            result.setRequiresGradient(false);
            result.muli(1);
            return false;
        } catch (EngineException e) {
            return true;
        }
    }
}
