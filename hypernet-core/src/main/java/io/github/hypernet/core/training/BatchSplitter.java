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
import ai.djl.training.dataset.Batch;

/** Splits batches into pieces: one for each device, as often as there are micro-batches. */
final class BatchSplitter {

    private final Device[] devices;
    private final int microBatches;

    BatchSplitter(Device[] devices, int microBatches) {
        this.devices = devices;
        this.microBatches = microBatches;
    }

    /** Returns the pieces of a batch, those of the first micro-batch first. */
    Batch[] split(Batch batch) {
        int most = Math.max(1, batch.getSize());
        Device[] places = new Device[(int) Math.min((long) devices.length * microBatches, most)];
        for (int slot = 0; slot < places.length; ++slot) {
            places[slot] = device(slot);
        }
        return batch.split(places, false);
    }

    /** Returns the device of a piece. */
    Device device(int slot) {
        return devices[slot % devices.length];
    }

    /** Returns a piece's share of its batch, whose own count of samples DJL may have wrong. */
    static double share(Batch piece, Batch batch) {
        return (double) first(piece).size() / first(batch).size();
    }

    private static NDArray first(Batch batch) {
        NDList labels = batch.getLabels();
        return labels.isEmpty() ? batch.getData().head() : labels.head();
    }
}
