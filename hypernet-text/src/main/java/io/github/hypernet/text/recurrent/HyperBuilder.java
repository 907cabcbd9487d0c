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
package io.github.hypernet.text.recurrent;

/**
 * The settings that all recurrent layers with a hyper cell have.
 *
 * @param <T> the builder's type
 */
public interface HyperBuilder<T> {

    /**
     * Sets the units of the hyper cell, N_s (required; Ha, Dai, Le 2016 take 128 for 1000).
     *
     * @param hyperSize the units, positive
     * @return this builder
     */
    T setHyperSize(int hyperSize);

    /**
     * Sets the size of an embedding, N_z (required; Ha, Dai, Le 2016 take 4, 16 or 64).
     *
     * @param embeddingSize the size, positive
     * @return this builder
     */
    T setEmbeddingSize(int embeddingSize);
}
