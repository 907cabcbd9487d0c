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

import ai.djl.inference.streaming.StreamingTranslator;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslatorContext;

import java.util.stream.Stream;

/**
 * A translator for a {@link SamplingBlock}: with {@code predict} all of the sequence comes at once,
 * with {@code streamingPredict} each part as soon as it is drawn, by {@code getIterativeOutput()}.
 *
 * @param <I> the type of what the sequence begins with
 * @param <O> the type of a part of the sequence
 */
public abstract class IterativeTranslator<I, O> implements StreamingTranslator<I, Stream<O>> {

    /** Creates a translator. */
    protected IterativeTranslator() {}

    /**
     * Maps the block's outputs while they come. It closes each output that it has read.
     *
     * @param outputs the outputs, one element each
     * @return the parts of the sequence
     */
    protected abstract Stream<O> processOutputs(Stream<NDList> outputs);

    /** {@inheritDoc} */
    @Override
    public final StreamOutput<Stream<O>> processStreamOutput(
            TranslatorContext context, Stream<NDList> list) {
        return new IterativeOutput<>(processOutputs(list).onClose(list::close));
    }

    /** {@inheritDoc} */
    @Override
    public final Support getSupport() {
        return Support.ITERATIVE;
    }

    /** {@inheritDoc} */
    @Override
    public final Batchifier getBatchifier() {
        return null;
    }
}
