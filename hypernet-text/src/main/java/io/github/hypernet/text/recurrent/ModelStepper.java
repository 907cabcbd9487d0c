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
package io.github.hypernet.text.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

import java.util.function.Function;

/** A {@link RecurrentModel} that goes one step at a time and keeps its state. */
public final class ModelStepper implements AutoCloseable {

    private final NDManager manager;
    private final RecurrentStepper stepper;
    private final NDArray weight;
    private final NDArray bias;

    ModelStepper(
            RecurrentLayers recurrent,
            Linear output,
            ParameterStore store,
            NDManager parent,
            long batchSize) {
        manager = parent.newSubManager();
        weight = fetch(output, "weight", store);
        bias = fetch(output, "bias", store);
        stepper = recurrent.newStepper(manager, batchSize);
    }

    private NDArray fetch(Linear linear, String name, ParameterStore store) {
        return store.getValue(linear.getParameters().get(name), manager.getDevice(), false);
    }

    /**
     * Goes a step.
     *
     * @param input makes the step's input, {@code [B, N_x]}, or {@code [B]} for one-hot input
     * @return the model's outputs, {@code [B, units]}, row by row
     */
    public float[] step(Function<NDManager, NDArray> input) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray hidden = stepper.step(input.apply(manager));
            return Linear.linear(hidden, weight, bias).head().toFloatArray();
        }
    }

    /** Frees what the stepper keeps. */
    @Override
    public void close() {
        stepper.close();
        manager.close();
    }
}
