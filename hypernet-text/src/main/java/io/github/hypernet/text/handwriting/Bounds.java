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
package io.github.hypernet.text.handwriting;

/** The rectangle that a drawing takes. */
record Bounds(float left, float top, float right, float bottom) {

    static Bounds of(Drawing drawing) {
        float left = Float.POSITIVE_INFINITY;
        float top = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (float[][] stroke : drawing.strokes()) {
            for (float[] point : stroke) {
                left = Math.min(left, point[0]);
                right = Math.max(right, point[0]);
                top = Math.min(top, point[1]);
                bottom = Math.max(bottom, point[1]);
            }
        }
        return new Bounds(left, top, right, bottom);
    }

    /** Returns the rectangle with a margin around it. */
    Bounds grown(float margin) {
        return new Bounds(left - margin, top - margin, right + margin, bottom + margin);
    }

    float width() {
        return right - left;
    }

    float height() {
        return bottom - top;
    }

    /** Returns the scale at which the rectangle fits into one of a size; that of a dot is 1. */
    float scaleTo(float width, float height) {
        float scale = Math.min(width / width(), height / height());
        return Float.isFinite(scale) ? scale : 1;
    }
}
