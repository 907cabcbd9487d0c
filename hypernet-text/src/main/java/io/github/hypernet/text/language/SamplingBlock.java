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
package io.github.hypernet.text.language;

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

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Writes a text with a language model, symbol by symbol.
 *
 * <p>Input: the ids of a prompt, {@code [T]}, at least one. Output: the ids drawn, {@code
 * [length]}; as a stream, one at a time, {@code [1]}. With a {@link SamplingTranslator} it serves
 * DJL's {@code Predictor}:
 *
 * <pre>
 *   model.setBlock(new SamplingBlock(languageModel, Sampling.of(600, seed)));
 *   var predictor = model.newPredictor(new SamplingTranslator(vocabulary));
 *   predictor.streamingPredict("The ").getIterativeOutput().forEach(System.out::print);
 * </pre>
 */
public final class SamplingBlock extends AbstractBlock implements StreamingBlock {

    private static final byte VERSION = 1;

    private final LanguageModel languageModel;
    private final Sampling sampling;

    /**
     * Creates a block.
     *
     * @param languageModel the model to draw from
     * @param sampling how to draw
     */
    public SamplingBlock(LanguageModel languageModel, Sampling sampling) {
        super(VERSION);
        this.languageModel = addChildBlock("LanguageModel", languageModel);
        this.sampling = sampling;
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        int[] ids = new int[sampling.length()];
        try (SampleIterator<Integer> symbols = symbols(parameterStore, inputs.head())) {
            Arrays.setAll(ids, i -> symbols.next());
        }
        return new NDList(inputs.head().getManager().create(ids));
    }

    /** {@inheritDoc} */
    @Override
    public Iterator<NDList> forwardStreamIter(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDManager manager = inputs.head().getManager();
        SampleIterator<Integer> symbols = symbols(parameterStore, inputs.head());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return symbols.hasNext();
            }

            @Override
            public NDList next() {
                return new NDList(manager.create(new int[] {symbols.next()}));
            }
        };
    }

    private SampleIterator<Integer> symbols(ParameterStore store, NDArray prompt) {
        if (prompt.size() == 0) {
            throw new IllegalArgumentException("The prompt must have at least one symbol");
        }
        Random random = new Random(sampling.seed());
        return new SampleIterator<>(
                languageModel.newStepper(store, prompt.getManager(), 1),
                ids(prompt),
                sampling.length(),
                (manager, id) -> manager.create(new int[] {id}),
                scores -> sampling.draw(scores, random));
    }

    private static List<Integer> ids(NDArray prompt) {
        long[] ids = prompt.toType(DataType.INT64, false).toLongArray();
        return Arrays.stream(ids).mapToObj(id -> (int) id).toList();
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        languageModel.initialize(manager, dataType, new Shape(1, inputShapes[0].size()));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(sampling.length())};
    }
}
