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
package io.github.hypernet.core;

/**
 * What a generator's output is added to: {@code w_p = base_p + generator(...)}.
 *
 * <p>With a base of its own a parameter starts near that: the change that is added has a tenth of
 * the deviation that a weight generated whole starts with.
 */
public enum Base {

    /** Nothing: weights are generated whole, as in the paper. The parameter takes no memory. */
    GENERATED,

    /** The main network's own parameter, learned together with the generator. */
    LEARNED,

    /**
     * The main network's own parameter as it is, for a network that is trained already. It is saved
     * with the model and in checkpoints, and is never trained, not after a load and under a new
     * trainer either.
     */
    FROZEN
}
