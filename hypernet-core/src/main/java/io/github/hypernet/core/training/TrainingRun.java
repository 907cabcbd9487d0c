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
import ai.djl.TrainingDivergedException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.ParameterList;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.translate.TranslateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** One run of a {@link TrainingLoop}: the loop itself. */
final class TrainingRun implements AutoCloseable {

    private final TrainingLoop loop;
    private final Trainer trainer;
    private final Engine engine;
    private final Device[] devices;
    private final ParameterStore parameterStore;
    private final NDManager manager;
    private final BatchSplitter splitter;
    private final Validation validation;
    private final RecurrentState carried;

    private ParameterList parameters;
    private Gradients gradients;
    private Checkpoints checkpoints;
    private TrainingState state = new TrainingState();
    private Evaluation best;
    private long clock;
    private double batchFraction;
    private double secondsAtStart;
    private double fractionAtStart;
    private long samplesSinceStart;
    private long checkpointStep = -1;
    private double checkpointSeconds;

    TrainingRun(TrainingLoop loop, Trainer trainer) {
        this.loop = loop;
        this.trainer = trainer;
        engine = trainer.getManager().getEngine();
        devices = trainer.getDevices();
        parameterStore = TrainerInternals.parameterStore(trainer);
        manager = trainer.getManager().newSubManager();
        splitter = new BatchSplitter(devices, loop.microBatches);
        validation = new Validation(trainer, splitter);
        carried = new RecurrentState(loop.initialState, manager);
    }

    TrainingOutcome train() throws IOException, TranslateException {
        begin();
        TrainingOutcome.Reason reason;
        while ((reason = reasonToEnd()) == null) {
            trainEpoch();
        }
        if (reason != TrainingOutcome.Reason.STOPPED && !isEvaluated()) {
            evaluate();
        }
        saveCheckpoint();
        TrainingOutcome outcome =
                new TrainingOutcome(
                        reason,
                        state.step,
                        state.epoch + (state.batch > 0 ? 1 : 0),
                        state.seconds,
                        state.skippedSteps,
                        best,
                        List.copyOf(state.evaluations));
        for (TrainingObserver observer : loop.observers) {
            observer.onEnd(outcome);
        }
        return outcome;
    }

    /** Gives the parameters their first values, or those of the newest checkpoint. */
    private void begin() throws IOException {
        seed(0, 0);
        loop.model
                .getBlock()
                .initialize(loop.model.getNDManager(), loop.model.getDataType(), loop.inputShapes);
        parameters = loop.model.getBlock().getParameters();
        if (loop.folder != null) {
            restore();
        }
        trainer.initialize(loop.inputShapes);
        gradients = new Gradients(parameterStore, parameters.values(), devices);
        clock = System.nanoTime();
        secondsAtStart = state.seconds;
        fractionAtStart = fraction();
        checkpointSeconds = state.seconds;
    }

    private void restore() throws IOException {
        checkpoints =
                new Checkpoints(
                        loop.folder,
                        loop.model.getName(),
                        parameters,
                        loop.config.getOptimizer(),
                        loop.seed,
                        loop.keepCheckpoints);
        List<Path> files = checkpoints.list();
        if (!loop.resume) {
            if (!files.isEmpty()) {
                throw new IOException(
                        "The run folder has a checkpoint, "
                                + files.get(0)
                                + ": resume it, or name another folder");
            }
            return;
        }
        TrainingState restored = checkpoints.restore(manager, carried.slots());
        if (restored != null) {
            state = restored;
            best = best(state.evaluations);
            checkpointStep = state.step;
            if (!state.evaluations.isEmpty()) {
                tellEvaluation();
            }
        }
    }

    private TrainingOutcome.Reason reasonToEnd() {
        if (loop.isStopRequested()) {
            return TrainingOutcome.Reason.STOPPED;
        }
        if (state.epoch >= loop.maxEpochs) {
            return TrainingOutcome.Reason.EPOCHS;
        }
        if (state.step >= loop.maxSteps) {
            return TrainingOutcome.Reason.STEPS;
        }
        if (state.seconds >= loop.maxSeconds) {
            return TrainingOutcome.Reason.TIME;
        }
        if (best != null) {
            int since = state.evaluations.size() - 1 - state.evaluations.lastIndexOf(best);
            return since >= loop.patience ? TrainingOutcome.Reason.EARLY_STOPPING : null;
        }
        return null;
    }

