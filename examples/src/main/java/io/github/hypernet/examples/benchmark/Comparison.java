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
package io.github.hypernet.examples.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times several pieces of work in turn, so that what disturbs the machine disturbs them all. */
public final class Comparison {

    /**
     * The first rounds are slow in the engine, and for seconds while Java compiles its own part.
     */
    private static final int WARM_UP_ROUNDS = 3;

    private static final double WARM_UP_SECONDS = 20;

    private final int rounds;
    private final long items;
    private final String unit;
    private final Map<String, Runnable> work = new LinkedHashMap<>();

    /**
     * Creates a comparison of nothing.
     *
     * @param rounds how often to time each piece of work, after a warm-up
     * @param items what a piece of work handles, such as the images of a batch
     * @param unit what the items are
     */
    public Comparison(int rounds, long items, String unit) {
        this.rounds = rounds;
        this.items = items;
        this.unit = unit;
    }

    /**
     * Adds a piece of work; the first one is what the others are compared with.
     *
     * @param name what to call it
     * @param runnable the work
     * @return this
     */
    public Comparison add(String name, Runnable runnable) {
        work.put(name, runnable);
        return this;
    }

    /**
     * Runs all, and prints medians and ratios.
     *
     * @param what what the work is, such as "inference"
     * @return the medians in milliseconds, by name
     */
    public Map<String, Double> print(String what) {
        double warm = System.nanoTime() + WARM_UP_SECONDS * 1e9;
        for (int round = 0; round < WARM_UP_ROUNDS || System.nanoTime() < warm; ++round) {
            work.values().forEach(Runnable::run);
        }
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; ++round) {
            for (Map.Entry<String, Runnable> piece : work.entrySet()) {
                long start = System.nanoTime();
                piece.getValue().run();
                double milliseconds = (System.nanoTime() - start) / 1e6;
                times.computeIfAbsent(piece.getKey(), name -> new ArrayList<>()).add(milliseconds);
            }
        }
        List<Double> first = times.values().iterator().next();
        times.forEach(
                (name, list) -> {
                    List<Double> ratios = new ArrayList<>();
                    for (int i = 0; i < rounds; ++i) {
                        ratios.add(list.get(i) / first.get(i));
                    }
                    System.out.printf(
                            Locale.ROOT,
                            "%-13s  %-26s %10.2f ms %,10.0f %s/s  ratio %.3f (median of rounds %.3f)%n",
                            what,
                            name,
                            Medians.of(list),
                            1e3 * items / Medians.of(list),
                            unit,
                            Medians.of(list) / Medians.of(first),
                            Medians.of(ratios));
                });
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, list) -> medians.put(name, Medians.of(list)));
        return medians;
    }
}
