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
package io.github.hypernet.core.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.util.Preconditions;

/**
 * A number from one to another, as a point on a quarter of a circle: the angle is {@code pi / 2 *
 * (c - min) / (max - min)}, so that the ends are far from each other and all points of one length
 * (Ortiz, Guttag, Dalca 2024, Section 4).
 */
final class NumberCondition extends CircleCondition {

    private final double min;
    private final double max;

    NumberCondition(double min, double max) {
        Preconditions.checkArgument(
                Double.isFinite(min) && Double.isFinite(max) && min < max,
                "A number must be between a lesser and a greater one, got " + min + " and " + max);
        this.min = min;
        this.max = max;
    }

    @Override
    protected void checkValues(int input, double[] row) {
        double rounding = 1e-6 * Math.max(max - min, Math.max(Math.abs(min), Math.abs(max)));
        Preconditions.checkArgument(
                row[0] >= min - rounding && row[0] <= max + rounding,
                row[0] + " is not from " + min + " to " + max);
    }

    @Override
    NDArray toAngles(NDArray numbers) {
        return scale(numbers.sub(min), Math.PI / 2 / (max - min));
    }

    @Override
    protected String describe() {
        return "number(" + min + ", " + max + ")";
    }
}
