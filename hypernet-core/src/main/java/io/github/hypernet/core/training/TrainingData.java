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

import ai.djl.training.dataset.Dataset;
import ai.djl.util.Preconditions;

import java.util.List;

/**
 * What epochs train on.
 *
 * @param datasets the data of all epochs alone, or that of each task
 * @param areTasks whether they are tasks: each is trained on for one epoch, in order
 */
record TrainingData(List<? extends Dataset> datasets, boolean areTasks) {

    /** Makes the training data of a training with tasks or, where they are null, without. */
    static TrainingData of(Dataset data, List<? extends Dataset> tasks) {
        Preconditions.checkArgument(
                data != null || tasks != null, "setTrainingData or setTrainingTasks is missing");
        Preconditions.checkArgument(
                data == null || tasks == null,
                "Both setTrainingData and setTrainingTasks are set: a training has one of them");
        return tasks == null
                ? new TrainingData(List.of(data), false)
                : new TrainingData(tasks, true);
    }

    /** Returns the data of an epoch, from 0. */
    Dataset ofEpoch(int epoch) {
        return datasets.get(areTasks ? epoch : 0);
    }

    /** Returns the epochs that there can be. */
    long mostEpochs() {
        return areTasks ? datasets.size() : Long.MAX_VALUE;
    }
}
