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
package io.github.hypernet.examples.kind.episodes;

import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.examples.kind.Placement;

/** The settings of a family of models of the kind: each builds its models. */
sealed interface EpisodeSettings extends Hyperparameters permits SineSettings, FewShotSettings {

    /**
     * Builds a model.
     *
     * @param experiment the recipe with its data
     * @param name the model's name
     * @param placement where it computes
     * @return the model, for the caller to close
     */
    EpisodeModel open(EpisodeExperiment experiment, String name, Placement placement);
}
