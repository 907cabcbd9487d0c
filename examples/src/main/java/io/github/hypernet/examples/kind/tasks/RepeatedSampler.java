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

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.util.RandomUtils;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Draws so many batches of samples, all full: in random order, and again in another one whenever
 * all were drawn.
 *
 * @param samples how many samples there are
 * @param steps the batches
 * @param batchSize the samples of a batch
 */
record RepeatedSampler(int samples, int steps, int batchSize) implements Sampler {

    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
        Random random = new Random(RandomUtils.nextInt());
        Iterator<Long> drawn =
                Stream.generate(() -> shuffled(random)).flatMap(List::stream).iterator();
        return Stream.generate(() -> batch(drawn)).limit(steps).iterator();
    }

    private List<Long> shuffled(Random random) {
        List<Long> order = LongStream.range(0, samples).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        return order;
    }

    private List<Long> batch(Iterator<Long> drawn) {
        List<Long> batch = new ArrayList<>(batchSize);
        for (int i = 0; i < batchSize; ++i) {
            batch.add(drawn.next());
        }
        return batch;
    }

    @Override
    public int getBatchSize() {
        return batchSize;
    }
}
