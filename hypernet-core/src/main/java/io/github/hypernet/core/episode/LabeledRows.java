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
package io.github.hypernet.core.episode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Items on the host, by class. */
final class LabeledRows {

    private final float[] values;
    private final Shape itemShape;
    private final int itemSize;
    private final List<int[]> classes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    LabeledRows(NDArray data, int[] labels, List<String> classNames) {
        Shape shape = data.getShape();
        Preconditions.checkArgument(
                shape.dimension() > 0 && shape.get(0) == labels.length,
                "The data must have a row for each of the "
                        + labels.length
                        + " labels, got "
                        + shape);
        itemShape = shape.slice(1);
        itemSize = Math.toIntExact(itemShape.size());
        values = toFloats(data);
        group(labels, classNames);
    }

    private static float[] toFloats(NDArray data) {
        if (data.getDataType() == DataType.FLOAT32) {
            return data.toFloatArray();
        }
        try (NDArray floats = data.toType(DataType.FLOAT32, true)) {
            return floats.toFloatArray();
        }
    }

    private void group(int[] labels, List<String> classNames) {
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int row = 0; row < labels.length; ++row) {
            Preconditions.checkArgument(
                    labels[row] >= 0,
                    "A label must be 0 or more, got " + labels[row] + " in row " + row);
            byLabel.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
        }
        byLabel.forEach(
                (label, rows) -> {
                    classes.add(rows.stream().mapToInt(row -> row).toArray());
                    names.add(label < classNames.size() ? classNames.get(label) : "" + label);
                });
    }

    /** Refuses data of fewer classes than an episode has. */
    void requireClasses(int ways) {
        Preconditions.checkArgument(
                classes.size() >= ways,
                "An episode has "
                        + ways
                        + " classes, but the data has only "
                        + classes.size()
                        + ": give it more classes, or the episodes fewer ways");
    }

    /** Refuses a class of fewer items than an episode takes of it. */
    void requireItems(int shots, int queries) {
        for (int c = 0; c < classes.size(); ++c) {
            int count = classes.get(c).length;
            Preconditions.checkArgument(
                    count >= shots + queries,
                    "The class "
                            + names.get(c)
                            + " has "
                            + count
                            + (count == 1 ? " item" : " items")
                            + ", but an episode takes "
                            + shots
                            + " shots and "
                            + queries
                            + " queries of a class: add items, leave the class out, or take fewer");
        }
    }

    int getClassCount() {
        return classes.size();
    }

    /** Returns the rows of a class, not to be changed. */
    int[] getRows(int classIndex) {
        return classes.get(classIndex);
    }

    Shape getItemShape() {
        return itemShape;
    }

    int getItemSize() {
        return itemSize;
    }

    /** Copies an item into a place of an array. */
    void copy(int row, float[] target, int place) {
        System.arraycopy(values, row * itemSize, target, place * itemSize, itemSize);
    }
}
