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
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.condition.Condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How the inputs of a hypernetwork are laid out: the main network's first, the arrays of the
 * condition, if there is one, the main network's others.
 */
final class ConditionedInputs {

    private final Condition condition; // null if there is none

    ConditionedInputs(Condition condition) {
        this.condition = condition;
    }

    /** Takes the arrays of the condition out of the inputs. */
    NDList conditions(NDList inputs) {
        require(inputs.size());
        return inputs.subNDList(1, 1 + condition.getInputCount());
    }

    /** Leaves the arrays of the condition out of the inputs. */
    NDList mainInputs(NDList inputs) {
        return new NDList(without(inputs));
    }

    /** Takes the shapes of the condition out of those of the inputs. */
    Shape[] conditionShapes(Shape[] inputs) {
        require(inputs.length);
        return Arrays.copyOfRange(inputs, 1, 1 + condition.getInputCount());
    }

    /** Returns the shapes that the main network sees, rows merged. */
    Shape[] mainShapes(Shape[] inputs) {
        return without(List.of(inputs)).stream().map(this::merged).toArray(Shape[]::new);
    }

    /** Returns the data types of the main network's inputs; null where DJL knows none. */
    DataType[] mainTypes(DataType[] inputs) {
        if (condition == null || inputs == null || inputs.length <= condition.getInputCount()) {
            return inputs;
        }
        return without(List.of(inputs)).toArray(new DataType[0]);
    }

    /**
     * Returns the shapes of the outputs.
     *
     * @param mainInputs the shapes of the inputs without the condition's
     * @param ofMainNetwork maps the main network's input shapes, rows merged, to its output shapes
     */
    Shape[] outputShapes(Shape[] mainInputs, UnaryOperator<Shape[]> ofMainNetwork) {
        Shape[] merged = Arrays.stream(mainInputs).map(this::merged).toArray(Shape[]::new);
        Shape[] outputs = ofMainNetwork.apply(merged);
        if (!isGrouped()) {
            return outputs;
        }
        Shape groups = mainInputs[0].slice(0, 2);
        return Arrays.stream(outputs)
                .map(shape -> groups.addAll(shape.slice(1)))
                .toArray(Shape[]::new);
    }

    /** Leaves the shapes of the condition out of those of the inputs. */
    Shape[] withoutConditions(Shape[] inputs) {
        return without(List.of(inputs)).toArray(new Shape[0]);
    }

    private boolean isGrouped() {
        return condition != null && condition.isPerGroup();
    }

    private <T> List<T> without(List<T> inputs) {
        if (condition == null) {
            return inputs;
        }
        require(inputs.size());
        List<T> main = new ArrayList<>(inputs);
        main.subList(1, 1 + condition.getInputCount()).clear();
        return main;
    }

    private Shape merged(Shape shape) {
        if (!isGrouped()) {
            return shape;
        }
        requireGroups(shape);
        boolean known = shape.get(0) >= 0 && shape.get(1) >= 0;
        return new Shape(known ? shape.get(0) * shape.get(1) : -1).addAll(shape.slice(2));
    }

    /** Refuses a shape without an axis for the rows of a group. */
    static void requireGroups(Shape shape) {
        Preconditions.checkArgument(
                shape.dimension() >= 2,
                "With a condition for each group an input has the shape [B, S, ...], got " + shape);
    }

    private void require(int inputs) {
        Preconditions.checkArgument(
                inputs > condition.getInputCount(),
                "A hypernetwork with the condition "
                        + condition
                        + " takes the main network's input and then "
                        + condition.getInputCount()
                        + " array(s) of the condition, got "
                        + inputs
                        + " array(s): a later block of a SequentialBlock gets only what the one"
                        + " before returns; make the whole network the main network, and choose by"
                        + " the selector what is generated");
    }

    /**
     * Refuses arrays that are no condition, outside of training.
     *
     * @param arrays the arrays of the condition
     * @return the arrays
     */
    NDList check(NDArray... arrays) {
        NDList conditions = new NDList(arrays);
        condition.checkShapes(conditions.getShapes());
        ConditionValues.read(condition, conditions, false);
        return conditions;
    }
}
