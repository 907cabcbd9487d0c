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
import java.util.Map;

/** Times the models of a kind side by side, and prints what it measured. */
@FunctionalInterface
public interface Benchmark {

    /**
     * Times models.
     *
     * @param recipe their recipe
     * @param models the models by name; the first is what the others are compared with
     * @param placement where they compute
     * @param steps how many steps to time of each
     * @throws IOException if a file cannot be written
     * @throws TranslateException if a model fails
     */
    void run(Recipe recipe, Map<String, ModelSpec> models, Placement placement, int steps)
            throws IOException, TranslateException;
}
