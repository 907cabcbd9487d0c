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
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A recipe with its data. */
interface Task {

    /** Builds a model. */
    Experiment open(String model, Hyperparameters settings, Engine engine, Device device);

    /** Writes what a run needs besides its settings, before it begins. */
    default void prepare(RunFolder run) throws IOException {}

    /** Returns this task for the models of a run, which the run may know more about. */
    default Task in(Path run) throws IOException {
        return this;
    }

    /** Draws pictures of trained models into their run folder. */
    void draw(List<Experiment> models, RunFolder run) throws IOException, TranslateException;
}
