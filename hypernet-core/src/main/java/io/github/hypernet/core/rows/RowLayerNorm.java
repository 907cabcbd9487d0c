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

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A layer normalization with a scale, a shift, or both, for each condition.
 *
 * <pre>
 *   y_c = gamma_c * normalize(x_c) + beta_c        gamma_c, beta_c [N...]
 * </pre>
 */
final class RowLayerNorm implements RowLayer {

    private final Block block;
    private final Parameter gamma;
    private final Parameter beta;

    RowLayerNorm(Block block) {
        this.block = block;
        gamma = block.getDirectParameters().get("gamma");
        beta = block.getDirectParameters().get("beta");
    }

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow(); // [C * S, ..., N...]
        pass.rowsOfEach(x);
        ParameterStore plain = new Plain(x);
        NDArray normal = block.forward(plain, inputs, pass.training(), params).singletonOrThrow();
        Shape grouped = new Shape(pass.conditions(), -1).addAll(gamma.getShape());
        NDArray y =
                normal.reshape(grouped) // [C, M, N...]
                        .mul(value(pass, gamma, x))
                        .add(value(pass, beta, x));
        return new NDList(y.reshape(x.getShape()));
    }

    /** Returns [C, 1, N...], or [N...] for all conditions. */
    private static NDArray value(RowPass pass, Parameter parameter, NDArray x) {
        return pass.isGenerated(parameter)
                ? pass.generated(parameter).expandDims(1)
                : pass.shared(parameter, x);
    }

    /** Answers with a scale of 1 and a shift of 0. */
    private static final class Plain extends ParameterStore {

        private final NDArray x;

        Plain(NDArray x) {
            super(x.getManager(), false);
            this.x = x;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            Shape shape = parameter.getShape();
            return parameter.getType() == Parameter.Type.GAMMA
                    ? getManager().ones(shape, x.getDataType(), device)
                    : getManager().zeros(shape, x.getDataType(), device);
        }
    }
}
