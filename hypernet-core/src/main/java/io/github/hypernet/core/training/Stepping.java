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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener.BatchData;

import io.github.hypernet.core.training.internal.DjlTrainer;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does a step: the gradients of a batch's mean loss, over its shards; their global norm and
 * clipping; the optimizer's update, unless a number is not finite.
 */
final class Stepping {

    private final Trainer trainer;
    private final Device[] devices;
    private final Shards shards;
    private final CarriedStates carried;
    private final Gradients gradients;
    private final RunningStatistics statistics;
    private final float clipNorm;
    private boolean hasUpdated;
    private boolean updatesClear;

    /**
     * What a step came to.
     *
     * @param loss the mean loss over the batch; NaN if nothing in it counts
     * @param norm the global norm of the gradients, before clipping
     */
    record Result(float loss, float norm) {

        /** Tells whether the step was done; otherwise it was left out. */
        boolean isFinite() {
            return Float.isFinite(loss) && Float.isFinite(norm);
        }
    }

    /** Creates it for a trainer that is initialized. */
    Stepping(Trainer trainer, Shards shards, CarriedStates carried, float clipNorm) {
        this.trainer = trainer;
        this.shards = shards;
        this.carried = carried;
        this.clipNorm = clipNorm;
        devices = trainer.getDevices();
        ParameterStore store = DjlTrainer.parameterStore(trainer);
        List<Parameter> parameters = trainer.getModel().getBlock().getParameters().values();
        gradients = new Gradients(store, parameters, devices);
        statistics = new RunningStatistics(store, parameters, devices);
    }

    Result step(Batch batch) {
        Result result;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            statistics.remember();
            result = read(backward(batch));
            if (result.isFinite()) {
                if (result.norm > clipNorm) {
                    gradients.scale(clipNorm / result.norm);
                }
                carried.takeNew();
            } else {
                gradients.clear();
                statistics.putBack();
                carried.keepOld();
            }
        }
        if (result.isFinite()) {
            // outside of the scope, for the optimizer makes its state here
            trainer.step();
            clearGradients();
        }
        return result;
    }

    /**
     * Leaves gradients of zero for the next step: that of a parameter which it does not use would
     * stay as it is. Where the engine's updates clear them, as the first shows, nothing is to do.
     */
    private void clearGradients() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            if (!hasUpdated) {
                updatesClear = gradients.areZero();
                hasUpdated = true;
            }
            if (!updatesClear) {
                gradients.clear();
            }
        }
    }

    /**
     * Reads the loss and the gradients' norm: the only numbers that the host reads in a step, but
     * for what a {@link CountingLoss} counts.
     */
    private Result read(NDArray meanLoss) {
        if (meanLoss == null) {
            return new Result(Float.NaN, Float.NaN);
        }
        NDList read = new NDList(meanLoss.reshape(1), gradients.globalNorm());
        float[] numbers = NDArrays.concat(read).toFloatArray();
        return new Result(numbers[0], numbers[1]);
    }

    /**
     * Computes the gradients of the batch's mean loss, and returns that loss; null if nothing
     * counts.
     */
    private NDArray backward(Batch batch) {
        Batch[] parts = shards.split(batch);
        double[] shares = Shards.shares(Shards.counts(trainer.getLoss(), parts));
        boolean rounds = parts.length > devices.length;
        NDList sums = null;
        NDArray total = null;
        for (int first = 0; first < parts.length; first += devices.length) {
            int end = Math.min(first + devices.length, parts.length);
            NDList losses = round(batch, parts, shares, first, end);
            for (NDArray loss : losses) {
                total = total == null ? loss : total.add(loss);
            }
            if (rounds && !losses.isEmpty()) {
                sums = gradients.addTo(sums);
            }
        }
        if (sums != null) {
            gradients.set(sums);
        }
        return total;
    }

    /** Runs a shard on each device, and returns the shares of those that count in the loss. */
    private NDList round(Batch batch, Batch[] parts, double[] shares, int first, int end) {
        int counting = 0;
        for (int slot = first; slot < end; ++slot) {
            counting += shares[slot] > 0 ? 1 : 0;
        }
        NDList losses = new NDList();
        if (counting == 0 && !carried.areCarried()) {
            return losses;
        }
        if (first > 0) {
            // one engine would add to them, the other overwrite them or leave them as they were
            gradients.clear();
        }
        BatchData batchData =
                new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        try (GradientCollector collector = newCollector()) {
            for (int slot = first; slot < end; ++slot) {
                if (shares[slot] > 0) {
                    NDArray loss = loss(parts[slot], slot, batchData);
                    if (parts.length > 1) {
                        // an array, for PyTorch's backward pass reads a number after it is freed
                        loss = loss.mul(loss.getManager().create((float) shares[slot]));
                    }
                    collector.backward(loss);
                    losses.add(loss.toDevice(devices[0], false));
                } else if (carried.areCarried()) {
                    forward(parts[slot], slot); // for its state
                }
            }
        }
        if (counting > 0) {
            trainer.notifyListeners(listener -> listener.onTrainingBatch(trainer, batchData));
        }
        return losses;
    }

    private GradientCollector newCollector() {
        try {
            return trainer.newGradientCollector();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "Something else in this process collects gradients, such as another Trainer:"
                            + " two trainings at once change each other's numbers; let it end"
                            + " first, or train in a process of its own",
                    e);
        }
    }

    private NDArray loss(Batch part, int slot, BatchData batchData) {
        NDList output = forward(part, slot);
        batchData.getLabels().put(shards.device(slot), part.getLabels());
        batchData.getPredictions().put(shards.device(slot), output);
        return trainer.getLoss().evaluate(part.getLabels(), output);
    }

    private NDList forward(Batch part, int slot) {
        NDList input = carried.append(slot, part.getData());
        return carried.strip(slot, trainer.forward(input, part.getLabels()));
    }
}
