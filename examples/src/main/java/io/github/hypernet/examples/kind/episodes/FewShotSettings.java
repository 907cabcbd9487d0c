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

import io.github.hypernet.core.episode.SupportClassifier;
import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Range;
import io.github.hypernet.vision.FewShotEmbedding;

/**
 * The settings of a classifier of images by a few examples of each class.
 *
 * @param generatorUnits the hidden units of the generator of the classifier's rows; 0 for none,
 *     which is prototypes
 * @param dropout the share of these that is left out in training
 * @param stages the stages of the embedding, each halves height and width
 * @param ways the classes of an episode
 * @param shots the examples of each class
 * @param queries the images of each class to classify
 * @param episodes the episodes of a batch
 * @param batches the batches of an epoch
 * @param epochs the most epochs
 * @param patience after how many evaluations without a better one training stops
 * @param learningRate the learning rate of Adam
 */
record FewShotSettings(
        @Range(least = 0, most = 100_000) int generatorUnits,
        @Range(least = 0, below = 1) float dropout,
        @Range(least = 1, most = 10) int stages,
        @Range(least = 2, most = 1000) int ways,
        @Range(least = 1, most = 1000) int shots,
        @Range(least = 1, most = 1000) int queries,
        @Range(least = 1, most = 1000) int episodes,
        @Range(least = 1) int batches,
        @Range(least = 1) int epochs,
        @Range(least = 1) int patience,
        @Range(above = 0, most = 1000) float learningRate)
        implements EpisodeSettings {

    @Override
    public EpisodeModel open(EpisodeExperiment experiment, String name, Placement placement) {
        return new FewShotModel(experiment.images(), name, this, placement);
    }

    @Override
    public boolean suitsOneThread() {
        return true;
    }

    /** Builds the classifier. */
    SupportClassifier newBlock() {
        SupportClassifier.Builder builder =
                SupportClassifier.builder().setEmbedding(FewShotEmbedding.create(stages));
        if (generatorUnits > 0) {
            builder.optGenerator(generatorUnits, dropout);
        }
        return builder.build();
    }

    /** Returns whether test episodes are the same. */
    boolean sameEpisodes(FewShotSettings other) {
        return ways == other.ways && shots == other.shots && queries == other.queries;
    }
}
