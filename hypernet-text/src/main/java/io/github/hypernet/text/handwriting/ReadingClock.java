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
package io.github.hypernet.text.handwriting;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The clock of a pen's readings: how long it is from one to the next, and how many are missing
 * where it is longer.
 *
 * <p>Times are rounded, those of IAM-OnDB to hundredths of a second, where readings come every 5 to
 * 30 ms. So a single interval says little: it is told from the mean over all strokes, gaps left
 * out, and a gap's length from the readings before and after it, whose roundings cancel out. A gap
 * that rounding alone might make is none.
 */
final class ReadingClock {

    private static final int WINDOW = 16; // readings before and after a gap
    private static final double GAP = 1.5; // periods
    private static final int LONGEST_GAP = 10; // a longer one is a pen that rests
    private static final int ROUNDS = 12;
    private static final int WIDE_ROUNDS = 4;

    private final double resolution;
    private final double period;

    private ReadingClock(double resolution, double period) {
        this.resolution = resolution;
        this.period = period;
    }

    /**
     * Finds the clock of a line.
     *
     * @param strokes the times of the readings of each stroke
     */
    static ReadingClock of(List<double[]> strokes) {
        double resolution = resolution(strokes);
        double[] intervals =
                strokes.stream()
                        .flatMapToDouble(
                                times ->
                                        IntStream.range(1, times.length)
                                                .mapToDouble(i -> times[i] - times[i - 1]))
                        .filter(interval -> interval >= 0)
                        .toArray();
        double[] positive = Arrays.stream(intervals).filter(d -> d > 0).sorted().toArray();
        if (positive.length == 0) {
            return new ReadingClock(resolution, 0);
        }
        ReadingClock clock = new ReadingClock(resolution, positive[(positive.length - 1) / 2]);
        for (int round = 0; round < ROUNDS; ++round) {
            ReadingClock last = clock;
            // the median may be off by nearly the resolution: gaps are told generously at first
            DoublePredicate isGap =
                    round < WIDE_ROUNDS
                            ? interval -> interval > GAP * last.period + last.resolution
                            : last::isGap;
            double mean =
                    Arrays.stream(intervals).filter(isGap.negate()).average().orElse(last.period);
            clock = new ReadingClock(resolution, mean);
        }
        return clock;
    }

    /** Returns what the times are multiples of, a power of ten; 0 if it is below 1e-6. */
    private static double resolution(List<double[]> strokes) {
        for (int scale = 1; scale <= 1_000_000; scale *= 10) {
            double unit = scale;
            boolean fits =
                    strokes.stream()
                            .flatMapToDouble(Arrays::stream)
                            .allMatch(
                                    time -> Math.abs(time * unit - Math.rint(time * unit)) < 1e-4);
            if (fits) {
                return 1 / unit;
            }
        }
        return 0;
    }

    /** Returns whether an interval is longer than rounding can make one without a gap. */
    private boolean isGap(double interval) {
        return interval > Math.max(period + 0.95 * resolution, GAP * period);
    }

    /**
     * Returns how many readings are missing before one of a stroke; none where the pen rests.
     *
     * @param times the times of the stroke
     * @param index the reading's place, at least 1
     */
    int missing(double[] times, int index) {
        double interval = times[index] - times[index - 1];
        if (period <= 0 || !isGap(interval)) {
            return 0;
        }
        double length = phase(times, index, 1) - phase(times, index - 1, -1);
        length = Math.max(interval - resolution, Math.min(interval + resolution, length));
        long periods = Math.round(length / period);
        return length > GAP * period && periods <= LONGEST_GAP ? (int) periods - 1 : 0;
    }

    /** Returns the time of a reading as it and those after, or before, tell it together. */
    private double phase(double[] times, int index, int direction) {
        double earliest = Double.POSITIVE_INFINITY;
        double latest = Double.NEGATIVE_INFINITY;
        for (int i = index; i >= 0 && i < times.length; i += direction) {
            boolean ends = Math.abs(i - index) == WINDOW;
            if (i != index && (ends || isGap(Math.abs(times[i] - times[i - direction])))) {
                break;
            }
            double time = times[i] - period * (i - index);
            earliest = Math.min(earliest, time);
            latest = Math.max(latest, time);
        }
        return (earliest + latest) / 2;
    }
}