    private void trainEpoch() throws IOException, TranslateException {
        seed(state.epoch, 0);
        Iterator<Batch> batches = trainer.iterateDataset(loop.trainingData).iterator();
        for (int i = 1; i <= state.batch && batches.hasNext(); ++i) {
            seed(state.epoch, i);
            batches.next().close();
        }
        if (state.batch == 0 && !batches.hasNext()) {
            throw new IllegalArgumentException("The training data has no batches");
        }
        while (batches.hasNext()) {
            seed(state.epoch, state.batch + 1);
            try (Batch batch = batches.next()) {
                step(batch);
            }
            if (loop.evaluationSteps > 0 && state.step % loop.evaluationSteps == 0) {
                evaluate();
            }
            saveCheckpointIfDue();
            if (reasonToEnd() != null) {
                return;
            }
        }
        ++state.epoch;
        state.batch = 0;
        batchFraction = 0;
        carried.reset();
        if (loop.evaluationSteps == 0) {
            evaluate();
        }
        trainer.notifyListeners(listener -> listener.onEpoch(trainer));
        saveCheckpointIfDue();
    }

    /** Makes all random numbers from here on follow from the seed and the place in the data. */
    private void seed(int epoch, int batch) {
        // SplitMix64's finalizer: neighbouring places get unrelated seeds
        long mixed = loop.seed * 0x9e3779b97f4a7c15L + ((long) epoch << 32) + batch;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        engine.setRandomSeed((int) (mixed >>> 33));
    }

