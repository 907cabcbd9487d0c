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

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;

import io.github.hypernet.core.training.checkpoint.ModelFile;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of the best evaluation: in the run folder, or where there is none and they are to be
 * put back, in memory.
 */
final class BestWeights implements AutoCloseable {

    private final Model model;
    private final RunFolder folder;
    private final boolean isRestored;
    private final NDManager manager;
    private final List<NDArray> copies = new ArrayList<>();

    BestWeights(LoopSettings settings) {
        model = settings.model();
        folder = settings.files().folder();
        isRestored = settings.scores().restoreBest() && settings.scores().data() != null;
        manager = model.getNDManager().newSubManager();
    }

    /** Keeps the weights as they are; those kept before are forgotten. */
    void keep() throws IOException {
        if (folder != null) {
            folder.saveModel(model);
        } else if (isRestored) {
            List<Parameter> parameters = model.getBlock().getParameters().values();
            for (int i = 0; i < parameters.size(); ++i) {
                NDArray array = parameters.get(i).getArray();
                if (copies.size() == i) {
                    copies.add(manager.zeros(array.getShape(), array.getDataType()));
                }
                array.copyTo(copies.get(i));
            }
        }
    }

    /**
     * Puts the best weights back, if that is wanted; the trainer is closed, for until then it has
     * weights of its own.
     *
     * @param outcome how the training ended
     */
    void restore(TrainingOutcome outcome) throws IOException {
        boolean isBest = outcome.best() == null || outcome.best().step() == outcome.step();
        if (!isRestored || isBest || outcome.reason() == TrainingOutcome.Reason.STOPPED) {
            return;
        }
        if (folder != null) {
            ModelFile.load(RunFolder.modelFile(folder.getPath(), model.getName()), model);
            return;
        }
        List<Parameter> parameters = model.getBlock().getParameters().values();
        for (int i = 0; i < parameters.size(); ++i) {
            copies.get(i).copyTo(parameters.get(i).getArray());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
