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
package io.github.hypernet.examples.fuzz;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;

import com.google.gson.JsonObject;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.checkpoint.LoopState;
import io.github.hypernet.core.training.checkpoint.ModelFile;
import io.github.hypernet.core.training.checkpoint.TrainerCheckpoint;
import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.vision.HyperConv2d;

import org.testng.Assert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Readers of learned parameters: model files and checkpoints, on each engine. */
final class ParameterTargets {

    private static final Mutator BYTES = new ByteMutator().repeated();
    private static final Mutator MODEL = Mutator.oneOf(BYTES, Repacking.model(BYTES));
    private static final Mutator CHECKPOINT = Mutator.oneOf(BYTES, Repacking.checkpoint(BYTES));
    private static final Shape INPUT = new Shape(2, 3);

    /** Small blocks of each kind that has something of its own in a file, by model name. */
    private static final Map<String, Supplier<Block>> BLOCKS = new LinkedHashMap<>();

    private static final Map<String, Shape> INPUTS =
            Map.of("hyper", INPUT, "conv", new Shape(1, 1, 4, 4), "lstm", new Shape(1, 2, 3));

    static {
        BLOCKS.put("hyper", ParameterTargets::hypernetwork);
        BLOCKS.put(
                "conv",
                () ->
                        HyperConv2d.builder()
                                .setKernelShape(new Shape(3, 3))
                                .setFilters(2)
                                .setGenerator(
                                        KernelGenerator.builder()
                                                .setEmbeddingSize(2)
                                                .optHiddenSize(2)
                                                .optBasicSize(1, 2))
                                .build());
        BLOCKS.put(
                "lstm",
                () ->
                        HyperLstm.builder()
                                .setStateSize(3)
                                .setHyperSize(2)
                                .setEmbeddingSize(2)
                                .build());
    }

    private ParameterTargets() {}

    static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String engine : List.of("PyTorch", "MXNet")) {
            targets.add(
                    new Target(
                            "model file, " + engine,
                            BLOCKS.keySet().stream()
                                    .flatMap(name -> savedModel(name, engine))
                                    .toList(),
                            MODEL,
                            folder -> readModel(folder, engine)));
            targets.add(
                    new Target(
                            "materialized model, " + engine,
                            materialized(engine).toList(),
                            MODEL,
                            folder -> readMaterialized(folder, engine)));
            targets.add(
                    new Target(
                            "checkpoint, " + engine,
                            List.of(checkpoint(engine)),
                            CHECKPOINT,
                            folder -> readCheckpoint(folder, engine)));
        }
        return targets;
    }

    private static Block network() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(4).build())
                .add(Linear.builder().setUnits(2).build());
    }

    private static Hypernetwork hypernetwork() {
        return Hypernetwork.builder()
                .setMainNetwork(network())
                .addGenerator(
                        LinearGenerator.builder().setEmbeddingSize(2).setChunkSize(4).build(),
                        ParameterSelector.weights())
                .build();
    }

    private static Model model(String name, String engine, Block block) {
        Model model = Model.newInstance(name, Device.cpu(), engine);
        model.setBlock(block);
        return model;
    }

    /** Saves a model with a checksum, and as DJL does, without one. */
    private static Stream<Seed> saved(Model model) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = ModelFile.save(folder.getPath(), model);
            Seed checked = Seed.of(file.getFileName().toString(), SeedFiles.read(file));
            model.save(folder.getPath(), model.getName());
            return Stream.of(checked, Seed.of(file.getFileName().toString(), SeedFiles.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Seed> savedModel(String name, String engine) {
        try (Model model = model(name, engine, BLOCKS.get(name).get())) {
            initialize(model, INPUTS.get(name));
            return saved(model);
        }
    }

    private static void initialize(Model model, Shape input) {
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, input);
    }

    private static Stream<Seed> materialized(String engine) {
        Hypernetwork hypernetwork = hypernetwork();
        try (Model model = model("plain", engine, hypernetwork)) {
            initialize(model, INPUT);
            model.setBlock(hypernetwork.materialize());
            return saved(model);
        }
    }

    private static void readModel(Path folder, String engine) throws Exception {
        for (String name : BLOCKS.keySet()) {
            Path file = ModelFile.of(folder, name);
            if (file.toFile().exists()) {
                try (Model model = model(name, engine, BLOCKS.get(name).get())) {
                    ModelFile.load(file, model);
                    requireAnswers(model, INPUTS.get(name));
                }
            }
        }
    }

    private static void readMaterialized(Path folder, String engine) throws Exception {
        try (Model model = model("plain", engine, network())) {
            ModelFile.load(ModelFile.of(folder, "plain"), model);
            requireAnswers(model, INPUT);
        }
    }

    /** Values may be any, but there has to be one answer for each sample. */
    private static void requireAnswers(Model model, Shape shape) {
        ParameterStore store = new ParameterStore(model.getNDManager(), false);
        NDArray input = model.getNDManager().ones(shape);
        NDList output = model.getBlock().forward(store, new NDList(input), false);
        Assert.assertEquals(output.head().getShape().get(0), shape.get(0));
        Assert.assertTrue(output.head().toFloatArray().length < 1000);
    }

    private static Optimizer adam() {
        return Optimizer.adam().build();
    }

    private static Trainer trainer(Model model, Optimizer optimizer) {
        return model.newTrainer(
                new DefaultTrainingConfig(Loss.l2Loss())
                        .optOptimizer(optimizer)
                        .optDevices(new Device[] {Device.cpu()}));
    }

    private static Seed checkpoint(String engine) {
        Optimizer optimizer = adam();
        try (TemporaryFolder folder = new TemporaryFolder();
                Model model = model("model", engine, hypernetwork());
                Trainer trainer = trainer(model, optimizer)) {
            trainer.initialize(INPUT);
            NDArray input = trainer.getManager().ones(INPUT);
            NDArray labels = trainer.getManager().ones(new Shape(2, 2));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(input));
                collector.backward(trainer.getLoss().evaluate(new NDList(labels), output));
            }
            trainer.step();
            JsonObject state = new JsonObject();
            state.addProperty("step", 1);
            Path file = folder.getPath().resolve("model-000000001.ckpt");
            TrainerCheckpoint.of(trainer, optimizer)
                    .save(file, new LoopState(1, state, Map.of("carried", input)));
            return Seed.of(file.getFileName().toString(), SeedFiles.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readCheckpoint(Path folder, String engine) throws IOException {
        Optimizer optimizer = adam();
        try (Model model = model("model", engine, hypernetwork());
                Trainer trainer = trainer(model, optimizer)) {
            LoopState state =
                    TrainerCheckpoint.of(trainer, optimizer)
                            .restore(folder.resolve("model-000000001.ckpt"), INPUT);
            Assert.assertNotNull(state.state());
            Assert.assertTrue(state.arrays().size() < 100);
            requireAnswers(model, INPUT);
        }
    }
}
