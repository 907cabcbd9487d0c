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
package io.github.hypernet.vision.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Transform;

/**
 * A transform that takes one image {@code [channels, height, width]} or a whole batch {@code
 * [batch, channels, height, width]}.
 */
abstract class ImageTransform implements Transform {

    /** {@inheritDoc} */
    @Override
    public NDArray transform(NDArray array) {
        Shape shape = array.getShape();
        if (shape.dimension() == 3) {
            return transformBatch(array.expandDims(0)).squeeze(0);
        }
        if (shape.dimension() != 4) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName()
                            + " takes (channels, height, width) or a batch of such, got "
                            + shape);
        }
        return transformBatch(array);
    }

    /** Transforms {@code [batch, channels, height, width]}. */
    abstract NDArray transformBatch(NDArray images);
}
