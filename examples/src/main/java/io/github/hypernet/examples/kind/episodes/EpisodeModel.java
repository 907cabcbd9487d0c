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

import ai.djl.nn.Block;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.checkpoint.RunFolder;
import io.github.hypernet.examples.kind.OpenModel;
import io.github.hypernet.examples.kind.Placement;

import java.io.IOException;
import java.util.List;

/** A model that is given a support set with the queries. */
abstract class EpisodeModel extends OpenModel {

    /** Opens a model of a block. */
    EpisodeModel(EpisodeSettings settings, String name, Block block, Placement placement) {
        super(placement.newModel(name, block), settings);
    }

    /**
     * Draws models of this family into their run folder; the first of them is asked.
     *
     * @param family the models, this one among them
     * @param run the run
     * @throws IOException if a picture cannot be written
     * @throws TranslateException if a model fails
     */
    abstract void draw(List<EpisodeModel> family, RunFolder run)
            throws IOException, TranslateException;
}
