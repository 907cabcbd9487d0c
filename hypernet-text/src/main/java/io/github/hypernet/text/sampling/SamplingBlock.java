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
package io.github.hypernet.text.sampling;

import ai.djl.inference.streaming.StreamingBlock;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.text.recurrent.RecurrentModel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Makes up a sequence with a recurrent model, element by element, such as a text or a drawing.
 *
 * <p>Input: what the sequence begins with, {@code [T, ...]}, as the model takes it without the axis
 * of the batch, at least one element. Output: the elements drawn, {@code [length, ...]}; as a
 * stream, one at a time, {@code [1, ...]}. With an {@link IterativeTranslator} it serves DJL's
 * {@code Predictor}:
 *
 * <pre>
 *   model.setBlock(new SamplingBlock&lt;&gt;(languageModel, CategoricalSampling.of(600, seed)));
 *   var predictor = model.newPredictor(new SamplingTranslator(vocabulary));
 *   predictor.streamingPredict("The ").getIterativeOutput().forEach(System.out::print);
 * </pre>
 *
 * @param <E> the type of an element, such as the id of a character
 */
public final class SamplingBlock<E> extends AbstractBlock implements StreamingBlock {

    private static final byte VERSION = 1;

    private final RecurrentModel recurrentModel;
    private final Sampling<E> sampling;
    private volatile List<E> drawn = List.of();

    /**
     * Creates a block.
     *
     * @param recurrentModel the model to draw from
     * @param sampling how to draw
     */
    public SamplingBlock(RecurrentModel recurrentModel, Sampling<E> sampling) {
        super(VERSION);
        this.recurrentModel = addChildBlock("RecurrentModel", recurrentModel);
        this.sampling = sampling;
    }

    /**
     * Returns the elements that were drawn, without what the sequence began with.
     *
     * @return the elements of the latest pass, as many as there are by now; empty before the first
     */
    public List<E> getDrawn() {
        return List.copyOf(drawn);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        List<E> elements = newPass();
        try (SampleIterator<E> sample = sample(parameterStore, inputs.head())) {
            sample.forEachRemaining(elements::add);
        }
        return new NDList(sampling.write(inputs.head().getManager(), elements));
    }

    /** {@inheritDoc} */
    @Override
    public Iterator<NDList> forwardStreamIter(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDManager manager = inputs.head().getManager();
        List<E> elements = newPass();
        SampleIterator<E> sample = sample(parameterStore, inputs.head());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return sample.hasNext();
            }

            @Override
            public NDList next() {
                E element = sample.next();
                elements.add(element);
                return new NDList(sampling.write(manager, List.of(element)));
            }
        };
    }

    private List<E> newPass() {
        List<E> elements = Collections.synchronizedList(new ArrayList<>());
        drawn = elements;
        return elements;
    }

    private SampleIterator<E> sample(ParameterStore store, NDArray begin) {
        Preconditions.checkArgument(
                begin.size() > 0, "A sequence begins with at least one element, got none");
        return new SampleIterator<>(
                recurrentModel.newStepper(store, begin.getManager(), 1),
                sampling.read(begin),
                sampling);
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        recurrentModel.initialize(manager, dataType, new Shape(1).addAll(inputShapes[0]));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(sampling.length()).addAll(inputShapes[0].slice(1))};
    }
}
