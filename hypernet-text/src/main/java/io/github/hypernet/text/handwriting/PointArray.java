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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * How points lie in arrays: three floats each, dx, dy, and 1 where the pen is lifted, else 0. A
 * label has a fourth one, the point's weight in the loss.
 */
final class PointArray {

    /** The floats of a point. */
    static final int SIZE = 3;

    /** The floats of a label. */
    static final int LABEL_SIZE = SIZE + 1;

    private PointArray() {}

    /** Puts a point into an array, from a place on. */
    static void put(float[] array, int place, StrokePoint point) {
        array[place] = point.dx();
        array[place + 1] = point.dy();
        array[place + 2] = point.lifted() ? 1 : 0;
    }

    /** Puts a label into an array, from a place on. */
    static void put(float[] array, int place, StrokePoint point, float weight) {
        put(array, place, point);
        array[place + SIZE] = weight;
    }

    /** Makes an array of points, {@code [T, 3]}. */
    static NDArray of(NDManager manager, List<StrokePoint> points) {
        float[] numbers = new float[SIZE * points.size()];
        for (int i = 0; i < points.size(); ++i) {
            put(numbers, SIZE * i, points.get(i));
        }
        return manager.create(numbers, new Shape(points.size(), SIZE));
    }

    /** Reads the points of an array, {@code [T, 3]}. */
    static List<StrokePoint> read(NDArray array) {
        float[] numbers = array.toFloatArray();
        List<StrokePoint> points = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += SIZE) {
            points.add(new StrokePoint(numbers[i], numbers[i + 1], numbers[i + 2] > 0));
        }
        return points;
    }

    /** Returns dx and dy of points or labels {@code [N, C]}: {@code [N, 2]}. */
    static NDArray offsets(NDArray points) {
        return points.get(":, :2");
    }

    /** Returns 1 where the pen is lifted, of points or labels {@code [N, C]}: {@code [N, 1]}. */
    static NDArray lifted(NDArray points) {
        return points.get(":, 2:3");
    }

    /** Returns the weights of labels {@code [B, T, 4]}: {@code [B, T]}. */
    static NDArray weights(NDArray labels) {
        return labels.get(":, :, 3");
    }
}
