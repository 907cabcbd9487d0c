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

import ai.djl.inference.streaming.StreamingBlock;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.text.recurrent.SampleIterator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws with a model of pen strokes, point by point.
 *
 * <p>Input: the points of a drawing to go on with, {@code [T, 3]}, as {@link StrokeModel} takes
 * them, at least one. Output: the points drawn, {@code [length, 3]}; as a stream, one at a time,
 * {@code [1, 3]}. With a {@link StrokeTranslator} it serves DJL's {@code Predictor}:
 *
 * <pre>
 *   model.setBlock(new StrokeSamplingBlock(strokeModel, StrokeSampling.of(100, seed)));
 *   var predictor = model.newPredictor(new StrokeTranslator(strokeModel.getStatistics()));
 *   predictor.streamingPredict(Drawing.start()).getIterativeOutput().forEach(System.out::println);
 * </pre>
 */
public final class StrokeSamplingBlock extends AbstractBlock implements StreamingBlock {

    private static final byte VERSION = 1;

    private final StrokeModel strokeModel;
    private final StrokeSampling sampling;

    /**
     * Creates a block.
     *
     * @param strokeModel the model to draw from
     * @param sampling how to draw
     */
    public StrokeSamplingBlock(StrokeModel strokeModel, StrokeSampling sampling) {
        super(VERSION);
        this.strokeModel = addChildBlock("StrokeModel", strokeModel);
        this.sampling = sampling;
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        float[] points = new float[3 * sampling.length()];
        try (SampleIterator<StrokePoint> drawn = drawn(parameterStore, inputs.head())) {
            for (int i = 0; i < sampling.length(); ++i) {
                System.arraycopy(row(drawn.next()), 0, points, 3 * i, 3);
            }
        }
        return new NDList(
                inputs.head().getManager().create(points, new Shape(sampling.length(), 3)));
    }

    /** {@inheritDoc} */
    @Override
    public Iterator<NDList> forwardStreamIter(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDManager manager = inputs.head().getManager();
        SampleIterator<StrokePoint> drawn = drawn(parameterStore, inputs.head());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return drawn.hasNext();
            }

            @Override
            public NDList next() {
                return new NDList(input(manager, drawn.next()));
            }
        };
    }

    private SampleIterator<StrokePoint> drawn(ParameterStore store, NDArray begin) {
        // neighbouring seeds of a plain Random begin alike
        SplittableRandom random = new SplittableRandom(sampling.seed());
        return new SampleIterator<>(
                strokeModel.newStepper(store, begin.getManager(), 1),
                points(begin),
                sampling.length(),
                StrokeSamplingBlock::input,
                outputs -> sampling.draw(outputs, random));
    }

    private static NDArray input(NDManager manager, StrokePoint point) {
        return manager.create(row(point), new Shape(1, 3));
    }

    private static float[] row(StrokePoint point) {
        return new float[] {point.dx(), point.dy(), point.lifted() ? 1 : 0};
    }

    private static List<StrokePoint> points(NDArray begin) {
        List<StrokePoint> points = new ArrayList<>();
        float[] numbers = begin.toFloatArray();
        for (int i = 0; i < numbers.length; i += 3) {
            points.add(new StrokePoint(numbers[i], numbers[i + 1], numbers[i + 2] > 0));
        }
        return points;
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        strokeModel.initialize(manager, dataType, new Shape(1, inputShapes[0].get(0), 3));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(sampling.length(), 3)};
    }
}
