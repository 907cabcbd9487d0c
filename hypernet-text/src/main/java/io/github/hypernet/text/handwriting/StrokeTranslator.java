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

import ai.djl.inference.streaming.StreamingTranslator;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslatorContext;

import io.github.hypernet.text.recurrent.IterativeOutput;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Maps a drawing to the points with which a {@link StrokeSamplingBlock} goes on with it, in the
 * units of the data: all of them after {@code predict}, one by one, as they are drawn, after {@code
 * streamingPredict}. For a new drawing give it {@link Drawing#start}.
 */
public final class StrokeTranslator implements StreamingTranslator<Drawing, Stream<StrokePoint>> {

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
        float[] numbers = new float[3 * drawing.size()];
        for (int i = 0; i < drawing.size(); ++i) {
            StrokePoint point = drawing.get(i);
            // where a drawing begins is no part of it
            numbers[3 * i] = i == 0 ? 0 : point.dx() / deviation;
            numbers[3 * i + 1] = i == 0 ? 0 : point.dy() / deviation;
            numbers[3 * i + 2] = point.lifted() ? 1 : 0;
        }
        return manager.create(numbers, new Shape(drawing.size(), 3));
    }

    /** {@inheritDoc} */
    @Override
    public Stream<StrokePoint> processOutput(TranslatorContext context, NDList list) {
        return points(list);
    }

    private Stream<StrokePoint> points(NDList list) {
        float[] numbers = list.head().toFloatArray();
        return IntStream.range(0, numbers.length / 3)
                .mapToObj(
                        i ->
                                new StrokePoint(
                                        numbers[3 * i] * deviation,
                                        numbers[3 * i + 1] * deviation,
                                        numbers[3 * i + 2] > 0));
    }

    /** {@inheritDoc} */
    @Override
    public StreamOutput<Stream<StrokePoint>> processStreamOutput(
            TranslatorContext context, Stream<NDList> list) {
        Stream<StrokePoint> points =
                list.flatMap(
                        output -> {
                            try (output) {
                                return points(output);
                            }
                        });
        return new IterativeOutput<>(points.onClose(list::close));
    }

    /** {@inheritDoc} */
    @Override
    public Support getSupport() {
        return Support.ITERATIVE;
    }

    /** {@inheritDoc} */
    @Override
    public Batchifier getBatchifier() {
        return null;
    }
}
