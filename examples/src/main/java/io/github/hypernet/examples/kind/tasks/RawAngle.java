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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.condition.Condition;

/**
 * An angle in radians as a part of the whole turn, one number from 0 to 1: what not to do. Its
 * length scales the weights, and a whole turn is far from none. Beside {@link Condition#angle} it
 * shows what an encoding is worth.
 */
final class RawAngle extends Condition {

    RawAngle() {
        super(1);
    }

    @Override
    protected boolean accepts(Shape... shapes) {
        return shapes[0].dimension() == 2 && shapes[0].get(1) == 1;
    }

    @Override
    protected String describeInputs() {
        return "[C, 1]";
    }

    @Override
    protected NDArray encode(ParameterStore parameterStore, NDList inputs, boolean training) {
        NDArray angles = inputs.head();
        return angles.div(angles.getManager().create((float) (2 * Math.PI)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 1)};
    }

    @Override
    protected String describe() {
        return "rawAngle()";
    }
}
