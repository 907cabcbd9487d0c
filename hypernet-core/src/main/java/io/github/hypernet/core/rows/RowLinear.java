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
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.util.PairList;

/**
 * A linear layer with a matrix, a bias, or both, for each condition.
 *
 * <pre>
 *   y_c = x_c W_c^T + b_c        x_c [S, ..., in], W_c [out, in], b_c [out]
 * </pre>
 */
final class RowLinear implements RowLayer {

    private final Parameter weight;
    private final Parameter bias;

    RowLinear(Block block) {
        weight = block.getDirectParameters().get("weight");
        bias = block.getDirectParameters().get("bias"); // null if it has none
    }

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow(); // [C * S, ..., in]
        pass.rowsOfEach(x);
        int last = x.getShape().dimension() - 1;
        long units = weight.getShape().get(0);
        NDArray y = multiply(pass, x.reshape(pass.conditions(), -1, x.size(last)));
        if (pass.isGenerated(bias)) {
            y = y.add(pass.generated(bias).expandDims(1)); // [C, 1, out]
        } else if (bias != null) {
            y = y.add(pass.shared(bias, x));
        }
        return new NDList(y.reshape(x.getShape().slice(0, last).add(units)));
    }

    /** Takes x [C, M, in], returns [C, M, out]. */
    private NDArray multiply(RowPass pass, NDArray x) {
        if (!pass.isGenerated(weight)) {
            return Linear.linear(x, pass.shared(weight, x)).singletonOrThrow();
        }
        NDArray matrices = pass.generated(weight); // [C, out, in]
        // a transposed array is copied, here or in the backward pass: better the small ones
        long few = weight.getShape().size() / (weight.getShape().get(0) + x.size(2));
        return x.size(1) <= few
                ? matrices.matMul(x.transpose(0, 2, 1)).transpose(0, 2, 1)
                : x.matMul(matrices.transpose(0, 2, 1));
    }
}
