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
package io.github.hypernet.core.episode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/**
 * The share of each episode's queries that are classified right, of logits {@code [E, M, N]} and
 * classes {@code [E, M]}.
 */
public final class EpisodeAccuracy extends EpisodeEvaluator {

    /** Creates the evaluator, called {@code Accuracy}. */
    public EpisodeAccuracy() {
        this("Accuracy");
    }

    /**
     * Creates an evaluator.
     *
     * @param name what it is called
     */
    public EpisodeAccuracy(String name) {
        super(name);
    }

    /**
     * {@inheritDoc}
     *
     * @return the accuracy of each episode, {@code [E]}, from 0 to 1
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray classes = labels.singletonOrThrow();
        NDArray logits = predictions.head();
        checkLabelShapes(classes, logits);
        NDArray predicted = logits.argMax(2).toType(DataType.FLOAT32, false); // [E, M]
        NDArray right = predicted.eq(classes.toType(DataType.FLOAT32, false));
        return right.toType(DataType.FLOAT32, false).mean(new int[] {1});
    }
}
