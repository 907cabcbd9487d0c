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
 * The weights of the best evaluation: in the run folder or, where there is none, in memory, one
 * copy of the model's parameters.
 */
final class BestWeights implements AutoCloseable {

    private final LoopSettings settings;
    private final StopRequest stop;
    private final List<NDArray> copies = new ArrayList<>();

    BestWeights(LoopSettings settings, StopRequest stop) {
        this.settings = settings;
        this.stop = stop;
    }

    /** Takes its memory, when the model has its first weights: it needs no more later. */
    void begin() {
        if (settings.files().folder() == null && settings.scores().arePutBack()) {
            copy();
        }
    }

    /** Keeps the weights that the model has now, in place of those kept before. */
    void keep() throws IOException {
        RunFolder folder = settings.files().folder();
        if (folder != null) {
            stop.complete(() -> folder.saveModel(settings.model()));
        } else if (settings.scores().arePutBack()) {
            copy();
        }
    }

    private void copy() {
        close();
        NDManager manager = settings.model().getNDManager();
        for (Parameter parameter : parameters()) {
            try (NDArray values = parameter.getArray().stopGradient()) {
                NDArray copy = values.duplicate();
                copy.attach(manager);
                copies.add(copy);
            }
        }
    }

    /**
     * Puts the kept weights back into the model. Its trainer is closed: a trainer ends with its own
     * weights, on some engines and devices.
     */
    void putBack() throws IOException {
        RunFolder folder = settings.files().folder();
        if (folder == null) {
            List<Parameter> parameters = parameters();
            for (int i = 0; i < copies.size(); ++i) {
                copies.get(i).copyTo(parameters.get(i).getArray());
            }
            return;
        }
        Model model = settings.model();
        try {
            stop.complete(
                    () ->
                            ModelFile.load(
                                    RunFolder.modelFile(folder.getPath(), model.getName()), model));
        } catch (IOException e) {
            throw new IOException(
                    "The training has ended and its checkpoint is written, but the best weights"
                            + " could not be put back, and the model holds the last: "
                            + e.getMessage(),
                    e);
        }
    }

    private List<Parameter> parameters() {
        return settings.model().getBlock().getParameters().values();
    }

    /** Frees the memory. */
    @Override
    public void close() {
        copies.forEach(NDArray::close);
        copies.clear();
    }
}
