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
package io.github.hypernet.text.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/**
 * Inputs of one element 1 and others 0, given by the position of the 1. A product with such a
 * vector is a row of the matrix: it is looked up, and no vector is ever made.
 *
 * <p>Dropout of such a vector keeps its 1, scaled, or leaves nothing: a dropped input looks up a
 * row of zeros, and the scale is in the matrix.
 */
final class OneHotSequence implements InputSequence {

    private final NDArray ids; // [T, B]
    private final long classes;
    private final float dropRate;

    /**
     * Creates a sequence.
     *
     * @param ids the positions of the ones, {@code [T, B]}
     * @param classes the size of a vector
     * @param dropRate the share of inputs to drop; 0 when not training
     */
    OneHotSequence(NDArray ids, long classes, float dropRate) {
        this.classes = classes;
        this.dropRate = dropRate;
        NDArray integers = ids.getDataType().isInteger() ? ids : ids.toType(DataType.INT32, false);
        this.ids = dropRate > 0 ? drop(integers) : integers;
    }

    private NDArray drop(NDArray integers) {
        NDManager manager = integers.getManager();
        NDArray kept =
                manager.randomUniform(0, 1, integers.getShape())
                        .gte(dropRate)
                        .toType(integers.getDataType(), false);
        return integers.sub(classes).mul(kept).add(classes);
    }

    @Override
    public long steps() {
        return ids.size(0);
    }

    @Override
    public long batchSize() {
        return ids.size(1);
    }

    @Override
    public NDList project(NDArray weight, NDArray bias) {
        NDArray table = scale(weight); // [G, N_x or N_x + 1, N]
        NDArray biases = bias == null ? null : bias.expandDims(1);
        // the bias is added to the rows of the table, or to those looked up: to the fewer
        boolean few = ids.size() < table.size(1);
        if (biases != null && !few) {
            table = table.add(biases);
        }
        NDArray rows = lookUp(table); // [T, G, B, N]
        if (biases != null && few) {
            rows = rows.add(biases);
        }
        return rows.reshape(steps() * table.size(0), batchSize(), table.size(2)).split(steps(), 0);
    }

    private NDArray lookUp(NDArray table) {
        long gates = table.size(0);
        NDArray offsets =
                ids.getManager()
                        .arange((int) gates)
                        .toType(ids.getDataType(), false)
                        .mul(table.size(1))
                        .reshape(1, gates, 1);
        NDArray rows = ids.expandDims(1).add(offsets); // [T, G, B]
        NDArray flat = table.reshape(gates * table.size(1), table.size(2));
        return Embedding.embedding(rows, flat, SparseFormat.DENSE).singletonOrThrow();
    }

    /** Scales the rows by 1 / (1 - drop rate) and adds the row of what is dropped. */
    private NDArray scale(NDArray weight) {
        if (dropRate <= 0) {
            return weight;
        }
        NDManager manager = ids.getManager();
        NDArray zeros = manager.zeros(new Shape(weight.size(0), 1, weight.size(2)));
        // an array of the engine's, not a number, whose memory DJL frees before the backward pass
        NDArray factor = manager.full(new Shape(1), 1 / (1 - dropRate));
        return NDArrays.concat(new NDList(weight.mul(factor), zeros), 1);
    }
}
