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
package io.github.hypernet.core.training;

import ai.djl.engine.Engine;

/** Makes the random numbers of a training follow from its seed and the place in the data. */
final class RandomSeeds {

    private final Engine engine;
    private final long seed;

    RandomSeeds(Engine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
    }

    /** Seeds all random numbers from here on. */
    void set(int epoch, int batch) {
        // SplitMix64's finalizer: neighbouring places get unrelated seeds
        long mixed = seed * 0x9e3779b97f4a7c15L + ((long) epoch << 32) + batch;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        engine.setRandomSeed((int) (mixed >>> 33));
    }
}
