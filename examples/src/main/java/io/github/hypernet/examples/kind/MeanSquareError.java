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
package io.github.hypernet.examples.kind;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * The mean square error. DJL's {@code L2Loss} multiplies it by a number, whose memory is free again
 * before the backward pass on PyTorch: now and then a gradient is another.
 */
public final class MeanSquareError extends Loss {

    /** Creates the loss. */
    public MeanSquareError() {
        super("MeanSquareError");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return labels.singletonOrThrow().sub(predictions.singletonOrThrow()).square().mean();
    }
}
