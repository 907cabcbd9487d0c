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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.training.dataset.ArrayDataset;

/** Arrays of which so many full batches are drawn, however many samples there are. */
final class RepeatedDataset extends ArrayDataset {

    private final RepeatedSampler repeated;

    RepeatedDataset(ArrayDataset.Builder arrays, RepeatedSampler sampler) {
        super(arrays.setSampling(sampler));
        repeated = sampler;
    }

    /** The samples that are drawn: what tells how far one is. */
    @Override
    public long size() {
        return (long) repeated.steps() * repeated.batchSize();
    }
}
