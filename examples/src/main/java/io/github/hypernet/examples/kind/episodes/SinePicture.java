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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

import io.github.hypernet.examples.kind.episodes.SineTasks.Sine;
import io.github.hypernet.examples.report.FunctionPanels;
import io.github.hypernet.examples.report.FunctionPanels.Panel;
import io.github.hypernet.examples.report.FunctionPanels.Values;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The picture of some sines: the points that models were given, and what they make of them. */
final class SinePicture {

    private static final int SINES = 4;
    private static final int PLACES = 101;

    private final List<Sine> sines = new ArrayList<>();
    private final List<Values> points = new ArrayList<>();
    private final Map<String, float[]> models = new LinkedHashMap<>();
    private final double[] places = new double[PLACES];

    /** Draws sines of so many points each. */
    SinePicture(int shots, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SINES; ++i) {
            Sine sine = Sine.draw(random);
            double[] x = random.doubles(shots, -SineTasks.FARTHEST, SineTasks.FARTHEST).toArray();
            sines.add(sine);
            points.add(new Values(x, Arrays.stream(x).map(sine::at).toArray()));
        }
        double step = 2 * SineTasks.FARTHEST / (PLACES - 1);
        Arrays.setAll(places, i -> -SineTasks.FARTHEST + i * step);
    }

    /** Adds what a model makes of them. */
    void add(EpisodeModel model) {
        try (NDManager manager = model.model().getNDManager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList input = new NDList(queries(manager), support(manager));
            ParameterStore store = new ParameterStore(manager, false);
            NDArray y = model.block().forward(store, input, false).head(); // [4, 101, 1]
            models.put(model.name(), y.toFloatArray());
        }
    }

    private NDArray queries(NDManager manager) {
        float[] x = new float[SINES * PLACES];
        for (int i = 0; i < x.length; ++i) {
            x[i] = (float) places[i % PLACES];
        }
        return manager.create(x, new Shape(SINES, PLACES, 1));
    }

    private NDArray support(NDManager manager) {
        int shots = points.get(0).x().length;
        float[] pairs = new float[2 * SINES * shots];
        for (int i = 0; i < SINES * shots; ++i) {
            Values ofSine = points.get(i / shots);
            pairs[2 * i] = (float) ofSine.x()[i % shots];
            pairs[2 * i + 1] = (float) ofSine.y()[i % shots];
        }
        return manager.create(pairs, new Shape(SINES, shots, 2));
    }

    BufferedImage toImage() {
        FunctionPanels panels = new FunctionPanels();
        for (int i = 0; i < SINES; ++i) {
            double[] truth = Arrays.stream(places).map(sines.get(i)::at).toArray();
            Map<String, Values> lines = new LinkedHashMap<>();
            int first = i * PLACES;
            models.forEach(
                    (name, y) -> {
                        double[] line = new double[PLACES];
                        Arrays.setAll(line, place -> y[first + place]);
                        lines.put(name, new Values(places, line));
                    });
            panels.add(new Panel(points.get(i), new Values(places, truth), lines));
        }
        return panels.toImage();
    }
}
