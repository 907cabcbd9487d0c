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
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;

import java.util.Random;

/** The mean cross entropy over the rows whose label is not negative; of none it is 0/0. */
final class PaddedLoss extends Loss implements CountingLoss {

    /** Four rows a batch; one batch has padding in its first half, one in its last half only. */
    static final float[] LABELS = {0, -1, 2, 1, -1, -1, 1, 0, 1, 2, -1, -1, 0, 1, 2, 0};

    PaddedLoss() {
        super("padded");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray ids = labels.head();
        NDArray scores = predictions.head();
        NDArray counts = ids.gte(0).toType(scores.getDataType(), false);
        NDIndex own = new NDIndex().addAllDim().addPickDim(ids.maximum(0));
        NDArray logs = scores.logSoftmax(1).get(own).reshape(ids.size());
        return logs.mul(counts).sum().neg().div(counts.sum());
    }

    @Override
    public double count(NDList labels) {
        return labels.head().gte(0).sum().toLongArray()[0];
    }

    /** Makes a dataset for {@link Task#linear} in batches of four, in order. */
    static ArrayDataset dataset(Task task, float... labels) {
        return dataset(task, 4, labels);
    }

    /** Makes a dataset for {@link Task#linear} in batches of a size, in order. */
    static ArrayDataset dataset(Task task, int batchSize, float... labels) {
        Random numbers = new Random(5);
        float[] inputs = new float[labels.length * 6];
        for (int i = 0; i < inputs.length; ++i) {
            inputs[i] = (float) numbers.nextGaussian();
        }
        return new ArrayDataset.Builder()
                .setData(task.model.getNDManager().create(inputs, new Shape(labels.length, 6)))
                .optLabels(task.model.getNDManager().create(labels))
                .setSampling(batchSize, false)
                .build();
    }
}
