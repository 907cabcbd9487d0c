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

import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.core.training.internal.DjlOptimizer;
import io.github.hypernet.core.training.internal.DjlTrainer;
import io.github.hypernet.core.training.optimizer.StatefulOptimizer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores a run: evaluates, decides which evaluation is the best, keeps that model, and writes the
 * metrics.
 */
final class Scoring {

    private final LoopSettings settings;
    private final Trainer trainer;
    private final Shards shards;
    private final Bookkeeping book;
    private final BestWeights bestWeights;
    private final StopRequest stop;
    private Evaluation best;

    Scoring(
            LoopSettings settings,
            Trainer trainer,
            Shards shards,
            Bookkeeping book,
            BestWeights bestWeights,
            StopRequest stop) {
        this.settings = settings;
        this.trainer = trainer;
        this.shards = shards;
        this.book = book;
        this.bestWeights = bestWeights;
        this.stop = stop;
    }

    /** Takes up the evaluations of a checkpoint's state. */
    void restore() throws IOException {
        best = best(book.state().evaluations);
        if (best != null) {
            tell();
        }
    }

    /** Returns the best evaluation; null if there is none. */
    Evaluation best() {
        return best;
    }

    /** Tells whether a training that ends puts the best weights back; a score says they are. */
    boolean isBestPutBack() {
        return best != null && settings.scores().arePutBack() && !Double.isNaN(score(best));
    }

    /** Returns the evaluations since the best one. */
    int sinceBest() {
        List<Evaluation> evaluations = book.state().evaluations;
        return best == null ? 0 : evaluations.size() - 1 - evaluations.lastIndexOf(best);
    }

    /** Evaluates the model as it is. */
    void evaluate() throws IOException, TranslateException {
        double loss = Double.NaN;
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (settings.scores().data() != null) {
            Map<Evaluator, Double> values = validate();
            loss = values.get(trainer.getLoss());
            List<Evaluator> others = new ArrayList<>(trainer.getEvaluators());
            others.remove(trainer.getLoss());
            others.forEach(each -> metrics.put(each.getName(), values.get(each)));
        }
        Evaluation evaluation = book.countEvaluation(loss, metrics, learningRate());
        best = best(book.state().evaluations);
        if (best == evaluation) {
            DjlTrainer.parameterStore(trainer).sync();
            bestWeights.keep();
        }
        tell();
        book.countSeconds();
    }

    private Map<Evaluator, Double> validate() throws IOException, TranslateException {
        try (NDManager manager = trainer.getManager().newSubManager();
                CarriedStates carried =
                        new CarriedStates(settings.steps().initialState(), manager)) {
            EvaluationPass pass =
                    new EvaluationPass(
                            trainer.getEvaluators(),
                            trainer::evaluate,
                            shards,
                            carried,
                            batch ->
                                    trainer.notifyListeners(
                                            each -> each.onValidationBatch(trainer, batch)));
            return pass.run(trainer.iterateDataset(settings.scores().data()));
        }
    }

    private float learningRate() {
        Optimizer optimizer = settings.config().getOptimizer();
        int update = (int) Math.max(1, book.updates());
        return optimizer instanceof StatefulOptimizer stateful
                ? stateful.getLearningRate(update)
                : DjlOptimizer.learningRate(optimizer, update);
    }

    /** Decides which evaluation is the best; a score that is no number is the worst. */
    private Evaluation best(List<Evaluation> evaluations) {
        Evaluation best = null;
        for (Evaluation evaluation : evaluations) {
            if (best == null || Double.compare(score(evaluation), score(best)) < 0) {
                best = evaluation;
            }
        }
        return best;
    }

    private double score(Evaluation evaluation) {
        return settings.scores().score().applyAsDouble(evaluation);
    }

    private void tell() throws IOException {
        List<Evaluation> evaluations = List.copyOf(book.state().evaluations);
        RunFolder folder = settings.files().folder();
        if (folder != null) {
            String name = settings.model().getName();
            stop.complete(() -> MetricsFile.write(folder, name, evaluations, best));
        }
        for (TrainingObserver observer : settings.observers()) {
            observer.onEvaluation(evaluations, best);
        }
    }
}
