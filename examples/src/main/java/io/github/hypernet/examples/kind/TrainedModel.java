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
package io.github.hypernet.examples.kind;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A model of a run, to be opened with its best parameters.
 *
 * @param run the run's folder
 * @param name the model's name
 * @param spec its settings
 * @param placement where it computes
 */
public record TrainedModel(Path run, String name, ModelSpec spec, Placement placement) {

    /**
     * Opens the model.
     *
     * @param experiment what builds it
     * @param <M> the experiment's models
     * @return the model with its parameters, for the caller to close
     * @throws IOException if its file is missing or damaged
     */
    public <M extends OpenModel> M open(Experiment<M> experiment) throws IOException {
        M model = experiment.open(name, spec, placement);
        try {
            model.load(run);
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
