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
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.translate.TranslateException;
import ai.djl.util.Preconditions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates a model on a dataset, as {@link TrainingLoop} does on its validation data.
 *
 * <pre>
 *   Map&lt;String, Double&gt; values = EvaluationLoop.builder()
 *       .setModel(model).setData(test)
 *       .addEvaluator(new Accuracy()).addEvaluator(Loss.softmaxCrossEntropyLoss())
 *       .build().evaluate();
 * </pre>
 *
 * <p>An evaluator weighs by what it counts, as all of DJL's do. A loss is an evaluator too: its
 * value is its mean over the batches, weighed by what it counts if it is a {@link CountingLoss},
 * and else by their sizes. A batch in which nothing counts is left out.
 *
 * <p>It may run beside a training on another thread: it neither seeds nor draws random numbers, nor
 * collects gradients. Data that is shuffled draws them, and would change the training's numbers.
 */
public final class EvaluationLoop {

    private final Model model;
    private final Dataset data;
    private final List<Evaluator> evaluators;
    private final InitialState initialState;

    private EvaluationLoop(Builder builder) {
        Preconditions.checkArgument(builder.model != null, "setModel is missing");
        Preconditions.checkArgument(builder.data != null, "setData is missing");
        Preconditions.checkArgument(!builder.evaluators.isEmpty(), "addEvaluator is missing");
        model = builder.model;
        data = builder.data;
        evaluators = List.copyOf(builder.evaluators);
        initialState = builder.initialState;
    }

    /**
     * Evaluates, on the model's device. The model stays as it is.
     *
     * @return the values by the evaluators' names, in the order in which they were added; NaN for
     *     one that had nothing to count
     * @throws IOException if data cannot be read
     * @throws TranslateException if the dataset cannot make a batch
     */
    public Map<String, Double> evaluate() throws IOException, TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager();
                CarriedStates carried = new CarriedStates(initialState, manager)) {
            Block block = model.getBlock();
            ParameterStore store = new ParameterStore(manager, false);
            Shards shards = new Shards(new Device[] {manager.getDevice()}, 1);
            EvaluationPass pass =
                    new EvaluationPass(
                            evaluators,
                            input -> block.forward(store, input, false),
                            shards,
                            carried,
                            batchData -> {});
            Map<Evaluator, Double> values = pass.run(data.getData(manager));
            Map<String, Double> byName = new LinkedHashMap<>();
            evaluators.forEach(each -> byName.put(each.getName(), values.get(each)));
            return byName;
        }
    }

    /**
     * Returns a builder.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EvaluationLoop}. */
    public static final class Builder {

        private Model model;
        private Dataset data;
        private final List<Evaluator> evaluators = new ArrayList<>();
        private InitialState initialState;

        private Builder() {}

        /**
         * Sets the model; its block is trained, loaded or initialized.
         *
         * @param model the model
         * @return this builder
         */
        public Builder setModel(Model model) {
            this.model = model;
            return this;
        }

        /**
         * Sets the data to evaluate on.
         *
         * @param data the dataset
         * @return this builder
         */
        public Builder setData(Dataset data) {
            this.data = data;
            return this;
        }

        /**
         * Adds an evaluator; there must be one.
         *
         * @param evaluator the evaluator; a loss is one
         * @return this builder
         * @throws IllegalArgumentException if there is one of its name
         */
        public Builder addEvaluator(Evaluator evaluator) {
            Preconditions.checkArgument(
                    evaluators.stream().noneMatch(e -> e.getName().equals(evaluator.getName())),
                    "There is an evaluator "
                            + evaluator.getName()
                            + ": give this one another name");
            evaluators.add(evaluator);
            return this;
        }

        /**
         * Carries a recurrent state from batch to batch (default: none).
         *
         * @param initialState makes the first state
         * @return this builder
         */
        public Builder optInitialState(InitialState initialState) {
            this.initialState = initialState;
            return this;
        }

        /**
         * Builds the evaluation.
         *
         * @return the evaluation
         * @throws IllegalArgumentException if the model, the data or an evaluator is missing
         */
        public EvaluationLoop build() {
            return new EvaluationLoop(this);
        }
    }
}
