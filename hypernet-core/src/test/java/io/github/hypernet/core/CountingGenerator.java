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
package io.github.hypernet.core;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes rows of a matrix, and counts how often. */
final class CountingGenerator extends WeightGenerator {

    private final AtomicInteger runs = new AtomicInteger();
    private final Parameter rows = addWeight("rows", new Shape(4, 3), (m, s, t) -> m.ones(s));

    CountingGenerator() {
        super(3);
    }

    @Override
    public long countChunks(ParameterSpec parameter) {
        return parameter.shape().get(0);
    }

    @Override
    public NDList assemble(NDArray chunks, List<ParameterSpec> parameters) {
        return new NDList(chunks);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 4)};
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        runs.incrementAndGet();
        NDArray matrix = store.getValue(rows, inputs.head().getDevice(), training);
        return Linear.linear(inputs.head(), matrix);
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    protected String describe() {
        return "CountingGenerator";
    }

    int getRuns() {
        return runs.get();
    }
}
