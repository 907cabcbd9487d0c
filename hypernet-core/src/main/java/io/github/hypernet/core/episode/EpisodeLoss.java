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
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import ai.djl.util.Preconditions;

/**
 * A loss over episodes: another loss of the queries of all episodes as rows. It is the mean over
 * all queries, and as each episode has as many, over the episodes.
 *
 * <ul>
 *   <li>predictions {@code [E, M, ...]} for M queries of E episodes, such as logits {@code [E, M,
 *       N]}
 *   <li>labels {@code [E, M, ...]}, such as classes {@code [E, M]}
 * </ul>
 */
public final class EpisodeLoss extends Loss {

    private final Loss loss;

    /** Creates the softmax cross entropy of logits {@code [E, M, N]} and classes {@code [E, M]}. */
    public EpisodeLoss() {
        this(Loss.softmaxCrossEntropyLoss());
    }

    /**
     * Creates a loss over episodes that is called as the other one.
     *
     * @param loss the loss of rows: a mean over them
     */
    public EpisodeLoss(Loss loss) {
        super(loss.getName());
        this.loss = loss;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if an array lacks the axes of episodes and queries
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return loss.evaluate(rows(labels), rows(predictions));
    }

    /** Merges episodes and queries, [E, M, ...] -> [E * M, ...]. */
    private static NDList rows(NDList arrays) {
        NDList rows = new NDList(arrays.size());
        for (NDArray array : arrays) {
            Shape shape = array.getShape();
            Preconditions.checkArgument(
                    shape.dimension() > 1,
                    "A loss over episodes takes arrays [E, M, ...], got " + shape);
            rows.add(array.reshape(new Shape(shape.get(0) * shape.get(1)).addAll(shape.slice(2))));
        }
        return rows;
    }
}
