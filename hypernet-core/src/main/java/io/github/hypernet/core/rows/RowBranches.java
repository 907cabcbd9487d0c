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
package io.github.hypernet.core.rows;

import ai.djl.ndarray.NDList;
import ai.djl.nn.ParallelBlock;
import ai.djl.util.PairList;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Blocks beside each other: each takes all inputs, and a function combines their outputs.
 *
 * @param branches the blocks
 * @param function the function
 */
record RowBranches(List<RowLayer> branches, Function<List<NDList>, NDList> function)
        implements RowLayer {

    @Override
    public NDList forward(RowPass pass, NDList inputs, PairList<String, Object> params) {
        List<NDList> outputs = new ArrayList<>();
        for (RowLayer branch : branches) {
            outputs.add(branch.forward(pass, inputs, params));
        }
        return function.apply(outputs);
    }

    /** Reads the function of a block, which DJL keeps private; empty if it is not there. */
    @SuppressWarnings("unchecked") // the only type that ParallelBlock's constructors take
    static Optional<Function<List<NDList>, NDList>> functionOf(ParallelBlock block) {
        try {
            Field field = ParallelBlock.class.getDeclaredField("function");
            field.setAccessible(true);
            return Optional.of((Function<List<NDList>, NDList>) field.get(block));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
