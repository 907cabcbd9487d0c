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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small letters a to z that no person wrote: forms made for this project, each in the smooth curve
 * that a pen would take, and varied by chance in slant, size, proportions and form. They are for
 * trying things out where no real strokes are at hand.
 */
public final class SyntheticLetters {

    private static final String FORMS = "letters.svg";
    private static final float STEP = 7; // how far the pen goes from point to point
    private static final int FINE = 24; // pieces of a curve between two points of a form

    // standard deviations of what varies
    private static final float SLANT = 0.12f;
    private static final float STRETCH = 0.09f;
    private static final float FORM = 1.6f;
    private static final float TREMBLE = 0.25f;

    private final List<Drawing> forms;
    private final Random random;

    private SyntheticLetters(List<Drawing> forms, long seed) {
        this.forms = forms;
        random = new Random(seed);
    }

    /**
     * Makes letters, as many of each.
     *
     * @param seed the seed of what is random about them
     * @return the set {@code "synthetic-letters"}: 2,600 to train on, 260 for validation, 260 to
     *     test
     */
    public static DrawingSet make(long seed) {
        try (InputStream in = SyntheticLetters.class.getResourceAsStream(FORMS)) {
            SyntheticLetters letters = new SyntheticLetters(SvgFile.read(FORMS, in), seed);
            return new DrawingSet(
                    "synthetic-letters",
                    letters.ofEach(100),
                    letters.ofEach(10),
                    letters.ofEach(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Drawing> ofEach(int count) {
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < count; ++i) {
            forms.forEach(form -> drawings.add(vary(form)));
        }
        return drawings;
    }

    private Drawing vary(Drawing form) {
        float slant = vary(SLANT);
        float stretchX = 1 + vary(STRETCH);
        float stretchY = 1 + vary(STRETCH);
        List<float[][]> strokes = new ArrayList<>();
        for (float[][] stroke : form.strokes()) {
            float[][] knots = new float[stroke.length][];
            for (int i = 0; i < knots.length; ++i) {
                float x = stroke[i][0] + vary(FORM);
                float y = stroke[i][1] + vary(FORM);
                knots[i] = new float[] {stretchX * (x - slant * (y - 100)), stretchY * y};
            }
            float[][] points = evenlySpaced(curve(knots));
            for (float[] point : points) {
                point[0] += vary(TREMBLE);
                point[1] += vary(TREMBLE);
            }
            strokes.add(points);
        }
        return Drawing.ofStrokes(strokes);
    }

    private float vary(float deviation) {
        return deviation * (float) random.nextGaussian();
    }

    /** Returns many points of the smooth curve through some (a Catmull-Rom spline). */
    private static float[][] curve(float[][] knots) {
        List<float[]> points = new ArrayList<>();
        points.add(knots[0]);
        for (int i = 0; i + 1 < knots.length; ++i) {
            float[] before = knots[Math.max(0, i - 1)];
            float[] begin = knots[i];
            float[] end = knots[i + 1];
            float[] after = knots[Math.min(knots.length - 1, i + 2)];
            for (int piece = 1; piece <= FINE; ++piece) {
                float t = (float) piece / FINE;
                points.add(
                        new float[] {
                            between(before[0], begin[0], end[0], after[0], t),
                            between(before[1], begin[1], end[1], after[1], t)
                        });
            }
        }
        return points.toArray(float[][]::new);
    }

    private static float between(float before, float begin, float end, float after, float t) {
        float linear = end - before;
        float square = 2 * before - 5 * begin + 4 * end - after;
        float cube = 3 * begin - before - 3 * end + after;
        return begin + t * (linear + t * (square + t * cube)) / 2;
    }

    /** Returns points of a curve that are about a step apart, both ends among them. */
    private static float[][] evenlySpaced(float[][] curve) {
        float length = 0;
        for (int i = 1; i < curve.length; ++i) {
            length += distance(curve[i - 1], curve[i]);
        }
        int steps = Math.round(length / STEP);
        List<float[]> points = new ArrayList<>();
        points.add(curve[0].clone());
        float gone = 0;
        for (int i = 1; i < curve.length && points.size() < steps; ++i) {
            gone += distance(curve[i - 1], curve[i]);
            if (gone >= points.size() * length / steps) {
                points.add(curve[i].clone());
            }
        }
        if (curve.length > 1) {
            points.add(curve[curve.length - 1].clone());
        }
        return points.toArray(float[][]::new);
    }

    private static float distance(float[] from, float[] to) {
        return (float) Math.hypot(to[0] - from[0], to[1] - from[1]);
    }
}
