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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;

import io.github.hypernet.core.training.internal.DjlOptimizer;
import io.github.hypernet.core.training.internal.ShownOptimizer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An optimizer's state, for a file: an array for each kind of state, parameter and device.
 *
 * <pre>
 *   optimizer/KIND/PARAMETER          that of the first device
 *   optimizer/KIND/PARAMETER#PLACE    those of the others, which are 1, 2, ...
 * </pre>
 *
 * A state without an array of its own goes to a device as the first device's does: a file may be of
 * fewer devices.
 */
final class OptimizerState {

    static final String PREFIX = "optimizer/";

    /** Before optimizers had names of their own, files held the class's. */
    private static final Map<String, String> OLD_NAMES =
            Map.ofEntries(
                    Map.entry("ai.djl.training.optimizer.Adam", "adam"),
                    Map.entry("ai.djl.training.optimizer.AdamW", "adam-w"),
                    Map.entry("ai.djl.training.optimizer.Sgd", "sgd"),
                    Map.entry("ai.djl.training.optimizer.Nag", "nag"),
                    Map.entry("ai.djl.training.optimizer.RmsProp", "rms-prop"),
                    Map.entry("ai.djl.training.optimizer.Adagrad", "adagrad"),
                    Map.entry("ai.djl.training.optimizer.Adadelta", "adadelta"),
                    Map.entry("io.github.hypernet.core.training.NesterovSgd", "nesterov-sgd"));

    private final ShownOptimizer optimizer;
    private final Device[] devices;

    /**
     * Creates it.
     *
     * @throws IllegalArgumentException if the optimizer does not show its state
     */
    OptimizerState(Optimizer optimizer, Device[] devices) {
        this.optimizer = ShownOptimizer.of(optimizer);
        this.devices = devices;
    }

    /** Returns the optimizer's name in a file. */
    String alias() {
        return optimizer.alias();
    }

    /** Returns the name of an optimizer that a file of any age names. */
    static String alias(String saved) {
        return OLD_NAMES.getOrDefault(saved, saved);
    }

    /** Returns how often the optimizer has updated each parameter: the live map by id. */
    Map<String, Integer> updateCounts() {
        return DjlOptimizer.updateCounts(optimizer.optimizer());
    }

    void setUpdates(int updates) {
        DjlOptimizer.setUpdates(optimizer.optimizer(), updates);
    }

    /** Adds the states of parameters to the arrays of a file. */
    void addTo(Map<String, NDArray> arrays, ParameterList parameters) {
        optimizer
                .state()
                .forEach(
                        (kind, byId) -> {
                            for (Pair<String, Parameter> parameter : parameters) {
                                Map<Device, NDArray> byDevice =
                                        byId.get(parameter.getValue().getId());
                                if (byDevice != null) {
                                    addTo(arrays, kind + "/" + parameter.getKey(), byDevice);
                                }
                            }
                        });
    }

    private void addTo(Map<String, NDArray> arrays, String name, Map<Device, NDArray> byDevice) {
        // an engine may keep its only state on a device that is none of the trainer's
        NDArray any = byDevice.values().iterator().next();
        arrays.put(PREFIX + name, byDevice.getOrDefault(devices[0], any));
        for (int place = 1; place < devices.length; ++place) {
            NDArray array = byDevice.get(devices[place]);
            if (array != null) {
                arrays.put(PREFIX + name + "#" + place, array);
            }
        }
    }

    /** Puts the states of parameters back on every device, with a manager that lasts as long. */
    void putBack(Map<String, NDArray> arrays, ParameterList parameters, NDManager manager) {
        optimizer
                .state()
                .forEach(
                        (kind, byId) -> {
                            for (Pair<String, Parameter> parameter : parameters) {
                                String name = PREFIX + kind + "/" + parameter.getKey();
                                if (arrays.containsKey(name)) {
                                    Map<Device, NDArray> byDevice = onDevices(arrays, name);
                                    byDevice.values().forEach(array -> array.attach(manager));
                                    byId.put(parameter.getValue().getId(), byDevice);
                                }
                            }
                        });
    }

    private Map<Device, NDArray> onDevices(Map<String, NDArray> arrays, String name) {
        Map<Device, NDArray> byDevice = new ConcurrentHashMap<>();
        for (int place = 0; place < devices.length; ++place) {
            NDArray saved = arrays.getOrDefault(name + "#" + place, arrays.get(name));
            Device device = devices[place];
            boolean there = saved.getDevice().equals(device);
            byDevice.put(device, there ? saved : saved.toDevice(device, true));
        }
        return byDevice;
    }
}
