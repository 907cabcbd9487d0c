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
package io.github.hypernet.core.episode;

/**
 * The sizes of an episode.
 *
 * @param ways the classes, N
 * @param leastShots the least items of a class in the support set
 * @param mostShots the most items of a class in the support set
 * @param queries the items of a class that are to be classified, Q
 */
record EpisodeShape(int ways, int leastShots, int mostShots, int queries) {

    /** Returns the places of a support set, S. */
    int supportSize() {
        return ways * mostShots;
    }

    /** Returns the queries of an episode, N * Q. */
    int queryCount() {
        return ways * queries;
    }
}
