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
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What DJL's Trainer and Optimizer keep private and a checkpoint needs. All reflection is here; it
 * finds fields by type where the type is telling, so it serves every optimizer that keeps its state
 * as DJL's do: Adam, AdamW, Sgd with momentum, RmsProp, Adagrad, Adadelta.
 */
final class TrainerInternals {

    private static final String STATE_TYPE =
            Map.class.getName()
                    + "<"
                    + String.class.getName()
                    + ", "
                    + Map.class.getName()
                    + "<"
                    + Device.class.getName()
                    + ", "
                    + NDArray.class.getName()
                    + ">>";

    private TrainerInternals() {}

    /** Returns where a trainer has its parameters' arrays, device by device. */
    static ParameterStore parameterStore(Trainer trainer) {
        return (ParameterStore) read(field(Trainer.class, "parameterStore"), trainer);
    }

    /** Returns an optimizer's state by the name of its field: parameter id to device to array. */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, Map<Device, NDArray>>> state(Optimizer optimizer) {
        Map<String, Map<String, Map<Device, NDArray>>> state = new LinkedHashMap<>();
        for (Field field : fields(optimizer)) {
            if (field.getGenericType().getTypeName().equals(STATE_TYPE)) {
                Object value = read(field, optimizer);
                state.put(field.getName(), (Map<String, Map<Device, NDArray>>) value);
            }
        }
        return state;
    }

    /** Returns how often an optimizer has updated each parameter, by parameter id. */
    @SuppressWarnings("unchecked")
    static Map<String, Integer> updateCounts(Optimizer optimizer) {
        return (Map<String, Integer>) read(field(Optimizer.class, "updateCounts"), optimizer);
    }

    /** Sets the number of updates that an optimizer has done. */
    static void setUpdates(Optimizer optimizer, int updates) {
        try {
            field(Optimizer.class, "numUpdate").setInt(optimizer, updates);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns an optimizer's learning rate at an update, from 1; NaN if it has none. */
    static float learningRate(Optimizer optimizer, int update) {
        for (Field field : fields(optimizer)) {
            if (ParameterTracker.class.isAssignableFrom(field.getType())) {
                return ((ParameterTracker) read(field, optimizer)).getNewValue("", update);
            }
        }
        return Float.NaN;
    }

    private static List<Field> fields(Optimizer optimizer) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = optimizer.getClass();
                type != Optimizer.class;
                type = type.getSuperclass()) {
            fields.addAll(List.of(type.getDeclaredFields()));
        }
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "This version of DJL has no field "
                            + type.getSimpleName()
                            + "."
                            + name
                            + "; use the version that hypernet-core names",
                    e);
        }
    }

    private static Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
