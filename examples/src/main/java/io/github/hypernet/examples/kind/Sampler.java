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

import java.io.IOException;

/**
 * Draws from the models of a kind: text, or drawings. It has picocli options of its own, which the
 * command {@code sample} shows and fills. An option whose name an earlier kind has taken gets its
 * kind's before it: {@code --count} of the kind tasks is {@code --tasks-count} then.
 */
public interface Sampler {

    /**
     * What the user asks of any kind.
     *
     * @param length how many elements to draw; null for the kind's default
     * @param temperature how varied
     * @param seed the seed of the random numbers
     */
    record Request(Integer length, float temperature, long seed) {}

    /** {@return what it makes, as messages say it} */
    String product();

    /**
     * Refuses options that are none, before anything is loaded.
     *
     * @throws IllegalArgumentException if one is refused
     */
    void check();

    /**
     * Draws from a model.
     *
     * @param trained the model
     * @param request what the user asks
     * @throws IOException if a file cannot be read or written
     * @throws TranslateException if the model fails
     */
    void sample(TrainedModel trained, Request request) throws IOException, TranslateException;
}
