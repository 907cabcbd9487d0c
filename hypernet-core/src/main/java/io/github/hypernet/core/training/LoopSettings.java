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

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The settings of a {@link TrainingLoop}; its builder says what each does.
 *
 * @param model the model to train
 * @param config DJL's configuration
 * @param inputShapes the shapes of a batch's inputs
 * @param trainingData what epochs train on
 * @param seed the seed of all random numbers
 * @param limits what ends the training
 * @param steps how a step is done
 * @param scores how the model is evaluated
 * @param files what is written
 * @param savedStates what the loss saves besides
 * @param waits whether it waits until other trainings of the process have ended
 * @param observers who is told
 */
record LoopSettings(
        Model model,
        TrainingConfig config,
        Shape[] inputShapes,
        TrainingData trainingData,
        long seed,
        Limits limits,
        Steps steps,
        Scores scores,
        Files files,
        SavedStates savedStates,
        boolean waits,
        List<TrainingObserver> observers) {

    /**
     * How a step is done.
     *
     * @param clipNorm the largest global norm of the gradients; infinite if there is none
     * @param microBatches the parts of a batch that each device runs one after the other
     * @param maxSkipped the steps in a row that may be left out; with this many the training ends
     * @param initialState makes the carried state; null if nothing is carried
     */
    record Steps(float clipNorm, int microBatches, int maxSkipped, InitialState initialState) {}

    /**
     * How the model is evaluated.
     *
     * @param data the validation data; null if there is none
     * @param score maps an evaluation to a number, the lower the better
     * @param interval the steps between evaluations; 0 for one after each epoch
     * @param restoreBest whether the best weights are put back at the end
     */
    record Scores(
            Dataset data, ToDoubleFunction<Evaluation> score, long interval, boolean restoreBest) {

        /** Tells whether the best weights are put back: there must be data that tells them. */
        boolean arePutBack() {
            return restoreBest && data != null;
        }
    }

    /**
     * What is written.
     *
     * @param folder the run's folder; null if nothing is written
     * @param resume whether to go on from the newest checkpoint
     * @param steps the steps between checkpoints
     * @param seconds the time between checkpoints
     * @param keep how many checkpoints are kept
     */
    record Files(RunFolder folder, boolean resume, long steps, double seconds, int keep) {}
}
