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
package io.github.hypernet.core.episode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;

import java.util.Arrays;
import java.util.Random;

/** A batch of episodes while it is drawn. */
final class EpisodeBatch {

    private final LabeledRows rows;
    private final EpisodeShape episode;
    private final int episodes;
    private final float[] query;
    private final float[] queryLabels;
    private final float[] support;
    private final float[] supportLabels;

    EpisodeBatch(LabeledRows rows, EpisodeShape episode, int episodes) {
        this.rows = rows;
        this.episode = episode;
        this.episodes = episodes;
        queryLabels = new float[episodes * episode.queryCount()];
        query = new float[queryLabels.length * rows.getItemSize()];
        supportLabels = new float[episodes * episode.supportSize()];
        support = new float[supportLabels.length * rows.getItemSize()];
        Arrays.fill(supportLabels, -1);
    }

    /** Draws the episode of a place in the batch. */
    void draw(int place, Random random) {
        int[] classes = draw(rows.getClassCount(), episode.ways(), random);
        for (int label = 0; label < classes.length; ++label) {
            int[] ofClass = rows.getRows(classes[label]);
            int shots = drawShots(random);
            int[] drawn = draw(ofClass.length, shots + episode.queries(), random);
            int supportPlace = place * episode.supportSize() + label * episode.mostShots();
            for (int i = 0; i < shots; ++i) {
                rows.copy(ofClass[drawn[i]], support, supportPlace + i);
                supportLabels[supportPlace + i] = label;
            }
            int queryPlace = place * episode.queryCount() + label * episode.queries();
            for (int i = 0; i < episode.queries(); ++i) {
                rows.copy(ofClass[drawn[shots + i]], query, queryPlace + i);
                queryLabels[queryPlace + i] = label;
            }
        }
    }

    private int drawShots(Random random) {
        int span = episode.mostShots() - episode.leastShots() + 1;
        return episode.leastShots() + (span > 1 ? random.nextInt(span) : 0);
    }

    /** Draws different numbers, in any order, by the first steps of a Fisher-Yates shuffle. */
    private static int[] draw(int bound, int count, Random random) {
        int[] numbers = new int[bound];
        Arrays.setAll(numbers, i -> i);
        for (int i = 0; i < count; ++i) {
            int other = i + random.nextInt(bound - i);
            int number = numbers[other];
            numbers[other] = numbers[i];
            numbers[i] = number;
        }
        return Arrays.copyOf(numbers, count);
    }

    Batch toBatch(NDManager manager, int progress, int total) {
        Shape item = rows.getItemShape();
        Shape ofQueries = new Shape(episodes, episode.queryCount());
        Shape ofSupport = new Shape(episodes, episode.supportSize());
        return new Batch(
                manager,
                new NDList(
                        manager.create(query, ofQueries.addAll(item)),
                        manager.create(support, ofSupport.addAll(item)),
                        manager.create(supportLabels, ofSupport)),
                new NDList(manager.create(queryLabels, ofQueries)),
                episodes,
                Batchifier.STACK,
                Batchifier.STACK,
                progress,
                total);
    }
}
