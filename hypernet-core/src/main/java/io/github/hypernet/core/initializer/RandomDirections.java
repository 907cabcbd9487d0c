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
package io.github.hypernet.core.initializer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

import java.util.function.IntToDoubleFunction;

/**
 * Fills the rows of a matrix with random directions, each of a given root mean square.
 *
 * <p>The length is exact, not only expected: of few values, normal ones would make some rows
 * several times as long as others.
 */
public final class RandomDirections implements Initializer {

    private final IntToDoubleFunction rootMeanSquare;

    /**
     * Creates an initializer.
     *
     * @param rootMeanSquare the root mean square of each row
     */
    public RandomDirections(IntToDoubleFunction rootMeanSquare) {
        this.rootMeanSquare = rootMeanSquare;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        float[] values;
        try (NDArray normal = manager.randomNormal(shape)) {
            values = normal.toFloatArray();
        }
        int size = Math.toIntExact(shape.get(1));
        for (int row = 0; row * size < values.length; ++row) {
            rescale(values, row * size, size, rootMeanSquare.applyAsDouble(row));
        }
        return manager.create(values, shape).toType(dataType, false);
    }

    private static void rescale(float[] values, int offset, int size, double rootMeanSquare) {
        double squares = 0;
        for (int i = offset; i < offset + size; ++i) {
            squares += (double) values[i] * values[i];
        }
        double factor = rootMeanSquare / Math.sqrt(squares / size);
        for (int i = offset; i < offset + size; ++i) {
            values[i] = (float) (values[i] * factor);
        }
    }
}
