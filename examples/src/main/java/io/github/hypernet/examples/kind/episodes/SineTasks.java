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
package io.github.hypernet.examples.kind.episodes;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Batchifier;
import ai.djl.util.Progress;
import ai.djl.util.RandomUtils;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tasks of few-shot regression (Finn, Abbeel, Levine, "Model-agnostic meta-learning for fast
 * adaptation of deep networks", ICML 2017, arXiv 1703.03400): each is a sine of its own.
 *
 * <pre>
 *   y = A sin(x + p),   A uniform in 0.1..5,   p in 0..pi,   x in -5..5
 * </pre>
 *
 * <p>A batch holds the places of the queries x {@code [E, Q, 1]} and the support sets, pairs (x, y)
 * {@code [E, K, 2]}; its labels are the queries' y {@code [E, Q, 1]}.
 *
 * @param episodes the tasks of a batch, E
 * @param batches how many batches there are
 * @param shots the points of a support set, K
 * @param queries the queries of a task, Q
 * @param seed what all batches follow from, the same in each pass; empty to draw each anew by DJL's
 *     random numbers
 */
record SineTasks(int episodes, int batches, int shots, int queries, OptionalLong seed)
        implements Dataset {

    /** Places are from -FARTHEST to FARTHEST. */
    static final double FARTHEST = 5;

    private static final double LEAST_AMPLITUDE = 0.1;
    private static final double LARGEST_AMPLITUDE = 5;

    /** A task. */
    record Sine(double amplitude, double phase) {

        static Sine draw(Random random) {
            double range = LARGEST_AMPLITUDE - LEAST_AMPLITUDE;
            return new Sine(
                    LEAST_AMPLITUDE + range * random.nextDouble(), Math.PI * random.nextDouble());
        }

        double at(double x) {
            return amplitude * Math.sin(x + phase);
        }
    }

    @Override
    public Iterable<Batch> getData(NDManager manager) {
        return () -> {
            Supplier<Random> source = source();
            Iterator<Integer> numbers = IntStream.range(0, batches).iterator();
            return new Iterator<>() {

                @Override
                public boolean hasNext() {
                    return numbers.hasNext();
                }

                @Override
                public Batch next() {
                    return draw(source.get(), manager.newSubManager(), numbers.next());
                }
            };
        };
    }

    /** Returns what a batch is drawn by: one source for all, or one each. */
    private Supplier<Random> source() {
        if (seed.isPresent()) {
            Random random = new Random(seed.getAsLong());
            return () -> random;
        }
        return () -> new Random(RandomUtils.nextInt());
    }

    private Batch draw(Random random, NDManager manager, int number) {
        float[] places = new float[episodes * queries];
        float[] values = new float[episodes * queries];
        float[] support = new float[2 * episodes * shots];
        for (int episode = 0; episode < episodes; ++episode) {
            Sine sine = Sine.draw(random);
            for (int i = episode * shots; i < (episode + 1) * shots; ++i) {
                double x = place(random);
                support[2 * i] = (float) x;
                support[2 * i + 1] = (float) sine.at(x);
            }
            for (int i = episode * queries; i < (episode + 1) * queries; ++i) {
                double x = place(random);
                places[i] = (float) x;
                values[i] = (float) sine.at(x);
            }
        }
        Shape shape = new Shape(episodes, queries, 1);
        NDList data =
                new NDList(
                        manager.create(places, shape),
                        manager.create(support, new Shape(episodes, shots, 2)));
        return new Batch(
                manager,
                data,
                new NDList(manager.create(values, shape)),
                episodes,
                Batchifier.STACK,
                Batchifier.STACK,
                (number + 1L) * episodes,
                (long) batches * episodes);
    }

    private static double place(Random random) {
        return FARTHEST * (2 * random.nextDouble() - 1);
    }

    @Override
    public void prepare(Progress progress) {
        // nothing to read
    }
}
