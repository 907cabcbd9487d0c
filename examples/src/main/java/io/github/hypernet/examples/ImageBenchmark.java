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
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;

import io.github.hypernet.core.Hypernetwork;

/** Times the plain net and the hypernetwork of an image recipe side by side. */
final class ImageBenchmark {

    private static final int WARM_UP = 5;

    private final ImageRecipe recipe;
    private final Engine engine;
    private final Device device;
    private final int steps;

    ImageBenchmark(ImageRecipe recipe, Engine engine, Device device, int steps) {
        this.recipe = recipe;
        this.engine = engine;
        this.device = device;
        this.steps = steps;
    }

    void run() {
        int batch = recipe.settings().batchSize();
        ImageTask task = recipe.outline(null);
        try (Classifier plain = task.open(ImageRecipe.PLAIN, recipe.settings(), engine, device);
                Classifier hyper = task.open(ImageRecipe.HYPER, recipe.settings(), engine, device);
                NDManager manager = engine.newBaseManager(device)) {
            Shape shape = plain.inputShape();
            NDList images = new NDList(manager.randomUniform(0, 1, shape));
            NDList labels = new NDList(manager.zeros(new Shape(batch)));
            System.out.printf(
                    "%s, %s, batch %d, median of %d%n",
                    recipe.name(), engine.getEngineName(), batch, steps);
            try (Trainer plainTrainer = trainer(plain);
                    Trainer hyperTrainer = trainer(hyper)) {
                new Comparison(WARM_UP, steps)
                        .add("plain", () -> step(plainTrainer, images, labels))
                        .add("hyper", () -> step(hyperTrainer, images, labels))
                        .print("training step");
            }
            Block materialized = ((Hypernetwork) hyper.block()).materialize();
            new Comparison(WARM_UP, steps)
                    .add("plain", () -> infer(plain.block(), images))
                    .add("materialized", () -> infer(materialized, images))
                    .print("inference");
        }
    }

    private static Trainer trainer(Classifier classifier) {
        Trainer trainer = classifier.model().newTrainer(classifier.config());
        trainer.initialize(classifier.inputShape());
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
}
