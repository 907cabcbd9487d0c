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

import ai.djl.training.dataset.Batch;

import java.io.IOException;
import java.util.List;

/** Is told of the events of a {@link TrainingLoop}. */
public interface TrainingObserver {

    /**
     * Called before the first step of a task, where a training has {@linkplain
     * TrainingLoop.Builder#setTrainingTasks tasks}, with the model as the task before has left it;
     * not where a training is resumed within a task. Where it is resumed between two tasks, or this
     * has failed, the task begins again, and this is called as the first time.
     *
     * @param task the task's place in the list, from 0
     * @throws IOException to end the training with a reason of its own
     */
    default void onTask(int task) throws IOException {}

    /**
     * Called for every step that was left out, because its loss or its gradients were not finite,
     * before {@link #onStep}. It can name the samples: by {@code batch.getIndices()}, their places
     * in the dataset, where the dataset gives them, or by the batch's arrays.
     *
     * @param progress where the training stands: the step, the epoch, the batch of the epoch
     * @param batch the step's batch, open during the call
     * @throws IOException to end the training with a reason of its own
     */
    default void onSkippedStep(TrainingProgress progress, Batch batch) throws IOException {}

    /**
     * Called after every step, the skipped ones among them.
     *
     * @param progress where the training stands
     */
    default void onStep(TrainingProgress progress) {}

    /**
     * Called after every evaluation, and once with the earlier evaluations when a training is
     * resumed.
     *
     * @param evaluations all evaluations so far, the new one last
     * @param best the one of them with the best score
     * @throws IOException if a file cannot be written; it ends the training
     */
    default void onEvaluation(List<Evaluation> evaluations, Evaluation best) throws IOException {}

    /**
     * Called when the training ends.
     *
     * @param outcome how it ended
     * @throws IOException if a file cannot be written
     */
    default void onEnd(TrainingOutcome outcome) throws IOException {}
}
