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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslatorContext;

import io.github.hypernet.text.sampling.IterativeTranslator;
import io.github.hypernet.text.sampling.SamplingBlock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Maps a drawing to the points with which a {@link SamplingBlock} goes on with it, in the units of
 * the data: all of them after {@code predict}, one by one, as they are drawn, after {@code
 * streamingPredict}. For a new drawing give it {@link Drawing#start}.
 */
public final class StrokeTranslator extends IterativeTranslator<Drawing, StrokePoint> {

    private final float deviation;

    /**
     * Creates a translator.
     *
     * @param statistics those of the model
     */
    public StrokeTranslator(DrawingStatistics statistics) {
        deviation = statistics.deviation();
    }

    /** {@inheritDoc} */
    @Override
    public NDList processInput(TranslatorContext context, Drawing begin) {
        return new NDList(toArray(context.getNDManager(), begin, deviation));
    }

    /** Makes a model's input of all points of a drawing, {@code [T, 3]}. */
    static NDArray toArray(NDManager manager, Drawing drawing, float deviation) {
        List<StrokePoint> points = new ArrayList<>();
        for (int i = 0; i < drawing.size(); ++i) {
            StrokePoint point = drawing.get(i);
            // where a drawing begins is no part of it
            float dx = i == 0 ? 0 : point.dx() / deviation;
            float dy = i == 0 ? 0 : point.dy() / deviation;
            points.add(new StrokePoint(dx, dy, point.lifted()));
        }
        return PointArray.of(manager, points);
    }

    /** {@inheritDoc} */
    @Override
    public Stream<StrokePoint> processOutput(TranslatorContext context, NDList list) {
        return points(list);
    }

    private Stream<StrokePoint> points(NDList list) {
        return PointArray.read(list.head()).stream()
                .map(
                        point ->
                                new StrokePoint(
                                        point.dx() * deviation,
                                        point.dy() * deviation,
                                        point.lifted()));
    }

    /** {@inheritDoc} */
    @Override
    protected Stream<StrokePoint> processOutputs(Stream<NDList> outputs) {
        return outputs.flatMap(
                output -> {
                    try (output) {
                        return points(output);
                    }
                });
    }
}
