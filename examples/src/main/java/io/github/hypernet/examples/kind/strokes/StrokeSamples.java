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
package io.github.hypernet.examples.kind.strokes;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.MixtureSampling;
import io.github.hypernet.text.handwriting.StrokeModel;
import io.github.hypernet.text.handwriting.StrokePoint;
import io.github.hypernet.text.handwriting.StrokeTranslator;
import io.github.hypernet.text.sampling.SamplingBlock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Draws with a model of pen strokes. */
final class StrokeSamples {

    private final OpenStrokeModel trained;
    private Drawing begin = Drawing.start();
    private Integer length;

    StrokeSamples(OpenStrokeModel trained) {
        this.trained = trained;
    }

    /** Sets what each drawing begins with (default: nothing). */
    StrokeSamples optBegin(Drawing begin) {
        this.begin = begin;
        return this;
    }

    /**
     * Sets how many points are drawn (default: about as many as the drawings have that the model
     * learned from; the last one is where the pen is lifted).
     */
    StrokeSamples optLength(Integer length) {
        this.length = length;
        return this;
    }

    /** Draws; the seeds of the drawings follow each other. */
    List<Drawing> draw(int count, float bias, float temperature, long seed)
            throws TranslateException {
        StrokeModel block = trained.strokeModel();
        int usual = Math.max(1, block.getStatistics().length() - begin.size());
        int most = length == null ? usual + (usual + 1) / 2 : length;
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < count; ++i) {
            MixtureSampling sampling = new MixtureSampling(most, bias, temperature, seed + i);
            List<StrokePoint> points = points(block, sampling);
            drawings.add(begin.append(length == null ? cut(points, usual) : points));
        }
        return drawings;
    }

    private List<StrokePoint> points(StrokeModel block, MixtureSampling sampling)
            throws TranslateException {
        NDManager manager = trained.model().getNDManager();
        Placement placement = new Placement(manager.getEngine(), manager.getDevice());
        try (Model model = placement.newModel("sample", new SamplingBlock<>(block, sampling))) {
            try (Predictor<Drawing, Stream<StrokePoint>> predictor =
                    model.newPredictor(new StrokeTranslator(block.getStatistics()))) {
                return predictor.predict(begin).toList();
            }
        }
    }

    /** Cuts points where the pen is lifted, nearest to a number of points. */
    private static List<StrokePoint> cut(List<StrokePoint> points, int usual) {
        int best = points.size();
        for (int end = 1; end <= points.size(); ++end) {
            if (points.get(end - 1).lifted() && Math.abs(end - usual) < Math.abs(best - usual)) {
                best = end;
            }
        }
        return points.subList(0, best);
    }
}
