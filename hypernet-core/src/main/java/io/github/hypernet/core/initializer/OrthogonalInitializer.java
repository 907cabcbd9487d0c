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
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
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

    /** Rows that are made orthogonal at a time. */
    private static final int BLOCK = 32;

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
        long rows = shape.get(0);
        long columns = shape.size() / rows;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Shape vectors = new Shape(Math.min(rows, columns), Math.max(rows, columns));
            NDArray basis = orthonormal(manager.randomNormal(vectors)).mul(gain);
            NDArray matrix = rows >= columns ? basis.transpose() : basis;
            NDArray weight = manager.create(matrix.toFloatArray(), shape).toType(dataType, false);
            NDScope.unregister(weight);
            return weight;
        }
    }

    /**
     * Block Gram-Schmidt: each block of rows is projected away from those before it, by products of
     * matrices, and twice: orthogonal to rounding error.
     */
    private static NDArray orthonormal(NDArray vectors) {
        NDArray basis = null;
        for (long start = 0; start < vectors.size(0); start += BLOCK) {
            long end = Math.min(vectors.size(0), start + BLOCK);
            NDArray block = vectors.get(new NDIndex("{}:{}", start, end));
            for (int pass = 0; pass < 2 && basis != null; ++pass) {
                block = block.sub(block.matMul(basis.transpose()).matMul(basis));
            }
            block = orthonormalWithin(block);
            basis = basis == null ? block : basis.concat(block);
        }
        return basis;
    }

    private static NDArray orthonormalWithin(NDArray block) {
        int length = Math.toIntExact(block.size(1));
        float[] flat = block.toFloatArray();
        double[][] vectors = new double[flat.length / length][length];
        for (int i = 0; i < flat.length; ++i) {
            vectors[i / length][i % length] = flat[i];
        }
        for (int i = 0; i < vectors.length; ++i) {
            for (int pass = 0; pass < 2; ++pass) {
                for (int j = 0; j < i; ++j) {
                    addScaled(vectors[i], vectors[j], -dot(vectors[i], vectors[j]));
                }
            }
            addScaled(vectors[i], vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])) - 1);
        }
        for (int i = 0; i < flat.length; ++i) {
            flat[i] = (float) vectors[i / length][i % length];
        }
        return block.getManager().create(flat, block.getShape());
    }

    private static void addScaled(double[] vector, double[] other, double factor) {
        for (int k = 0; k < vector.length; ++k) {
            vector[k] += factor * other[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; ++k) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
