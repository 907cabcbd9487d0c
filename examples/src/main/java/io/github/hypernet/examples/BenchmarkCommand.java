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
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Times the plain net and the hypernetwork side by side. */
@Command(
        name = "benchmark",
        description =
                "Times training steps and inference of a recipe's models, in turn on the same"
                        + " batch, and the training loop against a bare one.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

    private static final int WARM_UP = 5;

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            defaultValue = "mnist",
            description =
                    "The recipe whose models and batch size to take (default: ${DEFAULT-VALUE}).")
    private String recipeName;

    @Mixin private EngineOptions engineOptions;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many steps to time of each (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Override
    public Integer call() throws IOException, TranslateException {
        if (steps <= 0) {
            throw new IllegalArgumentException("--steps must be at least 1, got " + steps);
        }
        Recipe recipe = Recipe.named(recipeName);
        Engine engine = engineOptions.engine("PyTorch");
        Device device = engineOptions.device(engine, null);
        try (Classifier plain = new Classifier(recipe, ModelKind.PLAIN, engine, device);
                Classifier hyper = new Classifier(recipe, ModelKind.HYPER, engine, device);
                NDManager manager = engine.newBaseManager(device)) {
            Shape shape = recipe.inputShape(recipe.batchSize());
            NDList images = new NDList(manager.randomUniform(0, 1, shape));
            NDList labels = new NDList(manager.zeros(new Shape(recipe.batchSize())));
            System.out.printf(
                    "%s, %s, batch %d, median of %d%n",
                    recipe.name(), engine.getEngineName(), recipe.batchSize(), steps);
            try (Trainer plainTrainer = trainer(plain, shape);
                    Trainer hyperTrainer = trainer(hyper, shape)) {
                compare(
                        "training step",
                        "plain",
                        () -> step(plainTrainer, images, labels),
                        "hyper",
                        () -> step(hyperTrainer, images, labels));
            }
            compare(
                    "inference",
                    "plain",
                    () -> infer(plain.block(), images),
                    "hyper",
                    () -> infer(hyper.block(), images));
            Block materialized = ((Hypernetwork) hyper.block()).materialize();
            compare(
                    "inference",
                    "plain",
                    () -> infer(plain.block(), images),
                    "materialized",
                    () -> infer(materialized, images));
        }
        new LoopBenchmark(recipe, engine, device, steps).run();
        return 0;
    }

    private static Trainer trainer(Classifier classifier, Shape shape) {
        Trainer trainer =
                classifier
                        .model()
                        .newTrainer(
                                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                                        .optOptimizer(Adam.builder().build())
                                        .optDevices(
                                                new Device[] {
                                                    classifier.model().getNDManager().getDevice()
                                                }));
        trainer.initialize(shape);
        return trainer;
    }

    private static void step(Trainer trainer, NDList images, NDList labels) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList batch = images.toDevice(manager.getDevice(), true);
            batch.attach(manager);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(labels, trainer.forward(batch));
                collector.backward(loss);
                loss.getFloat();
            }
            trainer.step();
            waitFor(trainer.getModel().getBlock());
        }
    }

    private static void waitFor(Block block) {
        block.getParameters().values().forEach(p -> p.getArray().sum().close());
    }

    private static void infer(Block block, NDList images) {
        try (NDManager manager = images.getManager().newSubManager()) {
            NDList batch = images.toDevice(manager.getDevice(), true);
            batch.attach(manager);
            ParameterStore store = new ParameterStore(manager, false);
            block.forward(store, batch, false)
                    .singletonOrThrow()
                    .sum()
                    .toType(DataType.FLOAT32, false)
                    .getFloat();
        }
    }

    private void compare(
            String what, String name, Runnable work, String otherName, Runnable otherWork) {
        List<Double> times = new ArrayList<>();
        List<Double> otherTimes = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = -WARM_UP; i < steps; ++i) {
            double time = milliseconds(work);
            double otherTime = milliseconds(otherWork);
            if (i >= 0) {
                times.add(time);
                otherTimes.add(otherTime);
                ratios.add(otherTime / time);
            }
        }
        System.out.printf(
                "%-13s  %s %.2f ms  %s %.2f ms  ratio %.3f (median of pairs %.3f)%n",
                what,
                name,
                Medians.of(times),
                otherName,
                Medians.of(otherTimes),
                Medians.of(otherTimes) / Medians.of(times),
                Medians.of(ratios));
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
