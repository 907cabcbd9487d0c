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

import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;

import java.util.Map;

/** What DJL's {@code Trainer} keeps private. */
public final class DjlTrainer {

    private DjlTrainer() {}

    /**
     * Returns where a trainer has its parameters' arrays, device by device.
     *
     * @param trainer the trainer
     * @return its parameter store
     */
    public static ParameterStore parameterStore(Trainer trainer) {
        return (ParameterStore) PrivateFields.read(Trainer.class, "parameterStore", trainer);
    }

    /**
     * Tells whether a trainer has taken its parameters' values: on some engines a value that is set
     * later is undone at the next step.
     *
     * @param trainer the trainer
     * @return whether it is initialized
     */
    public static boolean isInitialized(Trainer trainer) {
        Object arrays =
                PrivateFields.read(ParameterStore.class, "parameterMap", parameterStore(trainer));
        return !((Map<?, ?>) arrays).isEmpty();
    }
}
