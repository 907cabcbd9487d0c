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
package io.github.hypernet.core;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

import io.github.hypernet.core.condition.Condition;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of conditions, read once and checked.
 *
 * @param rows all values of each condition
 */
record ConditionValues(DoubleBuffer[] rows) {

    /**
     * Reads the arrays of conditions, whose shapes are checked.
     *
     * @throws IllegalArgumentException if the condition cannot encode a value
     */
    static ConditionValues read(Condition condition, NDList conditions, boolean training) {
        int count = (int) conditions.head().size(0);
        List<double[]> arrays = new ArrayList<>();
        int size = 0;
        for (NDArray array : conditions) {
            try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
                arrays.add(copy.toDoubleArray());
            }
            size += (int) (array.size() / count);
        }
        DoubleBuffer[] rows = new DoubleBuffer[count];
        for (int row = 0; row < count; ++row) {
            DoubleBuffer whole = DoubleBuffer.allocate(size);
            for (int i = 0; i < arrays.size(); ++i) {
                int length = arrays.get(i).length / count;
                double[] values =
                        Arrays.copyOfRange(arrays.get(i), row * length, (row + 1) * length);
                condition.check(i, row, values, training);
                whole.put(values);
            }
            rows[row] = whole.flip();
        }
        return new ConditionValues(rows);
    }

    boolean areFinite() {
        for (DoubleBuffer row : rows) {
            for (double value : row.array()) {
                if (!Double.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}
