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
package io.github.hypernet.examples.benchmark;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Times a training step of several models, in turn on the same batch. */
public final class StepBenchmark implements AutoCloseable {

    private final Comparison comparison;
    private final NDArray input;
    private final NDList labels;
    private final List<Trainer> trainers = new ArrayList<>();

    /**
     * Creates a benchmark of no models.
     *
     * @param comparison times and prints
     * @param input the batch
     * @param labels its labels
     */
    public StepBenchmark(Comparison comparison, NDArray input, NDArray labels) {
        this.comparison = comparison;
        this.input = input;
        this.labels = new NDList(labels);
    }

    /**
     * Adds a model.
     *
     * @param name what to call it
     * @param model the model; it is initialized
     * @param config its loss and optimizer
     */
    public void add(String name, Model model, TrainingConfig config) {
        Trainer trainer = model.newTrainer(config);
        trainers.add(trainer);
        trainer.initialize(input.getShape());
        comparison.add(name, () -> step(trainer));
    }

    private void step(Trainer trainer) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList batch = new NDList(input.toDevice(manager.getDevice(), true));
            batch.attach(manager);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(labels, trainer.forward(batch));
                collector.backward(loss);
                loss.getFloat();
            }
        }
        trainer.step();
        // the work is done once its results are asked for
        trainer.getModel()
                .getBlock()
                .getParameters()
                .values()
                .forEach(parameter -> parameter.getArray().sum().close());
    }

    /**
     * Times the steps and prints them.
     *
     * @return their medians in milliseconds, by the models' names
     */
    public Map<String, Double> print() {
        return comparison.print("training step");
    }

    /** Closes the trainers. */
    @Override
    public void close() {
        trainers.forEach(Trainer::close);
    }
}
