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
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

/**
 * The mean of each class's features in the support set of an episode, for any number of shots: the
 * prototypes of Snell et al. 2017, "Prototypical Networks for Few-shot Learning".
 *
 * <pre>
 *   p_n = 1 / |S_n| sum_(s in S_n) f_s,  S_n = {s: label_s = n}
 * </pre>
 */
public final class ClassMeans {

    private static final int NONE = -1;

    private ClassMeans() {}

    /**
     * Returns the means. The gradient flows to the features.
     *
     * @param features the features of the support sets, {@code [E, S, F]}
     * @param labels the class of each, {@code [E, S]}: 0 to N - 1, where the highest of all says
     *     what N is, or -1 for a place that counts nowhere
     * @return the means, {@code [E, N, F]}
     * @throws IllegalArgumentException if the shapes do not fit, a label is none, or a class has no
     *     item in one of the episodes
     */
    public static NDArray of(NDArray features, NDArray labels) {
        Shape shape = features.getShape();
        Preconditions.checkArgument(
                shape.dimension() == 3 && shape.slice(0, 2).equals(labels.getShape()),
                "Class means are of features [E, S, F] and labels [E, S], got "
                        + shape
                        + " and "
                        + labels.getShape());
        int episodes = (int) shape.get(0);
        int size = (int) shape.get(1);
        int[] classes = read(labels);
        int ways = countClasses(classes);
        float[] weights = weights(classes, episodes, ways, size);
        NDArray shares = features.getManager().create(weights, new Shape(episodes, ways, size));
        NDScope.unregister(shares); // the backward pass reads it
        return shares.matMul(features); // [E, N, F]
    }

    private static int[] read(NDArray labels) {
        float[] values;
        try (NDArray floats = labels.toType(DataType.FLOAT32, true)) {
            values = floats.toFloatArray();
        }
        int[] classes = new int[values.length];
        for (int i = 0; i < classes.length; ++i) {
            classes[i] = (int) values[i];
            Preconditions.checkArgument(
                    classes[i] == values[i] && classes[i] >= NONE,
                    "A label of a support set must be 0, 1, ... or -1 for none, got " + values[i]);
        }
        return classes;
    }

    private static int countClasses(int[] classes) {
        int highest = NONE;
        for (int each : classes) {
            highest = Math.max(highest, each);
        }
        Preconditions.checkArgument(highest > NONE, "The support sets hold no item");
        return highest + 1;
    }

    /** Returns the share that each item has in each class's mean, [E, N, S]. */
    private static float[] weights(int[] classes, int episodes, int ways, int size) {
        float[] weights = new float[episodes * ways * size];
        for (int episode = 0; episode < episodes; ++episode) {
            int[] counts = new int[ways];
            for (int i = 0; i < size; ++i) {
                int label = classes[episode * size + i];
                if (label > NONE) {
                    ++counts[label];
                }
            }
            for (int label = 0; label < ways; ++label) {
                Preconditions.checkArgument(
                        counts[label] > 0,
                        "The support set of episode "
                                + episode
                                + " has no item of class "
                                + label
                                + ": it takes one or more of each");
            }
            for (int i = 0; i < size; ++i) {
                int label = classes[episode * size + i];
                if (label > NONE) {
                    weights[(episode * ways + label) * size + i] = 1f / counts[label];
                }
            }
        }
        return weights;
    }
}
