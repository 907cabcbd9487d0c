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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

import java.util.Iterator;
import java.util.List;

/**
 * The gradients of a trainer's parameters, on all its devices, between backward and the optimizer's
 * step.
 */
final class Gradients {

    /**
     * Values are written by index, into the gradient's own memory: DJL's {@code copyTo} would have
     * PyTorch go on with the memory of a Java buffer, which is freed while the gradient is in use.
     */
    private static final NDIndex ALL = new NDIndex("...");

    private final ParameterStore parameterStore;
    private final List<Parameter> parameters;
    private final Device[] devices;

    Gradients(ParameterStore parameterStore, List<Parameter> parameters, Device[] devices) {
        this.parameterStore = parameterStore;
        this.parameters = parameters.stream().filter(Parameter::requiresGradient).toList();
        this.devices = devices;
    }

    /** Returns the gradients on one device, in the order of the parameters; they write through. */
    NDList on(Device device) {
        NDList gradients = new NDList(parameters.size());
        for (Parameter parameter : parameters) {
            gradients.add(parameterStore.getValue(parameter, device, true).getGradient());
        }
        return gradients;
    }

    /**
     * Returns the Euclidean norm of all gradients together, summed over the devices, as an array of
     * one element: one concatenation and one norm, however many parameters there are.
     */
    NDArray globalNorm() {
        NDArray sum = flat(devices[0]);
        for (int i = 1; i < devices.length; ++i) {
            sum = sum.add(flat(devices[i]).toDevice(devices[0], false));
        }
        return sum.norm().reshape(1);
    }

    private NDArray flat(Device device) {
        NDList flat = new NDList(parameters.size());
        on(device).forEach(gradient -> flat.add(gradient.reshape(-1)));
        return flat.size() == 1 ? flat.head() : NDArrays.concat(flat);
    }

    /** Tells whether all gradients are zero. */
    boolean areZero() {
        for (Device device : devices) {
            try (NDArray largest = flat(device).abs().max()) {
                if (largest.getFloat() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Multiplies all gradients by a number. */
    void scale(float factor) {
        for (Device device : devices) {
            on(device).forEach(gradient -> gradient.muli(factor));
        }
    }

    /**
     * Adds the gradients to sums.
     *
     * @param sums the sums so far, device by device; null before the first
     * @return the sums
     */
    NDList addTo(NDList sums) {
        NDList all = new NDList();
        for (Device device : devices) {
            all.addAll(on(device));
        }
        NDList added = new NDList(all.size());
        for (int i = 0; i < all.size(); ++i) {
            added.add(sums == null ? all.get(i).duplicate() : sums.get(i).addi(all.get(i)));
        }
        return added;
    }

    /** Sets the gradients to sums that {@link #addTo} made. */
    void set(NDList sums) {
        Iterator<NDArray> next = sums.iterator();
        for (Device device : devices) {
            on(device).forEach(gradient -> gradient.set(ALL, next.next()));
        }
    }

    /** Sets all gradients to zero, whatever they are now. */
    void clear() {
        for (Device device : devices) {
            on(device).forEach(gradient -> gradient.set(ALL, 0));
        }
    }
}
