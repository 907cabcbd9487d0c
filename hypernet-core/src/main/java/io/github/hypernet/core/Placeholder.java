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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * The array of one value that stands in a main network for the array of a generated parameter; the
 * parameter's {@code getShape()} stays true.
 */
final class Placeholder {

    private static final Shape SHAPE = new Shape(1);

    /** Makes a placeholder in place of an array of any shape. */
    static final Initializer INITIALIZER =
            (manager, shape, dataType) -> manager.zeros(SHAPE, dataType);

    private Placeholder() {}

    /**
     * Freezes a parameter, and frees its array for a placeholder.
     *
     * @param parameter an initialized parameter
     * @param shape the parameter's shape, which a file does not hold
     */
    static void replaceArrayOf(Parameter parameter, Shape shape) {
        parameter.freeze(true);
        NDArray array = parameter.getArray();
        if (array.getShape().equals(SHAPE) && parameter.getShape().equals(shape)) {
            return;
        }
        NDManager manager = array.getManager();
        DataType dataType = array.getDataType();
        Initializer own = parameter.getInitializer();
        parameter.close();
        parameter.setShape(shape);
        parameter.setInitializer(INITIALIZER);
        parameter.initialize(manager, dataType);
        parameter.setInitializer(own);
    }
}
