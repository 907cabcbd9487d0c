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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.AbstractCompositeLoss;
import ai.djl.training.loss.Loss;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.state.SavedState;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The states that a loss and its components save with a run. */
final class SavedStates {

    private static final String PREFIX = "state/";

    private final Map<String, SavedState> byName = new LinkedHashMap<>();

    /**
     * Finds those of a loss.
     *
     * @throws IllegalArgumentException if one has no name, or two have the same
     */
    SavedStates(Loss loss) {
        find(loss);
    }

    private void find(Loss loss) {
        if (loss instanceof SavedState state) {
            String name = state.getStateName();
            Preconditions.checkArgument(
                    name != null && !name.isBlank(),
                    "The saved state of the loss " + loss.getName() + " has no name");
            SavedState other = byName.put(name, state);
            Preconditions.checkArgument(
                    other == null || other == state,
                    "There are two saved states of the name \""
                            + name
                            + "\" in the loss: give each a name of its own");
        }
        if (loss instanceof AbstractCompositeLoss composite) {
            composite.getComponents().forEach(this::find);
        }
    }

    /** Returns the arrays by their names in a checkpoint. */
    Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        byName.forEach(
                (name, state) -> {
                    NDList list = state.getState();
                    for (int i = 0; i < list.size(); ++i) {
                        arrays.put(name(name, i), list.get(i));
                    }
                });
        return arrays;
    }

    /**
     * Goes on with the arrays of a checkpoint.
     *
     * @param manager lasts as long as the model
     * @param arrays those of the checkpoint; the states' are closed
     * @throws IOException if a state does not take its arrays
     */
    void restore(NDManager manager, Map<String, NDArray> arrays) throws IOException {
        for (Map.Entry<String, SavedState> entry : byName.entrySet()) {
            String name = entry.getKey();
            try (NDList list = new NDList()) {
                for (int i = 0; arrays.containsKey(name(name, i)); ++i) {
                    list.add(arrays.get(name(name, i)));
                }
                entry.getValue().setState(manager, list);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "The checkpoint does not fit the saved state \""
                                + name
                                + "\" of the loss: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private static String name(String state, int i) {
        return PREFIX + state + "/" + i;
    }
}
