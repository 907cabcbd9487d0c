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
package io.github.hypernet.core.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.AbstractCompositeLoss;
import ai.djl.training.loss.Loss;

import java.util.Arrays;

/**
 * Splits batches into shards: one for each device, as often as there are micro-batches. A shard's
 * slot is its place among those of its batch.
 */
final class Shards {

    private final Device[] devices;
    private final int microBatches;

    Shards(Device[] devices, int microBatches) {
        this.devices = devices;
        this.microBatches = microBatches;
    }

    /** Returns the shards of a batch, those of the first micro-batch first; none is empty. */
    Batch[] split(Batch batch) {
        Device[] places = new Device[count(batch)];
        for (int slot = 0; slot < places.length; ++slot) {
            places[slot] = device(slot);
        }
        return batch.split(places, false);
    }

    private int count(Batch batch) {
        // not by the batch's size, which may be what counts of it: a window of a text with little
        // but padding has the rows, and the carried states, of those before it
        long rows = rows(batch.getData().head());
        long most = Math.min((long) devices.length * microBatches, rows);
        if (most <= 1) {
            return 1;
        }
        // DJL gives each shard ceil(rows / shards) rows while there are any: the last may get none
        long step = ceilDiv(rows, most);
        return (int) ceilDiv(rows, step);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** Returns the device of a shard. */
    Device device(int slot) {
        return devices[slot % devices.length];
    }

    /** Returns what a loss counts in shards: what it says itself, or else their rows. */
    static double[] counts(Loss loss, Batch[] shards) {
        CountingLoss counting = counting(loss);
        double[] counts = new double[shards.length];
        for (int slot = 0; slot < shards.length; ++slot) {
            NDList labels = shards[slot].getLabels();
            NDList rows = labels.isEmpty() ? shards[slot].getData() : labels;
            counts[slot] = counting == null ? rows(rows.head()) : counting.count(labels);
        }
        return counts;
    }

    /**
     * Returns the shares that the losses of shards have in the loss of their batch, by what the
     * loss counts. They are all 0 if nothing counts.
     */
    static double[] shares(double[] counts) {
        double sum = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> sum > 0 ? count / sum : 0).toArray();
    }

    /** Tells whether a loss says what it counts. */
    static boolean isCounting(Loss loss) {
        return counting(loss) != null;
    }

    private static long rows(NDArray array) {
        Shape shape = array.getShape();
        return shape.isScalar() ? 1 : shape.get(0);
    }

    /** Returns what counts for a loss: itself, or the first of its components that counts. */
    private static CountingLoss counting(Loss loss) {
        if (loss instanceof CountingLoss counting) {
            return counting;
        }
        if (loss instanceof AbstractCompositeLoss composite) {
            for (Loss component : composite.getComponents()) {
                CountingLoss counting = counting(component);
                if (counting != null) {
                    return counting;
                }
            }
        }
        return null;
    }
}
