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
package io.github.hypernet.text.language;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Batchifier;
import ai.djl.util.Preconditions;
import ai.djl.util.Progress;

import io.github.hypernet.text.BatchIterator;

import java.util.Locale;

/**
 * A text as batches for truncated backpropagation through time.
 *
 * <p>The predictions of a text, a symbol from those before it, are cut into {@code batchSize} rows,
 * contiguous stretches of one length. A batch is a window over all rows; in the next batch each row
 * reads on where it stopped, with the state that a {@link
 * io.github.hypernet.core.training.InitialState} carries.
 *
 * <ul>
 *   <li>data: ids, int32 {@code [batchSize, length]}
 *   <li>labels: the ids that come next, float32 {@code [batchSize, length]}
 * </ul>
 *
 * <p>The last window may be shorter. {@link Batch#getSize} is the number of a batch's predictions,
 * so that a mean over the batches, weighted by it, is one over the predictions. A batch splits by
 * rows. There is no randomness.
 */
public final class TextBatches implements Dataset {

    /** The label of a cell that is past the end of the text. */
    public static final int PADDING = -1;

    private final int[] ids;
    private final int batchSize;
    private final int length;
    private final int rowLength;

    private TextBatches(int[] ids, int batchSize, int length, boolean all) {
        Preconditions.checkArgument(
                batchSize > 0 && length > 0,
                "Batch size and length must be positive, got " + batchSize + " and " + length);
        int predictions = ids.length - 1;
        if (predictions < batchSize) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "A text of %,d symbol(s) is too short for %,d rows, which take %,d at"
                                    + " least: %s",
                            ids.length,
                            batchSize,
                            batchSize + 1L,
                            predictions > 0
                                    ? "use a batch size of at most " + predictions
                                    : "use a longer text"));
        }
        this.ids = ids;
        this.batchSize = batchSize;
        this.length = length;
        rowLength = predictions / batchSize + (all && predictions % batchSize > 0 ? 1 : 0);
    }

    /**
     * Makes batches to train on: all rows are full, and the last predictions of the text, fewer
     * than {@code batchSize}, are left out.
     *
     * @param ids the text, at least {@code batchSize + 1} ids; it is not copied
     * @param batchSize the number of rows
     * @param length the number of steps of a window
     * @return the batches
     * @throws IllegalArgumentException if the text is too short, or a number is not positive
     */
    public static TextBatches ofFullRows(int[] ids, int batchSize, int length) {
        return new TextBatches(ids, batchSize, length, false);
    }

    /**
     * Makes batches to evaluate on: every prediction of the text is in them once. Cells past the
     * end of the text have the id 0 and the label {@link #PADDING}, which a loss must leave out;
     * they are at the ends of the last rows.
     *
     * @param ids the text, at least {@code batchSize + 1} ids; it is not copied
     * @param batchSize the number of rows; with 1 there is no padding, and each prediction but the
     *     first follows the whole text before it
     * @param length the number of steps of a window
     * @return the batches
     * @throws IllegalArgumentException if the text is too short, or a number is not positive
     */
    public static TextBatches ofAll(int[] ids, int batchSize, int length) {
        return new TextBatches(ids, batchSize, length, true);
    }

    /**
     * Returns the number of batches.
     *
     * @return the number of batches
     */
    public int getBatchCount() {
        return (rowLength - 1) / length + 1;
    }

    /**
     * Returns the number of predictions, padding not counted.
     *
     * @return the number of predictions in all batches
     */
    public int getPredictionCount() {
        return (int) Math.min((long) rowLength * batchSize, ids.length - 1);
    }

    /** {@inheritDoc} */
    @Override
    public void prepare(Progress progress) {
        // the ids are there
    }

    /**
     * Returns the batches, from the begin of the text. Each is on the manager's device, and made
     * when it is asked for.
     *
     * @param manager the parent of the batches' managers
     * @return the batches
     */
    @Override
    public Iterable<Batch> getData(NDManager manager) {
        return () -> new BatchIterator(getBatchCount(), i -> window(manager.newSubManager(), i));
    }

    private Batch window(NDManager manager, int index) {
        int first = index * length;
        int steps = Math.min(length, rowLength - first);
        int[] data = new int[batchSize * steps];
        float[] labels = new float[batchSize * steps];
        int predictions = 0;
        for (int cell = 0; cell < data.length; ++cell) {
            long place = (long) cell / steps * rowLength + first + cell % steps;
            if (place < ids.length - 1) {
                data[cell] = ids[(int) place];
                labels[cell] = ids[(int) place + 1];
                ++predictions;
            } else {
                labels[cell] = PADDING;
            }
        }
        Shape shape = new Shape(batchSize, steps);
        return new Batch(
                manager,
                new NDList(manager.create(data, shape)),
                new NDList(manager.create(labels, shape)),
                predictions,
                Batchifier.STACK,
                Batchifier.STACK,
                index + 1,
                getBatchCount());
    }
}
