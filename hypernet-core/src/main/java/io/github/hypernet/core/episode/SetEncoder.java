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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;

import java.util.Arrays;

/**
 * Makes one vector of a set, whatever the order of its elements and however many there are: the
 * mean of what a block makes of each (Zaheer et al. 2017, "Deep Sets").
 *
 * <pre>
 *   v = sum_s m_s f(x_s) / sum_s m_s
 * </pre>
 *
 * <ul>
 *   <li>input: elements x {@code [E, S, ...]}, and optionally a mask m {@code [E, S]}: 1 for an
 *       element, 0 for a place that holds none
 *   <li>output: vectors {@code [E, F]}; zeros for a set of none
 * </ul>
 *
 * <p>The block f takes the elements of all sets at once, {@code [E * S, ...]}, and makes vectors
 * {@code [E * S, F]}. A block that sees other rows than its own, such as batch normalisation in
 * training, sees places that hold none too.
 *
 * <p>{@code Condition.encoded(new SetEncoder(f)).perGroup()} makes the weights of a network from a
 * support set; with a mask it is {@code Condition.encoded(new SetEncoder(f), 2)}.
 */
public final class SetEncoder extends DescribedBlock {

    private static final byte VERSION = 1;

    private final Block element;

    /**
     * Creates an encoder.
     *
     * @param element what makes a vector of an element; a child of this block
     * @throws IllegalArgumentException if it is null
     */
    public SetEncoder(Block element) {
        super(VERSION);
        Preconditions.checkArgument(element != null, "The block for an element must be set");
        this.element = addChildBlock("Element", element);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        requireShapes(inputs.getShapes());
        NDArray elements = inputs.head();
        Shape shape = elements.getShape();
        NDList rows = new NDList(elements.reshape(merged(shape))); // [E * S, ...]
        NDArray vectors = element.forward(parameterStore, rows, training, params).head();
        long size = requireVectors(vectors.getShape());
        vectors = vectors.reshape(shape.get(0), shape.get(1), size); // [E, S, F]
        if (inputs.size() == 1) {
            return new NDList(vectors.mean(new int[] {1}));
        }
        NDArray mask = inputs.get(1).toType(vectors.getDataType(), false).expandDims(1);
        NDArray shares = mask.div(mask.sum(new int[] {2}, true).maximum(1));
        return new NDList(shares.matMul(vectors).squeeze(1)); // [E, 1, S] * [E, S, F]
    }

    private static void requireShapes(Shape... shapes) {
        boolean fits =
                (shapes.length == 1 || shapes.length == 2)
                        && shapes[0].dimension() > 2
                        && (shapes.length == 1 || shapes[0].slice(0, 2).equals(shapes[1]));
        Preconditions.checkArgument(
                fits,
                "A set encoder takes elements [E, S, ...] and optionally a mask [E, S], got "
                        + Arrays.toString(shapes));
    }

    /** Returns the shape of the elements of all sets, [E * S, ...]. */
    private static Shape merged(Shape shape) {
        boolean known = shape.get(0) >= 0 && shape.get(1) >= 0;
        long rows = known ? shape.get(0) * shape.get(1) : -1;
        return new Shape(rows).addAll(shape.slice(2));
    }

    private static long requireVectors(Shape shape) {
        Preconditions.checkArgument(
                shape.dimension() == 2,
                "The block for an element must make a vector of each, [E * S, F], got " + shape);
        return shape.get(1);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        requireShapes(inputShapes);
        Shape vectors = element.getOutputShapes(new Shape[] {merged(inputShapes[0])})[0];
        return new Shape[] {new Shape(inputShapes[0].get(0), requireVectors(vectors))};
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        requireShapes(inputShapes);
        element.initialize(manager, dataType, merged(inputShapes[0]));
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return "set-encoder()";
    }
}
