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

import java.util.ArrayList;
import java.util.List;

/**
 * All of a training that is not an array: where it is and what it has measured. Random numbers and
 * the order of the data follow from the seed, the epoch and the step.
 *
 * <p>The names of the fields, and of those of {@link Evaluation}, are the names in a checkpoint's
 * header: they are part of the file.
 */
final class TrainingState {

    /** The steps done, the skipped ones among them. */
    long step;

    /** The epoch under way, from 1; 0 before the first. */
    int epoch;

    /** The batches of the epoch that are done. */
    int batch;

    /** The updates done before the task under way; 0 where there are no tasks. */
    long updatesBefore;

    double seconds;
    long skippedSteps;
    int skippedInRow;

    /** Since the last evaluation. */
    final Window window = new Window();

    final List<Evaluation> evaluations = new ArrayList<>();

    /** What is summed up from one evaluation to the next. */
    static final class Window {
        double lossSum;
        double normSum;
        double seconds;
        long samples;
        long steps;

        void reset() {
            lossSum = 0;
            normSum = 0;
            seconds = 0;
            samples = 0;
            steps = 0;
        }
    }
}
