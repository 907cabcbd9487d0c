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

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the command {@code sample} does with the runs of one kind of recipe. Its fields are the
 * options that only this kind has.
 */
interface Sampler {

    /**
     * What the user asks of any kind.
     *
     * @param run the folder of the run
     * @param engine where the numbers are computed
     * @param device where on the engine
     * @param length how many elements to draw; null for the kind's default
     * @param temperature how varied
     * @param seed the seed of the random numbers
     */
    record Request(
            Path run, Engine engine, Device device, Integer length, float temperature, long seed) {}

    /** What it makes, as messages say it. */
    String product();

    /** Returns whether it is for a recipe. */
    boolean accepts(Recipe recipe);

    /** Refuses options that are none, before anything is loaded. */
    void check();

    /** Returns what is needed to build the models of a run, without its data. */
    Task task(Path run) throws IOException;

    /** Draws from a loaded model. */
    void sample(Experiment experiment, Request request) throws IOException, TranslateException;
}
