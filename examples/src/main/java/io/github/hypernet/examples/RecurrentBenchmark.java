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
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Adam;

import io.github.hypernet.text.language.NextSymbolLoss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Times a training step of text models beside one of DJL's LSTM of the same main size. */
final class RecurrentBenchmark {

    private static final int SYMBOLS = 50;

    private final Map<String, TextSettings> models;
    private final TextSettings first;
    private final Engine engine;
    private final Device device;
    private final int steps;
    private final List<Model> open = new ArrayList<>();
    private final List<Trainer> trainers = new ArrayList<>();

    RecurrentBenchmark(Map<String, TextSettings> models, Engine engine, Device device, int steps) {
        this.models = models;
        this.first = models.values().iterator().next();
        this.engine = engine;
        this.device = device;
        this.steps = steps;
    }

    void run() {
        System.out.printf(
                "%s, %d units, batch %d, length %d, %d symbols, median of %d%n",
                engine.getEngineName(),
                first.units(),
                first.batchSize(),
                first.length(),
                SYMBOLS,
                steps);
        try (NDManager manager = engine.newBaseManager(device)) {
            Shape shape = new Shape(first.batchSize(), first.length());
            NDArray ids = manager.randomUniform(0, SYMBOLS, shape).toType(DataType.INT32, false);
            Comparison comparison = new Comparison(steps, shape.size(), "characters");
            comparison.add("DJL's LSTM", step(lstm(), ids));
            models.forEach(
                    (name, settings) ->
                            comparison.add(name, step(settings.newModel(SYMBOLS), ids)));
            comparison.print("training step");
        } finally {
            trainers.forEach(Trainer::close);
            open.forEach(Model::close);
        }
    }

    private Block lstm() {
        return new SequentialBlock()
                .add(x -> new NDList(x.head().oneHot(SYMBOLS)))
                .add(
                        LSTM.builder()
                                .setStateSize(first.units())
                                .setNumLayers(first.layers())
                                .build())
                .add(Linear.builder().setUnits(SYMBOLS).build());
    }

    private Runnable step(Block block, NDArray ids) {
        Model model = Model.newInstance("benchmark", device, engine.getEngineName());
        open.add(model);
        model.setBlock(block);
        Trainer trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(new NextSymbolLoss())
                                .optOptimizer(Adam.builder().build())
                                .optDevices(new Device[] {device}));
        trainers.add(trainer);
        trainer.initialize(ids.getShape());
        return () -> {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray input = ids.toType(DataType.INT32, true);
                input.attach(manager);
                NDList labels = new NDList(input.toType(DataType.FLOAT32, true));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList output = new NDList(trainer.forward(new NDList(input)).head());
                    NDArray loss = trainer.getLoss().evaluate(labels, output);
                    collector.backward(loss);
                    loss.getFloat();
                }
            }
            trainer.step();
            block.getParameters().values().forEach(p -> p.getArray().sum().close());
        };
    }
}
