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
package io.github.hypernet.examples.kind;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.InitialState;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a model on a dataset, from its first batch to its last. */
public final class EvaluationLoop {

    private final Builder builder;

    private EvaluationLoop(Builder builder) {
        this.builder = builder;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates the model.
     *
     * @return a value for each evaluator, by its name
     * @throws IOException if the data cannot be read
     * @throws TranslateException if the data cannot be prepared
     */
    public Map<String, Double> evaluate() throws IOException, TranslateException {
        Map<String, Double> sums = new LinkedHashMap<>();
        builder.evaluators.forEach(evaluator -> evaluator.addAccumulator(""));
        long samples = 0;
        try (NDManager manager = builder.model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList state = null;
            for (Batch batch : builder.data.getData(manager)) {
                try (batch;
                        NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    NDList inputs = new NDList(batch.getData());
                    if (state != null) {
                        inputs.addAll(state);
                    }
                    NDList outputs = builder.model.getBlock().forward(store, inputs, false);
                    samples += batch.getSize();
                    update(sums, batch, outputs);
                    if (builder.initialState != null) {
                        NDList next = outputs.subNDList(1);
                        next.attach(manager);
                        NDScope.unregister(next);
                        if (state != null) {
                            state.close();
                        }
                        state = next;
                    }
                }
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Evaluator evaluator : builder.evaluators) {
            Double sum = sums.get(evaluator.getName());
            values.put(
                    evaluator.getName(),
                    sum == null ? (double) evaluator.getAccumulator("") : sum / samples);
        }
        return values;
    }

    /** A loss is a mean over samples: its batches weigh as many as they have. */
    private void update(Map<String, Double> sums, Batch batch, NDList outputs) {
        for (Evaluator evaluator : builder.evaluators) {
            if (evaluator instanceof Loss loss) {
                double value = loss.evaluate(batch.getLabels(), outputs).getFloat();
                sums.merge(loss.getName(), value * batch.getSize(), Double::sum);
            } else {
                evaluator.updateAccumulators(new String[] {""}, batch.getLabels(), outputs);
            }
        }
    }

    /** The builder of an evaluation. */
    public static final class Builder {

        private final List<Evaluator> evaluators = new ArrayList<>();
        private Model model;
        private Dataset data;
        private InitialState initialState;

        Builder() {}

        /**
         * Sets the model.
         *
         * @param model the model, with its parameters
         * @return this builder
         */
        public Builder setModel(Model model) {
            this.model = model;
            return this;
        }

        /**
         * Sets the data.
         *
         * @param data the dataset
         * @return this builder
         */
        public Builder setData(Dataset data) {
            this.data = data;
            return this;
        }

        /**
         * Adds what is measured.
         *
         * @param evaluator an evaluator, or a loss
         * @return this builder
         */
        public Builder addEvaluator(Evaluator evaluator) {
            evaluators.add(evaluator);
            return this;
        }

        /**
         * Sets the state that is carried from batch to batch (default: none is).
         *
         * @param initialState the state before the first batch
         * @return this builder
         */
        public Builder optInitialState(InitialState initialState) {
            this.initialState = initialState;
            return this;
        }

        /** {@return the evaluation} */
        public EvaluationLoop build() {
            return new EvaluationLoop(this);
        }
    }
}
