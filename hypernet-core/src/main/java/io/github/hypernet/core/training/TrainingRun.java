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

import ai.djl.TrainingDivergedException;
import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.training.internal.DjlOptimizer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** One run of a {@link TrainingLoop}: the loop itself, top to bottom. */
final class TrainingRun implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(TrainingRun.class);

    private final LoopSettings settings;
    private final Trainer trainer;
    private final BestWeights bestWeights;
    private final StopRequest stop;
    private final NDManager manager;
    private final Shards shards;
    private final CarriedStates carried;
    private final RandomSeeds seeds;
    private final RunCheckpoints checkpoints;
    private final Bookkeeping book;
    private final Scoring scoring;
    private final TaskOptimizer taskOptimizer;
    private Stepping stepping;
    private boolean inStep;

    TrainingRun(LoopSettings settings, Trainer trainer, BestWeights bestWeights, StopRequest stop) {
        this.settings = settings;
        this.trainer = trainer;
        this.bestWeights = bestWeights;
        this.stop = stop;
        manager = trainer.getManager().newSubManager();
        shards = new Shards(trainer.getDevices(), settings.steps().microBatches());
        carried = new CarriedStates(settings.steps().initialState(), manager);
        seeds = new RandomSeeds(manager.getEngine(), settings.seed());
        checkpoints = new RunCheckpoints(settings, trainer, carried);
        book = new Bookkeeping(settings);
        scoring = new Scoring(settings, trainer, shards, book, bestWeights, stop);
        taskOptimizer =
                settings.trainingData().areTasks()
                        ? new TaskOptimizer(settings.config().getOptimizer())
                        : null;
    }

    TrainingOutcome train() throws IOException, TranslateException {
        begin();
        TrainingOutcome.Reason reason;
        try {
            evaluateIfDue(); // a training that is resumed, where an evaluation failed
            while ((reason = reasonToEnd()) == null) {
                trainEpoch();
            }
            if (reason != TrainingOutcome.Reason.STOPPED && !book.isEvaluated()) {
                scoring.evaluate();
            }
        } catch (IOException | TranslateException | RuntimeException e) {
            keepWork(e);
            throw e;
        }
        saveCheckpoint();
        return outcome(reason);
    }

    /** Saves a checkpoint where data, an observer or an evaluation failed: the steps are sound. */
    private void keepWork(Exception reason) {
        if (inStep || book.stepsTaken() == 0 || reason instanceof TrainingDivergedException) {
            return;
        }
        try {
            stop.isRequested(); // an interrupt would be in the way
            saveCheckpoint();
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Gives the parameters their first values, or those of the newest checkpoint. */
    private void begin() throws IOException {
        warnOfState();
        seeds.set(0, 0);
        TrainingState restored = checkpoints.initialize();
        bestWeights.begin();
        stepping = new Stepping(trainer, shards, carried, settings.steps().clipNorm());
        if (restored != null) {
            book.restore(restored);
            scoring.restore();
        }
        book.begin();
    }

    private void warnOfState() {
        if (!DjlOptimizer.updateCounts(settings.config().getOptimizer()).isEmpty()) {
            logger.warn(
                    "The optimizer of the configuration has trained before and has state, which"
                            + " changes the numbers of this training of {}: a new configuration for"
                            + " each training has none",
                    settings.model().getName());
        }
    }

    private TrainingOutcome.Reason reasonToEnd() {
        return stop.isRequested()
                ? TrainingOutcome.Reason.STOPPED
                : settings.limits().reasonToEnd(book.state(), scoring.sinceBest());
    }

    private void trainEpoch() throws IOException, TranslateException {
        if (taskOptimizer != null && book.state().batch == 0) {
            beginTask();
        }
        Iterator<Batch> batches = remainingBatches();
        while (batches.hasNext()) {
            seeds.set(book.state().epoch, book.state().batch + 1);
            try (Batch batch = batches.next()) {
                step(batch);
            }
            evaluateIfDue();
            saveCheckpointIfDue();
            if (reasonToEnd() != null) {
                return;
            }
        }
        book.countEpoch();
        carried.reset();
        evaluateIfDue();
        trainer.notifyListeners(listener -> listener.onEpoch(trainer));
        saveCheckpointIfDue();
    }

    private void beginTask() throws IOException {
        if (book.state().step > 0) {
            saveCheckpoint(); // without what observers are about to do
        }
        int task = book.state().epoch;
        taskOptimizer.renew();
        book.beginTask();
        seeds.set(task, 0);
        for (TrainingObserver observer : settings.observers()) {
            observer.onTask(task);
        }
        book.countSeconds();
    }

    private void step(Batch batch) throws IOException {
        inStep = true;
        Stepping.Result result = stepping.step(batch);
        TrainingProgress progress = book.countStep(batch, result);
        inStep = false;
        for (TrainingObserver observer : settings.observers()) {
            if (!result.isFinite()) {
                observer.onSkippedStep(progress, batch);
            }
            observer.onStep(progress);
        }
        book.requireConverging(progress);
    }

    private void evaluateIfDue() throws IOException, TranslateException {
        if (book.isEvaluationDue()) {
            scoring.evaluate();
        }
    }

    /** Returns the epoch's batches that are not done yet. */
    private Iterator<Batch> remainingBatches() throws IOException, TranslateException {
        int epoch = book.state().epoch;
        int done = book.state().batch;
        seeds.set(epoch, 0);
        Iterator<Batch> batches =
                trainer.iterateDataset(settings.trainingData().ofEpoch(epoch)).iterator();
        for (int i = 1; i <= done && batches.hasNext(); ++i) {
            seeds.set(epoch, i);
            batches.next().close();
        }
        Preconditions.checkArgument(
                done > 0 || batches.hasNext(),
                "The training data"
                        + (taskOptimizer == null ? "" : " of task " + epoch)
                        + " has no batches");
        return batches;
    }

    private void saveCheckpointIfDue() throws IOException {
        if (book.isCheckpointDue()) {
            saveCheckpoint();
        }
    }

    private void saveCheckpoint() throws IOException {
        if (checkpoints.areWritten() && !book.isSaved()) {
            stop.complete(() -> checkpoints.save(book.state()));
            book.countCheckpoint();
        }
    }

    private TrainingOutcome outcome(TrainingOutcome.Reason reason) {
        TrainingState state = book.state();
        return new TrainingOutcome(
                reason,
                state.step,
                book.stepsTaken(),
                book.epochsBegun(),
                state.seconds,
                state.skippedSteps,
                scoring.best(),
                List.copyOf(state.evaluations),
                reason != TrainingOutcome.Reason.STOPPED && scoring.isBestPutBack()
                        ? scoring.best().step()
                        : state.step);
    }

    @Override
    public void close() {
        manager.close();
    }
}
