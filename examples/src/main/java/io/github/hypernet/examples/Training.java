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
package io.github.hypernet.examples;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingResult;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;

import io.github.hypernet.vision.data.RandomCrop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a classifier under DJL's Trainer, with early stopping: whenever the validation loss is the
 * lowest so far, the model is saved to the run.
 */
final class Training {

    private final Recipe recipe;
    private final Classifier classifier;
    private final RunFolder run;
    private final int maxEpochs;

    Training(Recipe recipe, Classifier classifier, RunFolder run, int maxEpochs) {
        this.recipe = recipe;
        this.classifier = classifier;
        this.run = run;
        this.maxEpochs = maxEpochs;
    }

    /** Called after each epoch with all epochs so far. */
    @FunctionalInterface
    interface EpochListener {
        void onEpoch(List<Epoch> epochs) throws IOException;
    }

    /** Trains and returns the epochs; the run holds the best model. */
    List<Epoch> fit(ImageData data, EpochListener listener) throws IOException, TranslateException {
        List<Epoch> epochs = new ArrayList<>();
        try (Trainer trainer = classifier.model().newTrainer(config());
                NDManager manager = trainer.getManager().newSubManager()) {
            trainer.initialize(recipe.inputShape(1));
            RandomAccessDataset train =
                    data.train()
                            .toDataset(manager)
                            .setSampling(recipe.batchSize(), true)
                            .addTransform(new RandomCrop(recipe.padding()))
                            .build();
            RandomAccessDataset validation =
                    data.validation()
                            .toDataset(manager)
                            .setSampling(recipe.batchSize(), false)
                            .build();
            long steps = (train.size() + recipe.batchSize() - 1) / recipe.batchSize();
            Progress progress = new Progress(classifier.model().getName(), steps * maxEpochs);
            Epoch best = null;
            while (epochs.size() < maxEpochs) {
                long start = System.nanoTime();
                for (Batch batch : trainer.iterateDataset(train)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    progress.step(batch.getSize());
                    batch.close();
                }
                EasyTrain.evaluateDataset(trainer, validation);
                trainer.notifyListeners(l -> l.onEpoch(trainer));
                double seconds = (System.nanoTime() - start) / 1e9;
                Epoch epoch = epoch(epochs.size() + 1, seconds, trainer.getTrainingResult());
                epochs.add(epoch);
                boolean isBest = best == null || epoch.validationLoss() < best.validationLoss();
                if (isBest) {
                    best = epoch;
                    run.saveModel(classifier.model());
                }
                progress.epoch(epoch, isBest);
                listener.onEpoch(epochs);
                if (epoch.number() - best.number() >= recipe.patience()) {
                    progress.end(
                            "stopped early: no lower validation loss since epoch " + best.number());
                    break;
                }
            }
            return epochs;
        }
    }

    private DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                        Optimizer.adam()
                                .optLearningRateTracker(Tracker.fixed(recipe.learningRate()))
                                .build())
                .optDevices(new Device[] {classifier.model().getNDManager().getDevice()})
                .addEvaluator(new Accuracy())
                .addTrainingListeners(new EpochTrainingListener(), new EvaluatorTrainingListener());
    }

    private static Epoch epoch(int number, double seconds, TrainingResult result) {
        return new Epoch(
                number,
                seconds,
                result.getTrainLoss(),
                result.getTrainEvaluation("Accuracy"),
                result.getValidateLoss(),
                result.getValidateEvaluation("Accuracy"));
    }
}
