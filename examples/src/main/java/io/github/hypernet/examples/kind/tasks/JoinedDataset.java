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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The batches of some datasets, one dataset after the other.
 *
 * @param parts the datasets
 */
record JoinedDataset(List<? extends Dataset> parts) implements Dataset {

    @Override
    public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
        List<Iterable<Batch>> batches = new ArrayList<>();
        for (Dataset part : parts) {
            batches.add(part.getData(manager));
        }
        return () -> new Joined(batches.iterator());
    }

    @Override
    public void prepare(Progress progress) throws IOException, TranslateException {
        for (Dataset part : parts) {
            part.prepare(progress);
        }
    }

    /** Goes through one after the other, which are opened when it is their turn. */
    private static final class Joined implements Iterator<Batch> {

        private final Iterator<Iterable<Batch>> rest;
        private Iterator<Batch> current = List.<Batch>of().iterator();

        Joined(Iterator<Iterable<Batch>> parts) {
            rest = parts;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && rest.hasNext()) {
                current = rest.next().iterator();
            }
            return current.hasNext();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}
