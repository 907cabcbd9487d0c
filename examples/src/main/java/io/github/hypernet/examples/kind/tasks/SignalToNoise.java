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

import io.github.hypernet.core.training.RatioEvaluator;

/**
 * The peak signal-to-noise ratio of images with brightness from 0 to 1, in decibels: {@code -10
 * log10(mean square error)} of each image, and of these the mean.
 */
final class SignalToNoise extends RatioEvaluator {

    private static final double LEAST_ERROR = 1e-10;

    SignalToNoise() {
        super("Psnr");
    }

    @Override
    protected NDList sums(NDList labels, NDList predictions) {
        NDArray label = labels.singletonOrThrow(); // [B, P, 1]
        NDArray error = label.sub(predictions.singletonOrThrow()).square();
        error = error.reshape(label.size(0), label.size(1)).mean(new int[] {1}); // [B]
        NDArray decibels = error.maximum(LEAST_ERROR).log().mul(-10 / Math.log(10));
        return new NDList(decibels.sum(), label.getManager().create((float) label.size(0)));
    }
}
