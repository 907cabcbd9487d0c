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

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Batchifier;
import ai.djl.util.Preconditions;
import ai.djl.util.Progress;
import ai.djl.util.RandomUtils;

import io.github.hypernet.text.BatchIterator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Drawings as batches, of about equal lengths so that there is little padding.
 *
 * <ul>
 *   <li>data: points but the last, {@code [B, T, 3]}: dx, dy in deviations of the offsets, 1 where
 *       the pen is lifted, else 0
 *   <li>labels: points but the first, {@code [B, T, 4]}: the same, and the point's weight for
 *       {@link MixtureDensityLoss}, 0 where there is none
 * </ul>
 *
 * <p>The weights make the loss the mean over the batch's points; {@link Batch#getSize} is their
 * number. Where a drawing begins is no part of it: its first offset is (0, 0) here. A drawing of a
 * single point has nothing to predict, and is left out. So are the points at which the pen rests
 * before its first move: from a state of zeros and an input of zeros nothing varies, and layer
 * normalisation makes gradients some hundred times larger at each of them.
 *
 * <p>A batch splits by drawings. Its indices are the {@link Drawing}s themselves.
 */
public final class StrokeBatches implements Dataset {

    // how much of its length a drawing may be moved away from those of equal length
    private static final float DISORDER = 0.04f;

    // a pen that goes no farther between two points, in deviations, rests
    private static final float REST = 1e-6f;

    private final List<Drawing> drawings; // the longest first
    private final float deviation;
    private final int batchSize;
    private final boolean shuffled;
    private final float scaling;

    private StrokeBatches(
            List<Drawing> drawings,
            float deviation,
            int batchSize,
            boolean shuffled,
            float scaling) {
        Preconditions.checkArgument(
                batchSize > 0, "The batch size must be positive, got " + batchSize);
        Preconditions.checkArgument(
                scaling >= 0 && scaling < 1,
                "The random scaling must be at least 0 and below 1, got " + scaling);
        this.drawings =
                drawings.stream()
                        .map(drawing -> drawing.fromFirstMove(REST * deviation))
                        .filter(drawing -> drawing.size() > 1)
                        .sorted(Comparator.comparingInt(drawing -> -drawing.size()))
                        .toList();
        Preconditions.checkArgument(
                !this.drawings.isEmpty(),
                "There is nothing to predict: none of the drawings has two points or more");
        this.deviation = deviation;
        this.batchSize = batchSize;
        this.shuffled = shuffled;
        this.scaling = scaling;
    }

    /**
     * Makes batches to train on: in each epoch other ones, in another order, all from DJL's {@code
     * RandomUtils}.
     *
     * @param drawings the drawings
     * @param deviation the standard deviation of the offsets, which divides them
     * @param batchSize the most drawings of a batch
     * @param scaling each drawing is stretched in x and in y by random factors from {@code 1 -
     *     scaling} to {@code 1 + scaling}; the paper takes 0.1
     * @return the batches
     * @throws IllegalArgumentException if a number is out of its range, or no drawing has two
     *     points
     */
    public static StrokeBatches forTraining(
            List<Drawing> drawings, float deviation, int batchSize, float scaling) {
        return new StrokeBatches(drawings, deviation, batchSize, true, scaling);
    }

    /**
     * Makes batches to evaluate on: each drawing as it is, the longest first.
     *
     * @param drawings the drawings
     * @param deviation the standard deviation of the offsets, which divides them
     * @param batchSize the most drawings of a batch
     * @return the batches
     * @throws IllegalArgumentException if the batch size is not positive, or no drawing has two
     *     points
     */
    public static StrokeBatches forEvaluation(
            List<Drawing> drawings, float deviation, int batchSize) {
        return new StrokeBatches(drawings, deviation, batchSize, false, 0);
    }

    /**
     * Tells of the drawings of a batch those that may make its loss or its gradients not finite:
     * the longest, and the one with the largest offset.
     *
     * @param batch a batch of these
     * @return where they were read, and how long and how large they are, for a message
     */
    public String describe(Batch batch) {
        List<Drawing> group = batch.getIndices().stream().map(Drawing.class::cast).toList();
        Drawing longest = Collections.max(group, Comparator.comparingInt(Drawing::size));
        Drawing widest = Collections.max(group, Comparator.comparing(Drawing::largestOffset));
        return String.format(
                Locale.ROOT,
                "of its drawings the longest has %,d points (%s), the largest offset is %.3g"
                        + " deviations (%s)",
                longest.size(),
                longest.getPlace(),
                widest.largestOffset() / deviation,
                widest.getPlace());
    }

