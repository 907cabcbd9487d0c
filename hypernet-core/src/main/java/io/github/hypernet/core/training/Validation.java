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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.translate.TranslateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates a trainer's model on the validation data. */
final class Validation {

    private static final String ACCUMULATOR = "hypernet/validation";

    private final Trainer trainer;
    private final BatchSplitter splitter;
    private final List<Evaluator> evaluators;

    /**
     * How good the model is.
     *
     * @param loss the mean loss over the samples; NaN if there are none
     * @param metrics the evaluators' values by their names
     */
    record Score(double loss, Map<String, Double> metrics) {}

    Validation(Trainer trainer, BatchSplitter splitter) {
        this.trainer = trainer;
        this.splitter = splitter;
        evaluators = new ArrayList<>(trainer.getEvaluators());
        evaluators.remove(trainer.getLoss());
    }

    /** Evaluates on a dataset, with a recurrent state carried through it; null is an empty one. */
    Score evaluate(Dataset dataset, InitialState initialState, NDManager manager)
            throws IOException, TranslateException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (dataset == null) {
            return new Score(Double.NaN, metrics);
        }
        evaluators.forEach(evaluator -> evaluator.addAccumulator(ACCUMULATOR));
        double lossSum = 0;
        long samples = 0;
        try (RecurrentState carried = new RecurrentState(initialState, manager)) {
            for (Batch batch : trainer.iterateDataset(dataset)) {
                try (batch;
                        NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    lossSum += meanLoss(batch, carried) * batch.getSize();
                    carried.takeNew();
                }
                samples += batch.getSize();
            }
        }
        for (Evaluator evaluator : evaluators) {
            metrics.put(evaluator.getName(), (double) evaluator.getAccumulator(ACCUMULATOR));
        }
        return new Score(lossSum / samples, metrics);
    }

    private double meanLoss(Batch batch, RecurrentState carried) {
        BatchData batchData =
                new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        Batch[] pieces = splitter.split(batch);
        double loss = 0;
        for (int slot = 0; slot < pieces.length; ++slot) {
            NDList labels = pieces[slot].getLabels();
            NDList input = carried.append(slot, pieces[slot].getData());
            NDList output = carried.strip(slot, trainer.evaluate(input));
            loss +=
                    trainer.getLoss().evaluate(labels, output).getFloat()
                            * BatchSplitter.share(pieces[slot], batch);
            for (Evaluator evaluator : evaluators) {
                evaluator.updateAccumulators(new String[] {ACCUMULATOR}, labels, output);
            }
            batchData.getLabels().put(splitter.device(slot), labels);
            batchData.getPredictions().put(splitter.device(slot), output);
        }
        trainer.notifyListeners(listener -> listener.onValidationBatch(trainer, batchData));
        return loss;
    }
}
