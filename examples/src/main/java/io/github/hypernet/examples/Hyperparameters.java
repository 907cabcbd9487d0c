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

/** The settings of a model and its training: a record, whose components can be set by name. */
interface Hyperparameters {

    /** The most epochs to train. */
    int epochs();

    /** Training stops after so many evaluations without a better one. */
    int patience();

    /** Whether an operation is so small that a second thread costs more time than it saves. */
    default boolean suitsOneThread() {
        return false;
    }
}
