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
package io.github.hypernet.core.testing;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoopTranslator;
import ai.djl.util.Pair;

import org.testng.Assert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a DJL user expects of any block: every block of this project is put to it. */
public final class BlockContract {

    private static final int STEPS = 4;

    private BlockContract() {}

    /**
     * Checks a block whose first output is an array of numbers.
     *
     * @param engine the engine's name
     * @param factory makes a fresh, uninitialized block
     * @param shapes the shapes of its inputs
     */
    public static void check(String engine, Supplier<Block> factory, Shape... shapes)
            throws Exception {
        check(engine, factory, manager -> inputs(manager, shapes), shapes);
    }

    /**
     * Checks a block whose first output is an array of numbers, with inputs of its own.
     *
     * @param engine the engine's name
     * @param factory makes a fresh, uninitialized block
     * @param newInputs makes its inputs
     * @param shapes the shapes of its inputs
     */
    public static void check(
            String engine,
            Supplier<Block> factory,
            Function<NDManager, NDList> newInputs,
            Shape... shapes)
            throws Exception {
        Engine.getEngine(engine).setRandomSeed(1);
        Path folder = Files.createTempDirectory("contract");
        float[] expected;
        NDList inputs;
        try (Model model = newModel(engine, factory.get())) {
            inputs = newInputs.apply(model.getNDManager());
            Shape[] promised = model.getBlock().getOutputShapes(shapes);
            trains(model, inputs, shapes);
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDList outputs = forward(model, manager, inputs, false);
                Shape[] actual = outputs.stream().map(NDArray::getShape).toArray(Shape[]::new);
                Assert.assertEquals(actual, promised, "getOutputShapes before initialization");
                expected = outputs.head().toFloatArray();
            }
            predictsWithoutLeak(model, inputs);
            model.save(folder, "block");
            loads(engine, factory.get(), folder, inputs, expected);
            savesInAnyLocale(model, engine, factory, folder, inputs, expected);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Model newModel(String engine, Block block) {
        Model model = Model.newInstance("block", Device.cpu(), engine);
        model.setBlock(block);
        return model;
    }

    private static NDList inputs(NDManager manager, Shape[] shapes) {
        NDList inputs = new NDList();
        Arrays.stream(shapes).forEach(shape -> inputs.add(manager.randomNormal(shape)));
        return inputs;
    }

    private static NDList forward(Model model, NDManager manager, NDList inputs, boolean training) {
        ParameterStore store = new ParameterStore(manager, false);
        return model.getBlock().forward(store, copies(manager, inputs), training);
    }

    private static NDList copies(NDManager manager, NDList inputs) {
        NDList copies = new NDList(inputs.size());
        inputs.forEach(input -> copies.add(manager.create(input.toFloatArray(), input.getShape())));
        return copies;
    }

    private static void trains(Model model, NDList inputs, Shape[] shapes) {
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.l2Loss())
                        .optOptimizer(Adam.builder().build())
                        .optDevices(new Device[] {Device.cpu()});
        int live = -1;
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(shapes);
            for (int step = 0; step < STEPS; ++step) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    NDList batch = copies(manager, inputs);
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDArray output = trainer.forward(batch).head();
                        NDArray weights = manager.randomUniform(0.5f, 1.5f, output.getShape());
                        collector.backward(output.square().mul(weights).sum());
                    }
                    // by then no factor of a product is zero any more
                    if (step == STEPS - 1) {
                        everyParameterHasAGradient(model.getBlock());
                    }
                    trainer.step();
                }
                int now = model.getNDManager().getManagedArrays().size();
                if (step >= 2) {
                    Assert.assertEquals(now, live, "live arrays after step " + step);
                }
                live = now;
            }
        }
    }

    private static void everyParameterHasAGradient(Block block) {
        for (Pair<String, Parameter> pair : block.getParameters()) {
            if (pair.getValue().requiresGradient()) {
                double sum = 0;
                try (NDArray gradient = pair.getValue().getArray().getGradient()) {
                    for (float value : gradient.toFloatArray()) {
                        sum += Math.abs(value);
                    }
                }
                Assert.assertTrue(
                        sum > 0 && Double.isFinite(sum),
                        "gradient of " + pair.getKey() + ": " + sum);
            }
        }
    }

    private static void predictsWithoutLeak(Model model, NDList inputs) throws Exception {
        int live = model.getNDManager().getManagedArrays().size();
        try (Predictor<NDList, NDList> predictor =
                model.newPredictor(new NoopTranslator((Batchifier) null))) {
            for (int i = 0; i < STEPS; ++i) {
                try (NDManager manager = model.getNDManager().newSubManager()) {
                    predictor.predict(copies(manager, inputs));
                }
                Assert.assertEquals(
                        model.getNDManager().getManagedArrays().size(),
                        live,
                        "live arrays after prediction " + i);
            }
        }
    }

    /** Digits of the user's language are not saved, and do not keep a file from being loaded. */
    private static void savesInAnyLocale(
            Model model,
            String engine,
            Supplier<Block> factory,
            Path folder,
            NDList inputs,
            float[] expected)
            throws Exception {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("fa"));
            loads(engine, factory.get(), folder, inputs, expected);
            model.save(folder.resolve("persian"), "block");
        } finally {
            Locale.setDefault(locale);
        }
        Assert.assertEquals(
                Files.readAllBytes(folder.resolve("persian").resolve("block-0000.params")),
                Files.readAllBytes(folder.resolve("block-0000.params")),
                "the file that is saved in another locale");
    }

    private static void loads(
            String engine, Block fresh, Path folder, NDList inputs, float[] expected)
            throws Exception {
        try (Model model = newModel(engine, fresh)) {
            model.load(folder, "block");
            try (NDManager manager = model.getNDManager().newSubManager()) {
                float[] actual = forward(model, manager, inputs, false).head().toFloatArray();
                Assert.assertEquals(actual, expected, 1e-6f, "outputs after a round trip");
            }
        }
    }
}
