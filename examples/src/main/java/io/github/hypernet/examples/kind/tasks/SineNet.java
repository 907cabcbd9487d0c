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
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.UniformInitializer;

/**
 * A network of sines from places to brightness, {@code [S, 2]} to {@code [S, 1]} (Sitzmann et al.,
 * "Implicit neural representations with periodic activation functions", NeurIPS 2020, arXiv
 * 2006.09661):
 *
 * <pre>
 *   h_1 = sin(6 (W_1 x + b_1)),   h_2 = sin(8 (W_2 h_1 + b_2)),   y = W_3 h_2 + b_3
 * </pre>
 *
 * <p>It starts with the sums of the paper's network for a frequency f of 20: f W_1 uniform within f
 * / fan-in, f W_2 within sqrt(6 / fan-in), W_3 within sqrt(6 / fan-in) / f. The paper has f in
 * place of 6 and 8, and smaller weights; so these are nearer to the size of He's, to which a
 * generator fits its changes.
 */
final class SineNet {

    private static final float FREQUENCY = 20;
    private static final float FIRST = 6;
    private static final float SECOND = 8;
    private static final int PLACE = 2;

    private SineNet() {}

    /** Builds one with so many units in both hidden layers. */
    static Block ofUnits(int units) {
        float deep = (float) Math.sqrt(6.0 / units);
        return new SequentialBlock()
                .add(linear(units, FREQUENCY / PLACE / FIRST))
                .add(sums -> sine(FIRST, sums))
                .add(linear(units, deep / SECOND))
                .add(sums -> sine(SECOND, sums))
                .add(linear(1, deep / FREQUENCY));
    }

    private static Block linear(int units, float bound) {
        Block linear = Linear.builder().setUnits(units).build();
        linear.setInitializer(new UniformInitializer(bound), parameter -> true);
        return linear;
    }

    private static NDList sine(float factor, NDList sums) {
        NDArray array = sums.singletonOrThrow();
        // the factor is an array that lives until the backward pass, which reads it on PyTorch
        return new NDList(array.mul(array.getManager().create(factor)).sin());
    }
}
