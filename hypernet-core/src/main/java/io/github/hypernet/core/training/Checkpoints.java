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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one model's training in a run folder: saves all that the next step depends on,
 * keeps the newest few, and puts the newest sound one back.
 */
final class Checkpoints {

    private static final Logger logger = LoggerFactory.getLogger(Checkpoints.class);
    private static final String FOLDER = "checkpoints";
    private static final String PARAMETER = "parameter/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String CARRIED = "carried/";

    private final RunFolder folder;
    private final String model;
    private final ParameterList parameters;
    private final Optimizer optimizer;
    private final long seed;
    private final int keep;

    Checkpoints(
            RunFolder folder,
            String model,
            ParameterList parameters,
            Optimizer optimizer,
            long seed,
            int keep) {
        this.folder = folder;
        this.model = model;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.seed = seed;
        this.keep = keep;
    }

    /** Returns the files, the newest first. */
    List<Path> list() throws IOException {
        Path path = folder.getPath().resolve(FOLDER);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(model) + "-(\\d+)\\.ckpt");
        record Numbered(long step, Path file) {}
        try (Stream<Path> files = Files.list(path)) {
            List<Numbered> found = new ArrayList<>();
            files.forEach(
                    file -> {
                        Matcher matcher = name.matcher(file.getFileName().toString());
                        if (matcher.matches()) {
                            found.add(new Numbered(Long.parseLong(matcher.group(1)), file));
                        }
                    });
            found.sort(Comparator.comparingLong(Numbered::step).reversed());
            return found.stream().map(Numbered::file).toList();
        }
    }

    /** Saves a checkpoint and deletes the oldest that are too many. */
    void save(TrainingState state, List<NDList> carried) throws IOException {
        Map<String, NDArray> arrays = Checkpoint.arrays();
        Map<String, Integer> updates = new LinkedHashMap<>();
        Map<String, Integer> counts = TrainerInternals.updateCounts(optimizer);
        for (Pair<String, Parameter> parameter : parameters) {
            arrays.put(PARAMETER + parameter.getKey(), parameter.getValue().getArray());
            Integer count = counts.get(parameter.getValue().getId());
            if (count != null) {
                updates.put(parameter.getKey(), count);
            }
        }
        TrainerInternals.state(optimizer)
                .forEach(
                        (kind, byId) -> {
                            for (Pair<String, Parameter> parameter : parameters) {
                                Map<Device, NDArray> byDevice =
                                        byId.get(parameter.getValue().getId());
                                if (byDevice != null) {
                                    arrays.put(
                                            OPTIMIZER + kind + "/" + parameter.getKey(),
                                            byDevice.values().iterator().next());
                                }
                            }
                        });
        for (int slot = 0; slot < carried.size(); ++slot) {
            for (int i = 0; i < carried.get(slot).size(); ++i) {
                arrays.put(CARRIED + slot + "/" + i, carried.get(slot).get(i));
            }
        }
        Checkpoint.Header header =
                new Checkpoint.Header(optimizer.getClass().getName(), seed, updates, state);
        folder.write(
                String.format("%s/%s-%09d.ckpt", FOLDER, model, state.step),
                out -> Checkpoint.write(out, header, arrays));
        List<Path> files = list();
        for (Path old : files.subList(Math.min(keep, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * Puts back the newest checkpoint that is sound and belongs to this training.
     *
     * @param manager the manager of the optimizer's and the carried state
     * @param carried gets the carried state
     * @return the state, or null if there is no checkpoint
     * @throws IOException if there are checkpoints but none can be used
     */
    TrainingState restore(NDManager manager, List<NDList> carried) throws IOException {
        String reason = null;
        for (Path file : list()) {
            Map<String, NDArray> arrays = Checkpoint.arrays();
            try (NDManager scratch = manager.newSubManager()) {
                Checkpoint.Header header = Checkpoint.read(file, scratch, arrays);
                check(header, arrays);
                putBack(header, arrays, manager, carried);
                return header.state();
            } catch (IOException e) {
                String why = file + " cannot be used: " + e.getMessage();
                logger.warn("The checkpoint {}; trying the one before it", why);
                reason = reason == null ? why : reason;
            }
        }
        if (reason != null) {
            throw new IOException("There is no checkpoint to resume: the newest, " + reason);
        }
        return null;
    }

    private void check(Checkpoint.Header header, Map<String, NDArray> arrays) throws IOException {
        requireSame("seed", header.seed(), seed);
        requireSame("optimizer", header.optimizer(), optimizer.getClass().getName());
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
                    "it is of another training: its " + what + " is " + there + ", not " + here);
        }
    }

    private void putBack(
            Checkpoint.Header header,
            Map<String, NDArray> arrays,
            NDManager manager,
            List<NDList> carried) {
        Map<String, Map<String, Map<Device, NDArray>>> optimizerState =
                TrainerInternals.state(optimizer);
        Map<String, Integer> counts = TrainerInternals.updateCounts(optimizer);
        int updates = 0;
        for (Pair<String, Parameter> parameter : parameters) {
            String name = parameter.getKey();
            String id = parameter.getValue().getId();
            arrays.get(PARAMETER + name).copyTo(parameter.getValue().getArray());
            for (var kind : optimizerState.entrySet()) {
                NDArray array = arrays.get(OPTIMIZER + kind.getKey() + "/" + name);
                if (array != null) {
                    array.attach(manager);
                    Map<Device, NDArray> byDevice = new ConcurrentHashMap<>();
                    byDevice.put(array.getDevice(), array);
                    kind.getValue().put(id, byDevice);
                }
            }
            Integer count = header.updates().get(name);
            if (count != null) {
                counts.put(id, count);
                updates = Math.max(updates, count);
            }
        }
        TrainerInternals.setUpdates(optimizer, updates);
        NDArray array;
        for (int slot = 0; arrays.containsKey(CARRIED + slot + "/0"); ++slot) {
            NDList list = new NDList();
            for (int i = 0; (array = arrays.get(CARRIED + slot + "/" + i)) != null; ++i) {
                array.attach(manager);
                list.add(array);
            }
            carried.add(list);
        }
    }
}
