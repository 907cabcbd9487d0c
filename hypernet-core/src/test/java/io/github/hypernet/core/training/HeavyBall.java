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
package io.github.hypernet.core.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.optimizer.StatefulOptimizer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A user's optimizer: v = 0.9 v + g, w = w - 0.1 v. */
public final class HeavyBall extends Optimizer implements StatefulOptimizer {

    /** What it keeps. */
    public final Map<String, Map<Device, NDArray>> velocities = new ConcurrentHashMap<>();

    private final String alias;

    /** Creates the optimizer with a name in checkpoints. */
    public HeavyBall(String alias) {
        super(new Builder());
        Preconditions.checkArgument(!alias.isEmpty(), "The name is empty");
        this.alias = alias;
    }

    private static final class Builder extends OptimizerBuilder<Builder> {
        @Override
        protected Builder self() {
            return this;
        }
    }

    @Override
    public String getAlias() {
        return alias;
    }

    @Override
    public Map<String, Map<String, Map<Device, NDArray>>> getState() {
        return Map.of("velocities", velocities);
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        updateCount(parameterId);
        NDArray velocity =
                withDefaultState(
                        velocities, parameterId, weight.getDevice(), k -> weight.zerosLike());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            velocity.muli(0.9f).addi(grad);
            // DJL's plain descent, which also clears the gradient where the engine adds them up
            weight.getNDArrayInternal()
                    .sgdUpdate(
                            new NDList(weight, velocity),
                            new NDList(weight),
                            0.1f,
                            0,
                            1,
                            -1,
                            0,
                            true);
        }
    }
}
