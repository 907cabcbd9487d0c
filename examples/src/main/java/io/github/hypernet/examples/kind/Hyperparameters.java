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

/**
 * The settings of a family of models: a record of numbers, truth values and enum constants, each a
 * field of that name in recipes and in settings.json, with a {@link Range} and a {@link Default}
 * where it has one.
 */
public interface Hyperparameters {

    /** {@return the most epochs to train} */
    int epochs();

    /** {@return after how many evaluations without a better one training stops} */
    int patience();

    /** {@return whether an operation is so small that a second thread costs more than it saves} */
    default boolean suitsOneThread() {
        return false;
    }
}
