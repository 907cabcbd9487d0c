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
package io.github.hypernet.core.training.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;

import java.util.Map;

/**
 * An optimizer that shows its state, so that a checkpoint can hold it. Checkpoints know DJL's own
 * optimizers; any other, a subclass of one of DJL's too, implements this.
 *
 * <p>How often each parameter was updated, DJL's {@code Optimizer} counts; checkpoints save it.
 */
public interface StatefulOptimizer {

    /**
     * Returns the name that tells checkpoints of this optimizer from others'. It is part of the
     * file: it stays the same whatever the class is called.
     *
     * @return the name, such as {@code nesterov-sgd}; none of those of DJL's optimizers, which are
     *     adam, adam-w, sgd, nag, rms-prop, adagrad and adadelta
     */
    String getAlias();

    /**
     * Returns the state: all arrays that the next update depends on. The maps are those that the
     * optimizer works with, as DJL's {@code withDefaultState} takes them; restoring a checkpoint
     * puts arrays into them, and a training over tasks empties them before each.
     *
     * @return by the name of each kind of array, which is part of the file: parameter id to device
     *     to array
     */
    Map<String, Map<String, Map<Device, NDArray>>> getState();

    /**
     * Returns the learning rate, for the metrics.
     *
     * @param update the update, from 1
     * @return the learning rate; NaN, the default, if there is none
     */
    default float getLearningRate(int update) {
        return Float.NaN;
    }
}
