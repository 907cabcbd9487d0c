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
package io.github.hypernet.text;

import ai.djl.training.dataset.Batch;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * Batches that are made one by one, each when it is asked for: by {@link #next}, never by {@link
 * #hasNext}, for a training sets the seed of random numbers between the two.
 */
public final class BatchIterator implements Iterator<Batch> {

    private final int count;
    private final IntFunction<Batch> batches;
    private int next;

    /**
     * Creates an iterator.
     *
     * @param count the number of batches
     * @param batches makes a batch, given its place from 0
     */
    public BatchIterator(int count, IntFunction<Batch> batches) {
        this.count = count;
        this.batches = batches;
    }

    /** {@inheritDoc} */
    @Override
    public boolean hasNext() {
        return next < count;
    }

    /**
     * Makes the next batch.
     *
     * @throws NoSuchElementException if there are no more
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more batches");
        }
        return batches.apply(next++);
    }
}
