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
package io.github.hypernet.core.state;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * Something besides parameters and the optimizer that a training needs to go on: a loss that
 * remembers, for instance.
 *
 * <p>A {@code TrainingLoop} finds it by itself, where the loss of its configuration, or a component
 * of DJL's composite losses, implements this. Its arrays are then part of each checkpoint.
 */
public interface SavedState {

    /**
     * Returns the name in a checkpoint, which is part of the file.
     *
     * @return the name, not blank, unique in a training
     */
    String getStateName();

    /**
     * Returns the arrays as they are now.
     *
     * @return the arrays, of any shapes; empty if there are none. They stay this object's
     */
    NDList getState();

    /**
     * Takes up the arrays of a checkpoint, in place of those that it has: called when a training is
     * resumed, before its first step.
     *
     * @param manager a manager that lasts as long as the model
     * @param state the arrays, in the order of {@link #getState}; empty if the checkpoint has none.
     *     They are closed after the call: copy what is kept
     * @throws IllegalArgumentException if they are not such as {@link #getState} returns; the
     *     training then refuses the checkpoint with the message
     */
    void setState(NDManager manager, NDList state);
}
