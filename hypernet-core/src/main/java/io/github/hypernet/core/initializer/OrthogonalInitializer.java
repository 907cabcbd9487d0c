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

/**
 * Fills a weight with a random (semi-)orthogonal matrix times a gain (Saxe, McClelland, Ganguli,
 * 2013, arXiv 1312.6120).
 *
 * <p>A shape of more than two dimensions is taken as a matrix of {@code shape[0]} rows. The columns
 * are orthonormal where there are at least as many rows as columns, the rows otherwise; a product
 * with such a matrix keeps the norm of a vector (tall case) exactly, not only on average.
 */
public final class OrthogonalInitializer implements Initializer {

    private final double gain;

    /** Creates an initializer with a gain of 1. */
    public OrthogonalInitializer() {
        this(1);
    }

    /**
     * Creates an initializer.
     *
     * @param gain the length of each orthogonal vector
     */
    public OrthogonalInitializer(double gain) {
        this.gain = gain;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the shape has fewer than two dimensions
     */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        if (shape.dimension() < 2) {
            throw new IllegalArgumentException(
                    "OrthogonalInitializer needs a shape of at least two dimensions, got "
                            + shape
                            + "; give biases an initializer of their own (Parameter.Type.BIAS)");
        }
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.size() / rows);
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] basis = orthonormal(normal(manager, vectors, length));
        float[] values = new float[rows * columns];
        for (int i = 0; i < rows; ++i) {
            for (int j = 0; j < columns; ++j) {
                double value = rows >= columns ? basis[j][i] : basis[i][j];
                values[i * columns + j] = (float) (gain * value);
            }
        }
        return manager.create(values, shape).toType(dataType, false);
    }

    private static double[][] normal(NDManager manager, int vectors, int length) {
        try (NDArray array = manager.randomNormal(new Shape(vectors, length))) {
            float[] flat = array.toFloatArray();
            double[][] rows = new double[vectors][length];
            for (int i = 0; i < flat.length; ++i) {
                rows[i / length][i % length] = flat[i];
            }
            return rows;
        }
    }

    /** Gram-Schmidt, each vector projected twice: orthogonal to rounding error. */
    private static double[][] orthonormal(double[][] vectors) {
        for (int i = 0; i < vectors.length; ++i) {
            for (int pass = 0; pass < 2; ++pass) {
                for (int j = 0; j < i; ++j) {
                    double projection = dot(vectors[i], vectors[j]);
                    for (int k = 0; k < vectors[i].length; ++k) {
                        vectors[i][k] -= projection * vectors[j][k];
                    }
                }
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < vectors[i].length; ++k) {
                vectors[i][k] /= norm;
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; ++k) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
