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
package io.github.hypernet.core.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.util.PairList;

/**
 * A convolution with kernels, a bias, or both, for each condition. With kernels it is one grouped
 * convolution: the conditions' images lie side by side in the channels, and each group of channels
 * has its own kernels.
 *
 * <pre>
 *   x [C * S, I, H, W]  ->  [S, C * I, H, W]
 *   kernels [C, O, I / groups, h, w]  ->  [C * O, I / groups, h, w], C * groups groups
 * </pre>
 */
final class RowConv2d implements RowLayer {

    private final Conv2d block;
    private final Parameter weight;
    private final Parameter bias;

    RowConv2d(Conv2d block) {
        this.block = block;
        weight = block.getDirectParameters().get("weight");
        bias = block.getDirectParameters().get("bias"); // null if it has none
    }

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow(); // [C * S, I, H, W]
        long rows = pass.rowsOfEach(x);
        return new NDList(
                pass.isGenerated(weight)
                        ? convolveGrouped(pass, x, rows)
                        : convolveThenAdd(pass, x, rows));
    }

    private NDArray convolveGrouped(RowPass pass, NDArray x, long rows) {
        long conditions = pass.conditions();
        Shape image = x.getShape().slice(2);
        long filters = conditions * block.getFilters();
        NDArray side =
                swap(x, conditions, rows)
                        .reshape(new Shape(rows, conditions * x.size(1)).addAll(image));
        NDArray kernels =
                pass.generated(weight)
                        .reshape(new Shape(filters).addAll(weight.getShape().slice(1)));
        int groups = Math.toIntExact(conditions * block.getGroups());
        NDArray y = convolve(side, kernels, biases(pass, x), groups); // [S, C * O, H', W']
        Shape outputImage = y.getShape().slice(2);
        Shape output = new Shape(conditions * rows, block.getFilters()).addAll(outputImage);
        Shape pairs = new Shape(rows * conditions, block.getFilters()).addAll(outputImage);
        return swap(y.reshape(pairs), rows, conditions).reshape(output);
    }

    /** Takes [A * B, I, H, W], returns [B, A, I, H, W] or the same values in another shape. */
    private static NDArray swap(NDArray x, long outer, long inner) {
        if (outer == 1 || inner == 1) {
            return x; // the order of the values is the same
        }
        return x.reshape(new Shape(outer, inner).addAll(x.getShape().slice(1)))
                .transpose(1, 0, 2, 3, 4);
    }

    /** Returns [C * O], or null. */
    private NDArray biases(RowPass pass, NDArray x) {
        if (bias == null) {
            return null;
        }
        Shape shape = new Shape(pass.conditions(), block.getFilters());
        NDArray values =
                pass.isGenerated(bias)
                        ? pass.generated(bias)
                        : x.getManager()
                                .zeros(shape, x.getDataType(), x.getDevice())
                                .add(pass.shared(bias, x));
        return values.reshape(shape.size());
    }

    /** One kernel for all conditions, a bias for each. */
    private NDArray convolveThenAdd(RowPass pass, NDArray x, long rows) {
        NDArray y = convolve(x, pass.shared(weight, x), null, block.getGroups());
        Shape shape = y.getShape(); // [C * S, O, H', W']
        NDArray biases =
                pass.generated(bias)
                        .reshape(new Shape(pass.conditions(), 1, block.getFilters(), 1, 1));
        Shape grouped = new Shape(pass.conditions(), rows).addAll(shape.slice(1));
        return y.reshape(grouped).add(biases).reshape(shape);
    }

    private NDArray convolve(NDArray x, NDArray kernels, NDArray biases, int groups) {
        return Conv2d.conv2d(
                        x,
                        kernels,
                        biases,
                        block.getStride(),
                        block.getPadding(),
                        block.getDilation(),
                        groups)
                .singletonOrThrow();
    }
}
