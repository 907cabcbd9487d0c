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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import io.github.hypernet.core.episode.EpisodeEvaluator;

/** The mean square error of each task, of labels {@code [E, Q, 1]}. */
final class TaskErrors extends EpisodeEvaluator {

    TaskErrors() {
        super("TaskErrors");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray label = labels.singletonOrThrow();
        NDArray squares = label.sub(predictions.singletonOrThrow()).square();
        return squares.reshape(label.size(0), -1).mean(new int[] {1});
    }
}
