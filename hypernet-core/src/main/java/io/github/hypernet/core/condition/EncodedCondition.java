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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

/** What a block makes of arrays: of its vectors the direction counts. */
final class EncodedCondition extends Condition {

    private final Block encoder;

    EncodedCondition(Block encoder, int inputCount) {
        super(inputCount);
        Preconditions.checkArgument(encoder != null, "The encoder must be set");
        this.encoder = addChildBlock("Encoder", encoder);
    }

    @Override
    protected boolean accepts(Shape... shapes) {
        for (Shape shape : shapes) {
            if (shape.dimension() < 2) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean takesIntegers() {
        return true; // the encoder may begin with an embedding
    }

    @Override
    protected String describeInputs() {
        return (getInputCount() == 1 ? "[C, ...]" : getInputCount() + " arrays [C, ...]")
                + " as its encoder does";
    }

    @Override
    protected NDArray encode(ParameterStore parameterStore, NDList inputs, boolean training) {
        NDArray vectors = encoder.forward(parameterStore, inputs, training).head();
        requireVectors(vectors.getShape());
        // a blank input may be encoded as zeros, whose gradient must not drown all others
        return discardLength(vectors, 1e-5f);
    }

    private static void requireVectors(Shape shape) {
        Preconditions.checkArgument(
                shape.dimension() == 2 && shape.get(1) > 1,
                "The encoder of a condition must make a vector of at least 2 values for each, [C, N],"
                        + " got "
                        + shape);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape vectors = encoder.getOutputShapes(inputShapes)[0];
        requireVectors(vectors);
        return new Shape[] {vectors};
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        encoder.initialize(manager, dataType, inputShapes);
    }

    @Override
    protected String describe() {
        return getInputCount() == 1 ? "encoded()" : "encoded(" + getInputCount() + " inputs)";
    }
}
