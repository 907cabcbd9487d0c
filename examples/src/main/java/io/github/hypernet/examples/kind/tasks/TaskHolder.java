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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDManager;

import io.github.hypernet.core.OutputDrift;
import io.github.hypernet.core.training.TrainingObserver;

/**
 * Has the weights of a task held in place when the next one begins.
 *
 * @param drift what holds them
 * @param manager a manager on the model's device
 */
record TaskHolder(OutputDrift drift, NDManager manager) implements TrainingObserver {

    @Override
    public void onTask(int task) {
        if (task > 0) {
            try (NDManager ids = manager.newSubManager()) {
                drift.hold(ids.create(new float[] {task - 1}));
            }
        }
    }
}
