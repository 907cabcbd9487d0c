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
package io.github.hypernet.core.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

import java.util.Arrays;

/** A vector, of which the direction counts: {@code c * sqrt(n) / |c|}. */
final class VectorCondition extends Condition {

    private final int size;

    VectorCondition(int size) {
        super(1);
        Preconditions.checkArgument(
                size >= 2,
                "The size of a vector must be at least 2, got "
                        + size
                        + ": for one value take Condition.number");
        this.size = size;
    }

    @Override
    protected boolean accepts(Shape... shapes) {
        return shapes[0].dimension() == 2 && shapes[0].get(1) == size;
    }

    @Override
    protected String describeInputs() {
        return "[C, " + size + "]";
    }

    @Override
    protected void checkValues(int input, double[] row) {
        Preconditions.checkArgument(
                Arrays.stream(row).anyMatch(value -> value != 0),
                "a vector of zeros has no direction");
    }

    @Override
    protected NDArray encode(ParameterStore parameterStore, NDList inputs, boolean training) {
        NDArray vectors = inputs.head();
        // first to 1 at most: the square of a very long or short one is infinite or zero
        NDArray largest = vectors.abs().max(new int[] {1}, true); // [C, 1]
        return discardLength(vectors.div(largest));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected String describe() {
        return "vector(" + size + ")";
    }
}
