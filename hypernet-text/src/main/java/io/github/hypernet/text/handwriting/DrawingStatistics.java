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

import ai.djl.util.Preconditions;

import java.util.List;
import java.util.Locale;

/**
 * What a model knows of the drawings it was trained on: how large their offsets are, by which they
 * are normalised, and how many points they have.
 *
 * @param deviation the standard deviation of the offsets dx and dy, all together, without the first
 *     points'
 * @param length the median number of points of a drawing
 */
public record DrawingStatistics(float deviation, int length) {

    private static final double MOST_TIMES_USUAL = 1e6;

    /**
     * Creates statistics.
     *
     * @param deviation the standard deviation of the offsets, positive
     * @param length the median number of points of a drawing, positive
     * @throws IllegalArgumentException if one is out of its range
     */
    public DrawingStatistics {
        Preconditions.checkArgument(
                deviation > 0 && Float.isFinite(deviation),
                "The standard deviation of the offsets must be positive and finite, got "
                        + deviation);
        Preconditions.checkArgument(
                length > 0, "The number of points of a drawing must be positive, got " + length);
    }

    /**
     * Computes the statistics of drawings.
     *
     * @param drawings the drawings to train on
     * @return their statistics
     * @throws IllegalArgumentException if there are none, their offsets are all equal, or one is a
     *     million times the usual one
     */
    public static DrawingStatistics of(List<Drawing> drawings) {
        double sum = 0;
        double squares = 0;
        long count = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (Drawing drawing : drawings) {
            for (int i = 1; i < drawing.size(); ++i) {
                StrokePoint point = drawing.get(i);
                sum += (double) point.dx() + point.dy();
                squares += (double) point.dx() * point.dx() + (double) point.dy() * point.dy();
                count += 2;
                least = Math.min(least, Math.min(point.dx(), point.dy()));
                most = Math.max(most, Math.max(point.dx(), point.dy()));
            }
        }
        double mean = sum / count;
        float deviation = (float) Math.sqrt(squares / count - mean * mean);
        if (!(most > least && deviation > 0)) {
            throw new IllegalArgumentException(
                    "There is nothing to learn in the drawings: " + sameness(count, least, most));
        }
        refuseOutliers(drawings);
        int[] sizes = drawings.stream().mapToInt(Drawing::size).sorted().toArray();
        return new DrawingStatistics(deviation, sizes[sizes.length / 2]);
    }

    /** Refuses an offset beside which all others are as good as zero. */
    private static void refuseOutliers(List<Drawing> drawings) {
        double logs = 0;
        long count = 0;
        double largest = 0;
        Drawing farthest = null;
        for (Drawing drawing : drawings) {
            for (int i = 1; i < drawing.size(); ++i) {
                StrokePoint point = drawing.get(i);
                double length = Math.hypot(point.dx(), point.dy());
                if (length > 0) {
                    logs += Math.log(length);
                    ++count;
                }
                if (length > largest) {
                    largest = length;
                    farthest = drawing;
                }
            }
        }
        double usual = Math.exp(logs / count); // the geometric mean
        if (largest > MOST_TIMES_USUAL * usual) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: it goes %.3g from one point to the next, where %.3g is usual in"
                                    + " these drawings: leave it out, or mend it",
                            farthest.getPlace(),
                            largest,
                            usual));
        }
    }

    /** Returns in what way all offsets are the same. */
    private static String sameness(long count, float least, float most) {
        if (count == 0) {
            return "each has a single point";
        }
        if (least == 0 && most == 0) {
            return "all points of each lie in one place";
        }
        if (least == most) {
            return String.format(
                    Locale.ROOT,
                    "from each point to the next it is (%s, %s), so the offsets have no deviation",
                    least,
                    most);
        }
        return String.format(
                Locale.ROOT, "the offsets, from %s to %s, are as good as equal", least, most);
    }
}
