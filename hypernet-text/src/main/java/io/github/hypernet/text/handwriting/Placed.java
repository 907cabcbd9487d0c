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

/** Where a drawing lies on a canvas: it is scaled, then moved. */
record Placed(float scale, float moveX, float moveY) {

    /** Puts a drawing's rectangle, scaled, in the middle of another one. */
    static Placed centered(
            Bounds bounds, float scale, float x, float y, float width, float height) {
        return new Placed(
                scale,
                x + (width - scale * bounds.width()) / 2 - scale * bounds.left(),
                y + (height - scale * bounds.height()) / 2 - scale * bounds.top());
    }

    /** Maps points of the drawing to points on the canvas. */
    float[][] map(float[][] points) {
        float[][] mapped = new float[points.length][];
        for (int i = 0; i < points.length; ++i) {
            mapped[i] = new float[] {scale * points[i][0] + moveX, scale * points[i][1] + moveY};
        }
        return mapped;
    }
}
