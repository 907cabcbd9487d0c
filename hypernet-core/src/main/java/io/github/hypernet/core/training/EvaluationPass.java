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

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Evaluates once through a dataset, on a trainer or on a model. */
final class EvaluationPass {

    private static final String[] ACCUMULATOR = {"hypernet/validation"};

    private final UnaryOperator<NDList> forward;
    private final Shards shards;
    private final CarriedStates carried;
    private final Consumer<BatchData> listener;
    private final List<Evaluator> counting = new ArrayList<>();
    private final Map<Evaluator, LossMean> losses = new LinkedHashMap<>();

    /**
     * Creates it.
     *
     * @param evaluators what to evaluate
     * @param forward runs the model
     * @param shards splits the batches
     * @param carried the states that are carried, none yet
     * @param listener is told of each batch
     */
    EvaluationPass(
            List<Evaluator> evaluators,
            UnaryOperator<NDList> forward,
            Shards shards,
            CarriedStates carried,
            Consumer<BatchData> listener) {
        this.forward = forward;
        this.shards = shards;
        this.carried = carried;
        this.listener = listener;
        for (Evaluator evaluator : evaluators) {
            if (evaluator instanceof Loss loss) {
                losses.put(loss, new LossMean(loss));
            } else {
                counting.add(evaluator);
            }
        }
    }

    /** Evaluates, and closes the batches; a value of nothing is NaN. */
    Map<Evaluator, Double> run(Iterable<Batch> batches) {
        counting.forEach(evaluator -> evaluator.addAccumulator(ACCUMULATOR[0]));
        for (Batch batch : batches) {
            try (batch;
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                evaluate(batch);
                carried.takeNew();
            }
        }
        Map<Evaluator, Double> values = new LinkedHashMap<>();
        for (Evaluator evaluator : counting) {
            values.put(evaluator, (double) evaluator.getAccumulator(ACCUMULATOR[0]));
        }
        losses.forEach((loss, mean) -> values.put(loss, mean.sum / mean.samples));
        return values;
    }

    private void evaluate(Batch batch) {
        BatchData batchData =
                new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        Batch[] parts = shards.split(batch);
        losses.values().forEach(mean -> mean.begin(parts));
        for (int slot = 0; slot < parts.length; ++slot) {
            NDList labels = parts[slot].getLabels();
            NDList input = carried.append(slot, parts[slot].getData());
            NDList output = carried.strip(slot, forward.apply(input));
            for (LossMean mean : losses.values()) {
                mean.add(slot, labels, output);
            }
            for (Evaluator evaluator : counting) {
                evaluator.updateAccumulators(ACCUMULATOR, labels, output);
            }
            int here = slot;
            if (losses.values().stream().allMatch(mean -> mean.shares[here] > 0)) {
                batchData.getLabels().put(shards.device(slot), labels);
                batchData.getPredictions().put(shards.device(slot), output);
            }
        }
        losses.values().forEach(mean -> mean.end(batch));
        if (!batchData.getLabels().isEmpty()) {
            listener.accept(batchData);
        }
    }

    /**
     * The mean of a loss, over batches and the shards of a batch by what it counts; a loss that
     * does not say takes batches by their sizes, and shards by their rows. (DJL's own accumulators
     * of losses take all batches alike.)
     */
    private static final class LossMean {

        private final Loss loss;
        private double[] shares;
        private double count;
        private double batchMean;
        private double sum;
        private double samples;

        LossMean(Loss loss) {
            this.loss = loss;
        }

        void begin(Batch[] parts) {
            double[] ofShards = Shards.counts(loss, parts);
            shares = Shards.shares(ofShards);
            count = Arrays.stream(ofShards).sum();
            batchMean = 0;
        }

        void add(int slot, NDList labels, NDList output) {
            if (shares[slot] > 0) {
                batchMean += loss.evaluate(labels, output).getFloat() * shares[slot];
            }
        }

        void end(Batch batch) {
            if (count > 0) {
                double weight = Shards.isCounting(loss) ? count : batch.getSize();
                sum += batchMean * weight;
                samples += weight;
            }
        }
    }
}
