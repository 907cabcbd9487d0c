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

import ai.djl.ndarray.NDList;

/**
 * A loss that is a mean over something else than the rows of its labels, such as the places of a
 * batch of sequences that are no padding.
 *
 * <p>Where a batch is split, over devices or into micro-batches, the losses of its parts are
 * weighted by these counts, so that together they are the loss of the whole; a part with a count of
 * 0 is left out. An evaluation leaves out a batch with a count of 0, and a training skips its step.
 * Any other loss is taken as a mean over the rows (axis 0) of the labels. A composite loss counts
 * as its first component that counts.
 */
public interface CountingLoss {

    /**
     * Returns what the mean is over.
     *
     * @param labels the labels of a batch, or a part of one
     * @return how many elements of them count; 0 if there are only padding elements
     */
    double count(NDList labels);
}
