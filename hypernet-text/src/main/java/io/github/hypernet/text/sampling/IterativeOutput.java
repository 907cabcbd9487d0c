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

import ai.djl.inference.streaming.StreamingTranslator.StreamOutput;

import java.util.stream.Stream;

/**
 * What a predictor streams, computed while it is read.
 *
 * @param <T> the type of an element
 */
final class IterativeOutput<T> extends StreamOutput<Stream<T>> {

    private final Stream<T> elements;

    /**
     * Creates the output.
     *
     * @param elements the elements, computed while they are read
     */
    IterativeOutput(Stream<T> elements) {
        this.elements = elements;
    }

    /** {@inheritDoc} */
    @Override
    protected Stream<T> buildAsyncOutput() {
        throw new UnsupportedOperationException("Use getIterativeOutput()");
    }

    /** {@inheritDoc} */
    @Override
    protected void computeAsyncOutputInternal(Stream<T> output) {
        throw new UnsupportedOperationException("Use getIterativeOutput()");
    }

    /** {@inheritDoc} */
    @Override
    public Stream<T> getIterativeOutputInternal() {
        return elements;
    }
}
