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
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import java.util.Iterator;
import java.util.List;

/**
 * The running statistics of normalisation: a forward or backward pass changes them, before it is
 * known whether the step's numbers are finite. One that is not would make them not finite for good.
 */
final class RunningStatistics {

    private static final NDIndex ALL = new NDIndex("...");

    private final ParameterStore parameterStore;
    private final List<Parameter> statistics;
    private final Device[] devices;
    private final NDList copies = new NDList();

    RunningStatistics(ParameterStore parameterStore, List<Parameter> parameters, Device[] devices) {
        this.parameterStore = parameterStore;
        this.devices = devices;
        statistics =
                parameters.stream().filter(parameter -> isRunning(parameter.getType())).toList();
    }

    private static boolean isRunning(Parameter.Type type) {
        return type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR;
    }

    private NDList arrays() {
        NDList arrays = new NDList();
        for (Device device : devices) {
            for (Parameter parameter : statistics) {
                arrays.add(parameterStore.getValue(parameter, device, true));
            }
        }
        return arrays;
    }

    /** Copies them; the copies live as long as the scope around the step. */
    void remember() {
        copies.clear();
        arrays().forEach(array -> copies.add(array.duplicate()));
    }

    /** Undoes what has changed since {@link #remember}. */
    void putBack() {
        Iterator<NDArray> next = copies.iterator();
        arrays().forEach(array -> array.set(ALL, next.next()));
    }
}
