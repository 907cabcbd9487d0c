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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/**
 * Fills each slice along the first axis by itself: for weights that are kept in one array and are
 * matrices of their own, such as those of a recurrent cell's gates.
 */
public final class StackedInitializer implements Initializer {

    private final Initializer slice;

    /**
     * Creates an initializer.
     *
     * @param slice fills a slice
     */
    public StackedInitializer(Initializer slice) {
        this.slice = slice;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        try (NDManager scratch = manager.newSubManager()) {
            NDList slices = new NDList();
            for (long i = 0; i < shape.get(0); ++i) {
                slices.add(slice.initialize(scratch, shape.slice(1), dataType));
            }
            NDArray stacked = NDArrays.stack(slices);
            stacked.attach(manager);
            return stacked;
        }
    }
}
