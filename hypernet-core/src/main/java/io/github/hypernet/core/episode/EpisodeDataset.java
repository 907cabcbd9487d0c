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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Preconditions;
import ai.djl.util.Progress;
import ai.djl.util.RandomUtils;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Episodes of few-shot classification (Vinyals et al. 2016, "Matching Networks for One Shot
 * Learning"), drawn from labelled data: each has N classes (ways), a support set of K items (shots)
 * of each, and Q other items of each (queries) to be classified.
 *
 * <p>A batch has E episodes, axis 0 of all its arrays, by which it splits:
 *
 * <ul>
 *   <li>data: the queries {@code [E, N * Q, ...]}, the support sets {@code [E, S, ...]}, and their
 *       labels {@code [E, S]}
 *   <li>labels: those of the queries, {@code [E, N * Q]}
 * </ul>
 *
 * <p>A label is a class's place in the episode, 0 to N - 1, as a float. S is N * K; where the shots
 * are {@linkplain Builder#optShots unequal} it is N times the most, and the places of those that
 * are missing hold zeros with the label -1.
 *
 * <p>In an episode no class and no item comes twice. Items that are equal by value but stand in two
 * rows are two.
 */
public final class EpisodeDataset implements Dataset {

    private final LabeledRows rows;
    private final EpisodeShape episode;
    private final int episodes;
    private final int batches;
    private final Long seed;

    private EpisodeDataset(Builder builder) {
        Preconditions.checkArgument(builder.data != null, "setData is missing");
        requirePositive("ways", "setWays", builder.ways);
        requirePositive("least shots", "setShots or optShots", builder.leastShots);
        requirePositive("queries", "setQueries", builder.queries);
        requirePositive("episodes of a batch", "setEpisodes", builder.episodes);
        requirePositive("batches", "setBatches", builder.batches);
        Preconditions.checkArgument(
                builder.mostShots >= builder.leastShots,
                "The most shots must be at least the least, "
                        + builder.leastShots
                        + ", got "
                        + builder.mostShots);
        episode =
                new EpisodeShape(
                        builder.ways, builder.leastShots, builder.mostShots, builder.queries);
        rows = new LabeledRows(builder.data, builder.labels, builder.classNames);
        rows.requireClasses(episode.ways());
        rows.requireItems(episode.mostShots(), episode.queries());
        episodes = builder.episodes;
        batches = builder.batches;
        seed = builder.seed;
    }

    private static void requirePositive(String what, String setter, int value) {
        Preconditions.checkArgument(
                value > 0, "The " + what + " must be positive (" + setter + "), got " + value);
    }

    /**
     * Returns the shapes of a batch's data, such as a model is initialized with.
     *
     * @return the shapes of the queries, the support sets and their labels
     */
    public Shape[] getInputShapes() {
        Shape item = rows.getItemShape();
        return new Shape[] {
            new Shape(episodes, episode.queryCount()).addAll(item),
            new Shape(episodes, episode.supportSize()).addAll(item),
            new Shape(episodes, episode.supportSize())
        };
    }

    /** {@inheritDoc} */
    @Override
    public void prepare(Progress progress) {
        // the items are there
    }

    /**
     * Returns the batches of an epoch. Each is on the manager's device, and drawn when it is asked
     * for.
     *
     * @param manager the parent of the batches' managers
     * @return the batches
     */
    @Override
    public Iterable<Batch> getData(NDManager manager) {
        return () -> {
            Random random = seed == null ? RandomUtils.RANDOM : new Random(seed);
            return new Batches(manager, random);
        };
    }

    private final class Batches implements Iterator<Batch> {

        private final NDManager manager;
        private final Random random;
        private int done;

        Batches(NDManager manager, Random random) {
            this.manager = manager;
            this.random = random;
        }

        @Override
        public boolean hasNext() {
            return done < batches;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The epoch has " + batches + " batches");
            }
            EpisodeBatch batch = new EpisodeBatch(rows, episode, episodes);
            for (int i = 0; i < episodes; ++i) {
                batch.draw(i, random);
            }
            return batch.toBatch(manager.newSubManager(), ++done, batches);
        }
    }

    /**
     * Returns a builder.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EpisodeDataset}. */
    public static final class Builder {

        private NDArray data;
        private int[] labels;
        private List<String> classNames = List.of();
        private int ways;
        private int leastShots;
        private int mostShots;
        private int queries;
        private int episodes;
        private int batches;
        private Long seed;

        private Builder() {}

        /**
         * Sets the items and the class of each. They are copied to the host; the array may be
         * closed once the dataset is built.
         *
         * @param data the items, {@code [n, ...]}, made {@link DataType#FLOAT32}
         * @param labels the class of each, n numbers from 0 on; a number without items is no class
         * @return this builder
         */
        public Builder setData(NDArray data, int[] labels) {
            this.data = data;
            this.labels = labels.clone();
            return this;
        }

        /**
         * Sets what the classes are called in messages (default, and for a class without a name:
         * its number).
         *
         * @param classNames the names, by the classes' numbers
         * @return this builder
         */
        public Builder optClassNames(List<String> classNames) {
            this.classNames = List.copyOf(classNames);
            return this;
        }

        /**
         * Sets the classes of an episode.
         *
         * @param ways the number of classes, N, positive
         * @return this builder
         */
        public Builder setWays(int ways) {
            this.ways = ways;
            return this;
        }

        /**
         * Sets the items of each class in the support set.
         *
         * @param shots the number of items, K, positive
         * @return this builder
         */
        public Builder setShots(int shots) {
            return optShots(shots, shots);
        }

        /**
         * Sets between which numbers of items in the support set each class of each episode draws
         * its own, all with the same chance; in place of {@link #setShots}.
         *
         * @param least the least number, positive
         * @param most the most
         * @return this builder
         */
        public Builder optShots(int least, int most) {
            leastShots = least;
            mostShots = most;
            return this;
        }

        /**
         * Sets the items of each class that are to be classified.
         *
         * @param queries the number of items, Q, positive
         * @return this builder
         */
        public Builder setQueries(int queries) {
            this.queries = queries;
            return this;
        }

        /**
         * Sets the size of a batch.
         *
         * @param episodes the episodes of a batch, E, positive
         * @return this builder
         */
        public Builder setEpisodes(int episodes) {
            this.episodes = episodes;
            return this;
        }

        /**
         * Sets the length of an epoch.
         *
         * @param batches the batches of an epoch, positive
         * @return this builder
         */
        public Builder setBatches(int batches) {
            this.batches = batches;
            return this;
        }

        /**
         * Gives the dataset a seed of its own: each epoch has the same episodes, on any engine, and
         * no other random number is drawn, as an evaluation needs it. Default: all is drawn from
         * DJL's {@link RandomUtils}, which a training seeds.
         *
         * @param seed the seed
         * @return this builder
         */
        public Builder optSeed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Builds the dataset.
         *
         * @return the dataset
         * @throws IllegalArgumentException if a number is missing or not positive, a label or the
         *     number of labels is wrong, there are fewer classes than ways, or a class has fewer
         *     items than an episode takes; the message names the class
         */
        public EpisodeDataset build() {
            return new EpisodeDataset(this);
        }
    }
}
