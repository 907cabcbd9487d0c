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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A drawing of one or more pen strokes: points, each by its offset from the one before, in the
 * units of the data; x grows to the right, y downwards.
 *
 * <p>The first point's offset is from the origin: it says where the drawing lies, and models leave
 * it out. A drawing does not change.
 */
public final class Drawing {

    private final float[] offsets; // dx, dy of each point
    private final boolean[] lifted;
    private final String place; // where it was read; null if it was not

    private Drawing(float[] offsets, boolean[] lifted, String place) {
        this.offsets = offsets;
        this.lifted = lifted;
        this.place = place;
    }

    /**
     * Makes a drawing of points.
     *
     * @param points the points, at least one
     * @return the drawing
     * @throws IllegalArgumentException if there are no points, or one is at no finite place
     */
    public static Drawing of(List<StrokePoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A drawing has at least one point, got none");
        }
        float[] offsets = new float[2 * points.size()];
        boolean[] lifted = new boolean[points.size()];
        float x = 0;
        float y = 0;
        for (int i = 0; i < lifted.length; ++i) {
            StrokePoint point = points.get(i);
            if (!Float.isFinite(point.dx()) || !Float.isFinite(point.dy())) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "The offsets of a drawing are finite numbers, got (%s, %s) at"
                                        + " point %d",
                                point.dx(),
                                point.dy(),
                                i + 1));
            }
            x += point.dx();
            y += point.dy();
            if (!Float.isFinite(x) || !Float.isFinite(y)) {
                throw new IllegalArgumentException(
                        "The points of a drawing lie too far away, from point " + (i + 1) + " on");
            }
            offsets[2 * i] = point.dx();
            offsets[2 * i + 1] = point.dy();
            lifted[i] = point.lifted();
        }
        return new Drawing(offsets, lifted, null);
    }

    /**
     * Makes a drawing of strokes.
     *
     * @param strokes lines that the pen draws without being lifted, as points (x, y), none empty
     * @return the drawing
     * @throws IllegalArgumentException if there is no stroke, one is empty, or a coordinate is not
     *     finite
     */
    public static Drawing ofStrokes(List<float[][]> strokes) {
        List<StrokePoint> points = new ArrayList<>();
        float[] last = {0, 0};
        for (float[][] stroke : strokes) {
            if (stroke.length == 0) {
                throw new IllegalArgumentException("A stroke has at least one point, got none");
            }
            for (int i = 0; i < stroke.length; ++i) {
                float[] point = stroke[i];
                boolean lifted = i == stroke.length - 1;
                points.add(new StrokePoint(point[0] - last[0], point[1] - last[1], lifted));
                last = point;
            }
        }
        return of(points);
    }

    /**
     * Returns what every new drawing begins with: one point, at the origin, with the pen down.
     *
     * @return the drawing
     */
    public static Drawing start() {
        return of(List.of(new StrokePoint(0, 0, false)));
    }

    /** Returns this drawing, read at a place: a file, and what of it. */
    Drawing at(String where) {
        return new Drawing(offsets, lifted, where);
    }

    /** Returns where the drawing was read, for messages. */
    String getPlace() {
        return place == null ? "a drawing of " + this : place;
    }

    /**
     * Returns the drawing without the points at which the pen rests before its first move: they say
     * nothing of the drawing.
     *
     * @param most how far, in x and in y, a resting pen goes from a point to the next
     */
    Drawing fromFirstMove(float most) {
        int rest = 0;
        while (rest + 1 < size() && !lifted[rest] && stays(rest + 1, most)) {
            ++rest;
        }
        if (rest == 0) {
            return this;
        }
        float[] rests = Arrays.copyOfRange(offsets, 2 * rest, offsets.length);
        rests[0] = offsets[0];
        rests[1] = offsets[1];
        return new Drawing(rests, Arrays.copyOfRange(lifted, rest, size()), place);
    }

    /** Returns the largest dx or dy of a point but the first. */
    float largestOffset() {
        float largest = 0;
        for (int i = 2; i < offsets.length; ++i) {
            largest = Math.max(largest, Math.abs(offsets[i]));
        }
        return largest;
    }

    private boolean stays(int index, float most) {
        return Math.abs(offsets[2 * index]) <= most && Math.abs(offsets[2 * index + 1]) <= most;
    }

    /** {@return the number of points, at least one} */
    public int size() {
        return lifted.length;
    }

    /**
     * Returns a point.
     *
     * @param index its place, from 0
     * @return the point
     */
    public StrokePoint get(int index) {
        return new StrokePoint(offsets[2 * index], offsets[2 * index + 1], lifted[index]);
    }

    /** {@return the points in the order they were drawn} */
    public Stream<StrokePoint> points() {
        return IntStream.range(0, size()).mapToObj(this::get);
    }

    /**
     * Returns the strokes.
     *
     * @return lines that the pen draws without being lifted, as points (x, y), none empty
     */
    public List<float[][]> strokes() {
        List<float[][]> strokes = new ArrayList<>();
        float x = 0;
        float y = 0;
        int begin = 0;
        float[][] places = new float[size()][];
        for (int i = 0; i < size(); ++i) {
            x += offsets[2 * i];
            y += offsets[2 * i + 1];
            places[i] = new float[] {x, y};
            if (lifted[i] || i == size() - 1) {
                strokes.add(Arrays.copyOfRange(places, begin, i + 1));
                begin = i + 1;
            }
        }
        return strokes;
    }

    /**
     * Returns this drawing with more points after it.
     *
     * @param points the points
     * @return the longer drawing
     * @throws IllegalArgumentException if an offset is not finite
     */
    public Drawing append(List<StrokePoint> points) {
        return of(Stream.concat(points(), points.stream()).toList());
    }

    /** Returns whether another object is a drawing of the same points. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Drawing drawing
                && Arrays.equals(offsets, drawing.offsets)
                && Arrays.equals(lifted, drawing.lifted);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(lifted);
    }

    /** Returns the numbers of points and strokes. */
    @Override
    public String toString() {
        return size() + " points in " + strokes().size() + " strokes";
    }
}
