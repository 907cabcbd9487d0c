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
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.initializer.Initializer;

import java.util.HashSet;
import java.util.Set;

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
     * Finds the parameters whose block reads their shape off their array when it is loaded: they
     * keep an array of full size, in the file too, for a placeholder of another shape would not
     * load. These are the tables of DJL's {@link Embedding}, and embeddings of hypernetworks
     * inside.
     *
     * @param block a main network
     * @return the ids of such parameters, in all depths
     */
    static Set<String> idsOfMeasured(Block block) {
        Set<String> ids = new HashSet<>();
        if (block instanceof Embedding || block instanceof Hypernetwork) {
            block.getDirectParameters().values().forEach(p -> ids.add(p.getId()));
        }
        block.getChildren().values().forEach(child -> ids.addAll(idsOfMeasured(child)));
        return ids;
    }

    /**
     * Freezes a parameter, and frees its array for a placeholder.
     *
     * @param parameter an initialized parameter
     * @param shape the parameter's shape, which a file does not hold
     * @param measured whether its block reads the shape off the array, see {@link #idsOfMeasured}
     */
    static void replaceArrayOf(Parameter parameter, Shape shape, boolean measured) {
        parameter.freeze(true);
        NDArray array = parameter.getArray();
        if (measured && array.getShape().equals(shape)) {
            return;
        }
        if (!measured && array.getShape().equals(SHAPE) && parameter.getShape().equals(shape)) {
            return;
        }
        NDManager manager = array.getManager();
        DataType dataType = array.getDataType();
        Initializer own = parameter.getInitializer();
        parameter.close();
        parameter.setShape(shape);
        parameter.setInitializer(measured ? Initializer.ZEROS : INITIALIZER);
        parameter.initialize(manager, dataType);
        parameter.setInitializer(own);
    }
}