    private void step(Batch batch) {
        float loss;
        float norm;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray meanLoss = backward(batch);
            // the only numbers that the host reads in a step
            NDList read = new NDList(meanLoss.reshape(1), gradients.globalNorm());
            float[] numbers = NDArrays.concat(read).toFloatArray();
            loss = numbers[0];
            norm = numbers[1];
            if (!Float.isFinite(loss) || !Float.isFinite(norm)) {
                gradients.clear();
                carried.keepOld();
            } else {
                if (norm > loop.clipNorm) {
                    gradients.scale(loop.clipNorm / norm);
                }
                carried.takeNew();
            }
        }
        boolean finite = Float.isFinite(loss) && Float.isFinite(norm);
        if (finite) {
            // outside of the scope, for the optimizer makes its state here
            trainer.step();
        }
        count(batch, loss, norm, finite);
    }

    /** Computes the gradients of the batch's mean loss, and returns that loss. */
    private NDArray backward(Batch batch) {
        Batch[] pieces = splitter.split(batch);
        boolean rounds = pieces.length > devices.length;
        NDList sums = null;
        NDArray total = null;
        for (int first = 0; first < pieces.length; first += devices.length) {
            if (first > 0) {
                gradients.clear(); // one engine would add to them, the other overwrite them
            }
            BatchData batchData =
                    new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
            int end = Math.min(first + devices.length, pieces.length);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                for (int slot = first; slot < end; ++slot) {
                    NDArray loss = forward(pieces[slot], slot, batchData);
                    if (pieces.length > 1) {
                        // an array, for PyTorch's backward pass reads a number after it is freed
                        float share = (float) BatchSplitter.share(pieces[slot], batch);
                        loss = loss.mul(loss.getManager().create(share));
                    }
                    collector.backward(loss);
                    NDArray here = loss.toDevice(devices[0], false);
                    total = total == null ? here : total.add(here);
                }
            }
            trainer.notifyListeners(listener -> listener.onTrainingBatch(trainer, batchData));
            if (rounds) {
                sums = gradients.addTo(sums);
            }
        }
        if (rounds) {
            gradients.set(sums);
        }
        return total;
    }

    private NDArray forward(Batch piece, int slot, BatchData batchData) {
        NDList input = carried.append(slot, piece.getData());
        NDList output = carried.strip(slot, trainer.forward(input, piece.getLabels()));
        Device device = splitter.device(slot);
        batchData.getLabels().put(device, piece.getLabels());
        batchData.getPredictions().put(device, output);
        return trainer.getLoss().evaluate(piece.getLabels(), output);
    }

    private void count(Batch batch, float loss, float norm, boolean finite) {
        double seconds = countSeconds();
        ++state.step;
        ++state.batch;
        state.window.seconds += seconds;
        samplesSinceStart += batch.getSize();
        if (finite) {
            state.skippedInRow = 0;
            state.window.samples += batch.getSize();
            state.window.lossSum += (double) loss * batch.getSize();
            state.window.normSum += norm;
            ++state.window.steps;
        } else {
            ++state.skippedSteps;
            if (++state.skippedInRow >= loop.maxSkippedSteps) {
                throw new TrainingDivergedException(diverged(loss, norm));
            }
        }
        if (batch.getProgressTotal() > 0) {
            batchFraction = (double) batch.getProgress() / batch.getProgressTotal();
        }
        TrainingProgress progress =
                new TrainingProgress(
                        loop.model.getName(),
                        state.step,
                        state.epoch + 1,
                        fraction(),
                        loss,
                        norm,
                        state.seconds - secondsAtStart,
                        fractionAtStart,
                        samplesSinceStart);
        loop.observers.forEach(observer -> observer.onStep(progress));
    }

    private String diverged(float loss, float norm) {
        String last =
                checkpointStep < 0
                        ? "there is no checkpoint yet"
                        : "the last good checkpoint is that of step " + checkpointStep;
        return String.format(
                "The training of %s diverged: the loss (%s) or the gradients' norm (%s) was not"
                        + " finite in %d steps in a row, up to step %d; %s; try a lower learning"
                        + " rate or gradient clipping",
                loop.model.getName(), loss, norm, state.skippedInRow, state.step, last);
    }

    /** Adds the time since the last call to the time trained. */
    private double countSeconds() {
        long now = System.nanoTime();
        double seconds = (now - clock) / 1e9;
        clock = now;
        state.seconds += seconds;
        return seconds;
    }

    private double fraction() {
        double byEpochs = (state.epoch + batchFraction) / loop.maxEpochs;
        double bySteps = (double) state.step / loop.maxSteps;
        double byTime = state.seconds / loop.maxSeconds;
        return Math.min(1, Math.max(byEpochs, Math.max(bySteps, byTime)));
    }

    private boolean isEvaluated() {
        int count = state.evaluations.size();
        return count > 0 && state.evaluations.get(count - 1).step() == state.step;
    }

    private Evaluation best(List<Evaluation> evaluations) {
        Evaluation best = null;
        for (Evaluation evaluation : evaluations) {
            // a score that is no number is the worst
            if (best == null || Double.compare(score(evaluation), score(best)) < 0) {
                best = evaluation;
            }
        }
        return best;
    }

    private double score(Evaluation evaluation) {
        return loop.score.applyAsDouble(evaluation);
    }

    private void evaluate() throws IOException, TranslateException {
        Validation.Score score =
                validation.evaluate(loop.validationData, loop.initialState, manager);
        countSeconds();
        TrainingState.Window window = state.window;
        Evaluation evaluation =
                new Evaluation(
                        state.step,
                        state.epoch + (state.batch > 0 ? 1 : 0),
                        state.seconds,
                        window.lossSum / window.samples,
                        score.loss(),
                        score.metrics(),
                        TrainerInternals.learningRate(
                                loop.config.getOptimizer(),
                                (int) Math.max(1, state.step - state.skippedSteps)),
                        window.normSum / window.steps,
                        window.samples / window.seconds,
                        ProcessMemory.peak());
        window.reset();
        state.evaluations.add(evaluation);
        best = best(state.evaluations);
        if (loop.folder != null && best == evaluation) {
            parameterStore.sync();
            loop.folder.saveModel(loop.model);
        }
        tellEvaluation();
        countSeconds();
    }

    private void tellEvaluation() throws IOException {
        List<Evaluation> evaluations = List.copyOf(state.evaluations);
        if (loop.folder != null) {
            MetricsFile.write(loop.folder, loop.model.getName(), evaluations);
        }
        for (TrainingObserver observer : loop.observers) {
            observer.onEvaluation(evaluations, best);
        }
    }

    private void saveCheckpointIfDue() throws IOException {
        boolean bySteps = state.step - Math.max(0, checkpointStep) >= loop.checkpointSteps;
        boolean byTime = state.seconds - checkpointSeconds >= loop.checkpointSeconds;
        if (bySteps || byTime) {
            saveCheckpoint();
        }
    }

    private void saveCheckpoint() throws IOException {
        if (checkpoints == null || checkpointStep == state.step) {
            return;
        }
        parameterStore.sync();
        checkpoints.save(state, carried.slots());
        checkpointStep = state.step;
        countSeconds();
        checkpointSeconds = state.seconds;
    }

    @Override
    public void close() {
        manager.close();
    }
}
