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
import java.util.function.UnaryOperator;

/**
 * Another dataset, once for each of several maps, with that map's answer to each batch. A batch is
 * mapped when it is asked for, so that random numbers that a map draws follow from the place in the
 * data.
 */
final class MappedDataset implements Dataset {

    private final Dataset source;
    private final List<UnaryOperator<Batch>> maps;

    /**
     * @param source the other dataset
     * @param maps one or more; each takes a batch and answers with one of the same manager
     */
    MappedDataset(Dataset source, List<UnaryOperator<Batch>> maps) {
        this.source = source;
        this.maps = List.copyOf(maps);
    }

    @Override
    public Iterable<Batch> getData(NDManager manager) throws IOException, TranslateException {
        List<Iterator<Batch>> passes = new ArrayList<>();
        for (UnaryOperator<Batch> ignored : maps) {
            passes.add(source.getData(manager).iterator());
        }
        return () -> new Passes(passes, maps);
    }

    @Override
    public void prepare(Progress progress) throws IOException, TranslateException {
        source.prepare(progress);
    }

    /** The batches of pass after pass. */
    private static final class Passes implements Iterator<Batch> {

        private final List<Iterator<Batch>> passes;
        private final List<UnaryOperator<Batch>> maps;
        private int current;

        Passes(List<Iterator<Batch>> passes, List<UnaryOperator<Batch>> maps) {
            this.passes = passes;
            this.maps = maps;
        }

        @Override
        public boolean hasNext() {
            while (current < passes.size() - 1 && !passes.get(current).hasNext()) {
                ++current;
            }
            return passes.get(current).hasNext();
        }

        @Override
        public Batch next() {
            hasNext();
            return maps.get(current).apply(passes.get(current).next());
        }
    }
}
