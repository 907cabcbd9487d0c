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
package org.example.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;
import io.github.hypernet.core.initializer.OrthogonalInitializer;

import java.util.List;

/**
 * Generates matrices of low rank. A chunk is a row of a matrix: a mixture of a few basis vectors
 * that all rows of all matrices share.
 *
 * <pre>
 *   w = z V        z [rank], the embedding of the row; V [rank, columns], learned
 * </pre>
 */
public final class BasisGenerator extends WeightGenerator {

    private final long columns;
    private final Parameter basis;

    /**
     * Creates a generator.
     *
     * @param rank how many basis vectors there are, positive
     * @param columns the columns of the matrices, positive
     */
    public BasisGenerator(long rank, long columns) {
        super(rank); // the size of an embedding
        Preconditions.checkArgument(columns > 0, "The columns must be positive, got " + columns);
        this.columns = columns;
        basis = addWeight("basis", new Shape(rank, columns), new OrthogonalInitializer());
    }

    /** {@inheritDoc} */
    @Override
    public long countChunks(ParameterSpec parameter) {
        Shape shape = parameter.shape();
        Preconditions.checkArgument(
                shape.dimension() == 2 && shape.get(1) == columns,
                "Cannot generate "
                        + parameter.name()
                        + " of shape "
                        + shape
                        + ": it is no matrix of "
                        + columns
                        + " columns");
        return shape.get(0);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray embeddings = inputs.singletonOrThrow(); // [D, rank]
        NDArray vectors = parameterStore.getValue(basis, embeddings.getDevice(), training);
        return new NDList(embeddings.matMul(vectors)); // [D, columns]
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), columns)};
    }

    /** {@inheritDoc} */
    @Override
    public NDList assemble(NDArray chunks, List<ParameterSpec> parameters) {
        return split(chunks, parameters.stream().mapToLong(this::countChunks).toArray());
    }

    /** {@inheritDoc} */
    @Override
    public boolean isPure() {
        return true;
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return "BasisGenerator(rank " + getEmbeddingSize() + ", columns " + columns + ")";
    }
}
