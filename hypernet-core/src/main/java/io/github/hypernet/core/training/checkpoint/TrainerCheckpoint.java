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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;

import com.google.gson.JsonObject;

import io.github.hypernet.core.training.checkpoint.CheckpointFile.Content;
import io.github.hypernet.core.training.checkpoint.CheckpointFile.Header;
import io.github.hypernet.core.training.internal.DjlTrainer;
import io.github.hypernet.core.training.internal.Printable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Saves and restores what a step of any DJL {@code Trainer} depends on: the parameters, and the
 * optimizer's state and counts, of every device. {@code TrainingLoop} does so by itself; this is
 * for a loop of your own, or DJL's {@code EasyTrain}.
 *
 * <pre>
 *   TrainerCheckpoint checkpoint = TrainerCheckpoint.of(trainer, config.getOptimizer());
 *   checkpoint.restore(file, new Shape(32, 1, 28, 28)); // in place of trainer.initialize
 *   EasyTrain.fit(trainer, 1, dataset, null);
 *   checkpoint.save(file);
 * </pre>
 *
 * <p>A file is whole or absent, and its checksum is tested before anything is restored. Random
 * numbers and the order of the data are the caller's.
 */
public final class TrainerCheckpoint {

    private static final String PARAMETER = "parameter/";

    private final Trainer trainer;
    private final OptimizerState optimizer;

    private TrainerCheckpoint(Trainer trainer, Optimizer optimizer) {
        this.trainer = trainer;
        this.optimizer = new OptimizerState(optimizer, trainer.getDevices());
    }

    /**
     * Creates the checkpoints of a trainer.
     *
     * @param trainer the trainer
     * @param optimizer the optimizer of its configuration
     * @return what saves and restores them
     * @throws IllegalArgumentException if the optimizer's state cannot be saved, because it is none
     *     of DJL's own classes and does not implement {@link
     *     io.github.hypernet.core.training.optimizer.StatefulOptimizer}; the message names it
     */
    public static TrainerCheckpoint of(Trainer trainer, Optimizer optimizer) {
        return new TrainerCheckpoint(trainer, optimizer);
    }

    /**
     * Saves a checkpoint.
     *
     * @param file the file, which is replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        save(file, new LoopState(0, new JsonObject(), Map.of()));
    }

    /**
     * Saves a checkpoint with what the caller's loop knows.
     *
     * @param file the file, which is replaced if it exists
     * @param loop what to save besides
     * @throws IOException if it cannot be written
     */
    public void save(Path file, LoopState loop) throws IOException {
        DjlTrainer.parameterStore(trainer).sync();
        ParameterList parameters = trainer.getModel().getBlock().getParameters();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        Map<String, Integer> updates = new LinkedHashMap<>();
        Map<String, Integer> counts = optimizer.updateCounts();
        for (Pair<String, Parameter> parameter : parameters) {
            arrays.put(PARAMETER + parameter.getKey(), parameter.getValue().getArray());
            Integer count = counts.get(parameter.getValue().getId());
            if (count != null) {
                updates.put(parameter.getKey(), count);
            }
        }
        optimizer.addTo(arrays, parameters);
        arrays.putAll(loop.arrays());
        Header header = new Header(optimizer.alias(), loop.seed(), updates, loop.state());
        AtomicFile.write(file, out -> CheckpointFile.write(out, new Content(header, arrays)));
    }

    /**
     * Restores a checkpoint and initializes the trainer with it.
     *
     * @param file the file
     * @param inputShapes the shapes of a batch's inputs, as {@code trainer.initialize} takes them
     * @return what the loop that saved it knew; its arrays belong to the trainer's manager
     * @throws IOException if the file cannot be read, is damaged, or belongs to another training:
     *     other parameters or another optimizer; then nothing is restored
     * @throws IllegalStateException if the trainer is initialized, which some engines do not undo
     */
    public LoopState restore(Path file, Shape... inputShapes) throws IOException {
        initializeBlock(inputShapes);
        LoopState loop;
        try {
            loop = putBack(file, null);
        } catch (IOException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
        trainer.initialize(inputShapes);
        return loop;
    }

    /** Gives the parameters the first values, which {@link #putBack} replaces. */
    void initializeBlock(Shape... inputShapes) {
        if (DjlTrainer.isInitialized(trainer)) {
            throw new IllegalStateException(
                    "The trainer is initialized: restore a checkpoint in place of"
                            + " trainer.initialize");
        }
        Model model = trainer.getModel();
        model.getBlock().initialize(model.getNDManager(), model.getDataType(), inputShapes);
    }

    /** Initializes the trainer, with the values that the parameters have. */
    void initializeTrainer(Shape... inputShapes) {
        trainer.initialize(inputShapes);
    }

    /**
     * Puts a checkpoint back into a block that is initialized.
     *
     * @param file the file
     * @param seed the seed that it must have; null for any
     * @return what the loop that saved it knew
     * @throws IOException if it cannot be used, and nothing was changed; the message says why
     */
    LoopState putBack(Path file, Long seed) throws IOException {
        NDManager manager = trainer.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            Content content = CheckpointFile.read(file, scratch);
            Header header = content.header();
            Map<String, NDArray> arrays = content.arrays();
            ParameterList parameters = trainer.getModel().getBlock().getParameters();
            check(header, arrays, parameters, seed);
            for (Pair<String, Parameter> parameter : parameters) {
                NDArray array = arrays.get(PARAMETER + parameter.getKey());
                array.copyTo(parameter.getValue().getArray());
            }
            optimizer.putBack(arrays, parameters, manager);
            putBackCounts(header.updates(), parameters);
            Map<String, NDArray> others = new LinkedHashMap<>(arrays);
            others.keySet().removeIf(TrainerCheckpoint::isOurs);
            others.values().forEach(array -> array.attach(manager));
            return new LoopState(header.seed(), header.state(), others);
        }
    }

    private static boolean isOurs(String array) {
        return array.startsWith(PARAMETER) || array.startsWith(OptimizerState.PREFIX);
    }

    private void putBackCounts(Map<String, Integer> updates, ParameterList parameters) {
        int most = 0;
        for (Pair<String, Parameter> parameter : parameters) {
            Integer count = updates.get(parameter.getKey());
            if (count != null) {
                optimizer.updateCounts().put(parameter.getValue().getId(), count);
                most = Math.max(most, count);
            }
        }
        optimizer.setUpdates(most);
    }

    private void check(
            Header header, Map<String, NDArray> arrays, ParameterList parameters, Long seed)
            throws IOException {
        if (seed != null) {
            requireSame("seed", header.seed(), seed);
        }
        requireSame("optimizer", OptimizerState.alias(header.optimizer()), optimizer.alias());
        for (Pair<String, Parameter> parameter : parameters) {
            NDArray array = arrays.get(PARAMETER + parameter.getKey());
            requireSame(
                    "shape of the parameter " + parameter.getKey(),
                    array == null ? "absent" : array.getShape(),
                    parameter.getValue().getShape());
        }
        long count = arrays.keySet().stream().filter(name -> name.startsWith(PARAMETER)).count();
        requireSame("number of parameters", count, (long) parameters.size());
    }

    private static void requireSame(String what, Object there, Object here) throws IOException {
        if (!Objects.equals(there, here)) {
            throw new IOException(
                    "it is of another training: its "
                            + what
                            + " is "
                            + Printable.of(there + "")
                            + ", not "
                            + here);
        }
    }
}
