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

import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A recipe with its data, or without where only the models matter.
 *
 * @param <M> its models
 */
public interface Experiment<M extends OpenModel> {

    /**
     * Builds a model.
     *
     * @param name the model's name
     * @param spec its settings
     * @param placement where it computes
     * @return the model, for the caller to close
     * @throws IllegalArgumentException if its settings do not go together
     */
    M open(String name, ModelSpec spec, Placement placement);

    /**
     * Writes what a run needs besides its settings, before it begins.
     *
     * @param run the run
     * @throws IOException if it cannot be written
     */
    default void prepare(RunFolder run) throws IOException {}

    /**
     * Returns this experiment for the models of a run, which the run may know more about.
     *
     * @param run the run's folder
     * @return the experiment
     * @throws IOException if the run's files cannot be read, or do not fit the data
     */
    default Experiment<M> in(Path run) throws IOException {
        return this;
    }

    /**
     * Returns what tells whether the data is the same.
     *
     * @return it; empty if the data is always the same
     * @throws IOException if its files cannot be listed
     */
    default Optional<DataIdentity> identity() throws IOException {
        return Optional.empty();
    }

    /**
     * Draws pictures of trained models into their run folder.
     *
     * @param models the models, with their best parameters
     * @param run the run
     * @throws IOException if they cannot be written
     * @throws TranslateException if a model fails
     */
    void draw(List<M> models, RunFolder run) throws IOException, TranslateException;
}
