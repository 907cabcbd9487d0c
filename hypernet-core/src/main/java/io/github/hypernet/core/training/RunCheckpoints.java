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

import ai.djl.ndarray.NDArray;
import ai.djl.training.Trainer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import io.github.hypernet.core.training.checkpoint.Checkpoints;
import io.github.hypernet.core.training.checkpoint.LoopState;
import io.github.hypernet.core.training.checkpoint.TrainerCheckpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checkpoints of a run: the trainer's, with the loop's state. Without a folder, none. */
final class RunCheckpoints {

    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private final LoopSettings settings;
    private final Trainer trainer;
    private final CarriedStates carried;
    private final Checkpoints checkpoints;
    private final TrainerCheckpoint checkpoint;

    RunCheckpoints(LoopSettings settings, Trainer trainer, CarriedStates carried) {
        this.settings = settings;
        this.trainer = trainer;
        this.carried = carried;
        LoopSettings.Files files = settings.files();
        if (files.folder() == null) {
            checkpoints = null;
            checkpoint = null;
        } else {
            checkpoints = new Checkpoints(files.folder(), settings.model().getName(), files.keep());
            checkpoint = TrainerCheckpoint.of(trainer, settings.config().getOptimizer());
        }
    }

    /** Tells whether they are written. */
    boolean areWritten() {
        return checkpoints != null;
    }

    /**
     * Initializes the trainer, with first values or those of the newest checkpoint.
     *
     * @return the state of that checkpoint; null if there is none
     */
    TrainingState initialize() throws IOException {
        if (checkpoints == null || !settings.files().resume()) {
            requireNone();
            trainer.initialize(settings.inputShapes());
            return null;
        }
        LoopState loop = checkpoints.restore(checkpoint, settings.seed(), settings.inputShapes());
        if (loop == null) {
            return null;
        }
        carried.restore(loop.arrays());
        settings.savedStates().restore(settings.model().getNDManager(), loop.arrays());
        return GSON.fromJson(loop.state(), TrainingState.class);
    }

    private void requireNone() throws IOException {
        List<Path> files = checkpoints == null ? List.of() : checkpoints.list();
        if (!files.isEmpty()) {
            throw new IOException(
                    "The run folder has a checkpoint, "
                            + files.get(0)
                            + ": resume it, or name another folder");
        }
    }

    /** Saves the trainer and the loop's state. */
    void save(TrainingState state) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>(carried.arrays());
        arrays.putAll(settings.savedStates().arrays());
        LoopState loop =
                new LoopState(settings.seed(), GSON.toJsonTree(state).getAsJsonObject(), arrays);
        checkpoints.save(state.step, checkpoint, loop);
    }
}
