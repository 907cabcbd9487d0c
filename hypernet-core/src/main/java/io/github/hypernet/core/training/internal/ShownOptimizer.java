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
package io.github.hypernet.core.training.internal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.optimizer.StatefulOptimizer;

import java.util.Map;

/**
 * An optimizer that shows its state: one of DJL's own classes, or a {@link StatefulOptimizer}.
 *
 * @param optimizer the optimizer
 * @param alias its name in a saved file
 * @param state its state, by the name of each kind of array in a saved file: the live maps of
 *     parameter id to device to array
 */
public record ShownOptimizer(
        Optimizer optimizer, String alias, Map<String, Map<String, Map<Device, NDArray>>> state) {

    /**
     * Finds an optimizer's state.
     *
     * @param optimizer the optimizer
     * @return the optimizer with its state
     * @throws IllegalArgumentException if it does not show its state, or has the name of one of
     *     DJL's
     */
    public static ShownOptimizer of(Optimizer optimizer) {
        DjlOptimizer known = DjlOptimizer.of(optimizer);
        if (known != null) {
            return new ShownOptimizer(optimizer, known.getAlias(), known.state(optimizer));
        }
        Preconditions.checkArgument(
                optimizer instanceof StatefulOptimizer,
                "The state of the optimizer "
                        + optimizer.getClass().getName()
                        + " cannot be saved or cleared: it is none of DJL's own classes, and does"
                        + " not implement StatefulOptimizer");
        StatefulOptimizer stateful = (StatefulOptimizer) optimizer;
        String alias = stateful.getAlias();
        for (DjlOptimizer each : DjlOptimizer.values()) {
            Preconditions.checkArgument(
                    !each.getAlias().equals(alias),
                    "The optimizer "
                            + optimizer.getClass().getName()
                            + " has the name of one of DJL's, "
                            + alias);
        }
        return new ShownOptimizer(optimizer, alias, stateful.getState());
    }

    /**
     * Returns the learning rate.
     *
     * @param update the update, from 1
     * @return the rate; NaN if there is none
     */
    public float learningRate(int update) {
        return optimizer instanceof StatefulOptimizer stateful
                ? stateful.getLearningRate(update)
                : DjlOptimizer.learningRate(optimizer, update);
    }

    /** Forgets the state and all updates, as if the optimizer were new. */
    public void clear() {
        for (Map<String, Map<Device, NDArray>> byId : state.values()) {
            byId.values().forEach(byDevice -> byDevice.values().forEach(NDArray::close));
            byId.clear();
        }
        DjlOptimizer.updateCounts(optimizer).clear();
        DjlOptimizer.setUpdates(optimizer, 0);
    }
}
