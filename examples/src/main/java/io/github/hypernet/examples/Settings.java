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

import ai.djl.engine.Engine;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a run was made with: settings.json. */
record Settings(
        String recipe,
        List<String> models,
        String engine,
        String device,
        long seed,
        int epochs,
        int patience,
        int batchSize,
        float learningRate,
        int padding,
        String data,
        String started,
        String hypernetVersion,
        String djlVersion,
        String engineVersion,
        String javaVersion,
        String system) {

    static Settings of(
            Recipe recipe,
            List<ModelKind> models,
            Engine engine,
            String device,
            long seed,
            int epochs,
            String data) {
        return new Settings(
                recipe.name(),
                models.stream().map(ModelKind::toString).toList(),
                engine.getEngineName(),
                device,
                seed,
                epochs,
                recipe.patience(),
                recipe.batchSize(),
                recipe.learningRate(),
                recipe.padding(),
                data,
                OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Main.Version.current(),
                Engine.getDjlVersion(),
                engine.getVersion(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
