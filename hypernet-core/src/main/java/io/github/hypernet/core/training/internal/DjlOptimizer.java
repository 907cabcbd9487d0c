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
import ai.djl.training.optimizer.Adadelta;
import ai.djl.training.optimizer.Adagrad;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Nag;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.RmsProp;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.ParameterTracker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What DJL's optimizers keep private: their state, by names that a saved file has, and what they
 * count.
 */
public enum DjlOptimizer {
    /** DJL's {@code Adam}. */
    ADAM("adam", Adam.class, "means", "variances"),
    /** DJL's {@code AdamW}. */
    ADAM_W("adam-w", AdamW.class, "means", "variances"),
    /** DJL's {@code Sgd}. */
    SGD("sgd", Sgd.class, "momentumStates"),
    /** DJL's {@code Nag}. */
    NAG("nag", Nag.class, "momentumStates"),
    /** DJL's {@code RmsProp}. */
    RMS_PROP("rms-prop", RmsProp.class, "means", "variances", "momentums"),
    /** DJL's {@code Adagrad}. */
    ADAGRAD("adagrad", Adagrad.class, "history"),
    /** DJL's {@code Adadelta}. */
    ADADELTA("adadelta", Adadelta.class, "accumG", "accumDelta");

    private final String alias;
    private final Class<? extends Optimizer> type;
    private final List<String> states;

    DjlOptimizer(String alias, Class<? extends Optimizer> type, String... states) {
        this.alias = alias;
        this.type = type;
        this.states = List.of(states);
    }

    /**
     * Finds what an optimizer is.
     *
     * @param optimizer the optimizer
     * @return the one of DJL's that it is; null if it is of another class, a subclass too
     */
    public static DjlOptimizer of(Optimizer optimizer) {
        for (DjlOptimizer each : values()) {
            if (each.type == optimizer.getClass()) {
                return each;
            }
        }
        return null;
    }

    /**
     * Returns the name in a saved file.
     *
     * @return the name
     */
    public String getAlias() {
        return alias;
    }

    /**
     * Returns an optimizer's state.
     *
     * @param optimizer an optimizer of this class
     * @return the live maps by the names in a saved file: parameter id to device to array
     */
    @SuppressWarnings("unchecked")
    public Map<String, Map<String, Map<Device, NDArray>>> state(Optimizer optimizer) {
        Map<String, Map<String, Map<Device, NDArray>>> state = new LinkedHashMap<>();
        for (String name : states) {
            Object value = PrivateFields.read(type, name, optimizer);
            state.put(name, (Map<String, Map<Device, NDArray>>) value);
        }
        return state;
    }

    /**
     * Returns an optimizer's learning rate.
     *
     * @param optimizer an optimizer of any class
     * @param update the update, from 1
     * @return the rate; NaN if it is none of DJL's, nor a subclass of one, or has no rate
     */
    public static float learningRate(Optimizer optimizer, int update) {
        for (DjlOptimizer each : values()) {
            if (each.type.isInstance(optimizer) && each != ADADELTA) {
                Object tracker = PrivateFields.read(each.type, "learningRateTracker", optimizer);
                return ((ParameterTracker) tracker).getNewValue("", update);
            }
        }
        return Float.NaN;
    }

    /**
     * Returns how often an optimizer has updated each parameter.
     *
     * @param optimizer an optimizer of any class
     * @return the live map, by parameter id
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Integer> updateCounts(Optimizer optimizer) {
        return (Map<String, Integer>)
                PrivateFields.read(Optimizer.class, "updateCounts", optimizer);
    }

    /**
     * Sets the number of updates that an optimizer has done.
     *
     * @param optimizer an optimizer of any class
     * @param updates the updates
     */
    public static void setUpdates(Optimizer optimizer, int updates) {
        PrivateFields.write(Optimizer.class, "numUpdate", optimizer, updates);
    }
}
