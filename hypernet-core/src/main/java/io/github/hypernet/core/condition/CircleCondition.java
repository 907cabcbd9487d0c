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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** A number as a point on a circle: {@code sqrt(2) (cos a, sin a)}, whose root mean square is 1. */
abstract class CircleCondition extends Condition {

    CircleCondition() {
        super(1);
    }

    /** Maps numbers {@code [C, 1]} to angles in radians. */
    abstract NDArray toAngles(NDArray numbers);

    @Override
    protected final boolean accepts(Shape... shapes) {
        return shapes[0].dimension() == 2 && shapes[0].get(1) == 1;
    }

    @Override
    protected final String describeInputs() {
        return "[C, 1]";
    }

    @Override
    protected final NDArray encode(ParameterStore parameterStore, NDList inputs, boolean training) {
        NDArray angles = toAngles(inputs.head());
        NDArray points = NDArrays.concat(new NDList(angles.cos(), angles.sin()), 1); // [C, 2]
        return scale(points, Math.sqrt(2));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 2)};
    }
}
