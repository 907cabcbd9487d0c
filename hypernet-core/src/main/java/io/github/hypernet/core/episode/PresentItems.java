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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.stream.IntStream;

/**
 * The items of support sets that are not missing, merged: a batch norm does not see the others.
 *
 * @param items the items, {@code [R, ...]}
 * @param places where each stands, of {@code E * S} places
 * @param labels the labels of all places, {@code [E, S]}
 */
record PresentItems(NDArray items, int[] places, NDArray labels) {

    /** Leaves out the items of support sets {@code [E, S, ...]} whose label is -1. */
    static PresentItems of(NDArray support, NDArray labels) {
        float[] values = labels.toType(DataType.FLOAT32, false).toFloatArray();
        int[] places = IntStream.range(0, values.length).filter(i -> values[i] != -1).toArray();
        NDArray items = merge(support);
        if (places.length > 0 && places.length < values.length) {
            NDList present = new NDList();
            for (int place : places) {
                present.add(items.get(place));
            }
            items = NDArrays.stack(present);
        }
        return new PresentItems(items, places, labels);
    }

    /** Merges episodes: {@code [E, S, ...]} to {@code [E * S, ...]}. */
    static NDArray merge(NDArray items) {
        Shape shape = items.getShape();
        return items.reshape(new Shape(shape.get(0) * shape.get(1)).addAll(shape.slice(2)));
    }

    /** Returns the mean features of classes, {@code [E, N, F]}, of features {@code [R, F]}. */
    NDArray means(NDArray features) {
        Shape all = labels.getShape().add(features.size(1));
        NDArray inPlace = places.length < labels.size() ? putBack(features) : features;
        return ClassMeans.of(inPlace.reshape(all), labels);
    }

    /** Puts features in their places, {@code [E * S, F]}, with zeros in the others. */
    private NDArray putBack(NDArray features) {
        int count = places.length;
        float[] ones = new float[Math.toIntExact(labels.size()) * count];
        for (int i = 0; i < count; ++i) {
            ones[places[i] * count + i] = 1;
        }
        NDArray placing = features.getManager().create(ones, new Shape(labels.size(), count));
        NDScope.unregister(placing); // the backward pass reads it
        return placing.matMul(features);
    }
}