    /** {@return the number of batches} */
    public int getBatchCount() {
        return (drawings.size() - 1) / batchSize + 1;
    }

    /**
     * Returns how much of an epoch's batches is padding. It is measured on one epoch; in others it
     * is about the same.
     *
     * @return the share of the places of all batches where there is no point, from 0 to 1
     */
    public double getPadding() {
        long places = 0;
        long points = 0;
        for (List<Drawing> group : groups(new Random(1))) {
            places += (long) group.size() * steps(group);
            points += points(group);
        }
        return 1 - (double) points / places;
    }

    /** {@inheritDoc} */
    @Override
    public void prepare(Progress progress) {
        // the drawings are there
    }

    /**
     * Returns the batches of an epoch. Each is on the manager's device, and made when it is asked
     * for.
     *
     * @param manager the parent of the batches' managers
     * @return the batches
     */
    @Override
    public Iterable<Batch> getData(NDManager manager) {
        return () -> {
            List<List<Drawing>> groups = groups(RandomUtils.RANDOM);
            return new BatchIterator(
                    groups.size(), i -> batch(manager.newSubManager(), groups.get(i), i + 1));
        };
    }

    /** Cuts the drawings, sorted by length but for some disorder, into batches. */
    private List<List<Drawing>> groups(Random random) {
        List<Drawing> order = shuffled ? disordered(random) : drawings;
        List<List<Drawing>> groups = new ArrayList<>();
        for (int begin = 0; begin < order.size(); begin += batchSize) {
            groups.add(order.subList(begin, Math.min(begin + batchSize, order.size())));
        }
        if (shuffled) {
            Collections.shuffle(groups, random);
        }
        return groups;
    }

    private List<Drawing> disordered(Random random) {
        record Placed(Drawing drawing, float place) {}
        return drawings.stream()
                .map(
                        drawing -> {
                            float disorder = DISORDER * (2 * random.nextFloat() - 1);
                            return new Placed(drawing, drawing.size() * (1 + disorder));
                        })
                .sorted(Comparator.comparingDouble(placed -> -placed.place))
                .map(Placed::drawing)
                .toList();
    }

    /** Returns the time steps of a batch. */
    private static int steps(List<Drawing> group) {
        return group.stream().mapToInt(Drawing::size).max().orElseThrow() - 1;
    }

    /** Returns the points of a batch that are to be predicted. */
    private static int points(List<Drawing> group) {
        return group.stream().mapToInt(Drawing::size).sum() - group.size();
    }

    private Batch batch(NDManager manager, List<Drawing> group, int progress) {
        int steps = steps(group);
        int points = points(group);
        float weight = (float) group.size() / points;
        float[] data = new float[group.size() * steps * PointArray.SIZE];
        float[] labels = new float[group.size() * steps * PointArray.LABEL_SIZE];
        for (int row = 0; row < group.size(); ++row) {
            Drawing drawing = group.get(row);
            float scaleX = randomScale() / deviation;
            float scaleY = randomScale() / deviation;
            for (int i = 0; i < drawing.size(); ++i) {
                StrokePoint point = drawing.get(i);
                float dx = i == 0 ? 0 : point.dx() * scaleX;
                float dy = i == 0 ? 0 : point.dy() * scaleY;
                StrokePoint scaled = new StrokePoint(dx, dy, point.lifted());
                if (i < drawing.size() - 1) {
                    PointArray.put(data, PointArray.SIZE * (row * steps + i), scaled);
                }
                if (i > 0) {
                    int place = PointArray.LABEL_SIZE * (row * steps + i - 1);
                    PointArray.put(labels, place, scaled, weight);
                }
            }
        }
        return new Batch(
                manager,
                new NDList(manager.create(data, new Shape(group.size(), steps, PointArray.SIZE))),
                new NDList(
                        manager.create(
                                labels, new Shape(group.size(), steps, PointArray.LABEL_SIZE))),
                points,
                Batchifier.STACK,
                Batchifier.STACK,
                progress,
                getBatchCount(),
                group);
    }

    private float randomScale() {
        return scaling > 0 ? RandomUtils.nextFloat(1 - scaling, 1 + scaling) : 1;
    }
}
