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
import ai.djl.ndarray.NDScope;

/**
 * Tells whether the engine records operations for gradients on this thread.
 *
 * <p>DJL has no question for it, so an operation is tried. A result that is part of a record
 * refuses one of two things: to be taken out of it (PyTorch), or to be changed in place (MXNet).
 */
final class Recording {

    private Recording() {}

    /**
     * Tells whether operations on an array are recorded.
     *
     * @param array an array; nothing is recorded for one that needs no gradient
     * @return true if a gradient can flow through the array into what it was made from
     */
    static boolean covers(NDArray array) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray result = array.sum();
            result.setRequiresGradient(false);
            result.muli(1);
            return false;
        } catch (EngineException e) {
            return true;
        }
    }
}
