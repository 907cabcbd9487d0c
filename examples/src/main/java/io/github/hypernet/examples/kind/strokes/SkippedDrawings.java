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
package io.github.hypernet.examples.kind.strokes;

import ai.djl.training.dataset.Batch;

import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.text.handwriting.StrokeBatches;

/** Says of the first step that was left out which drawings may be the reason, and what can help. */
final class SkippedDrawings implements TrainingObserver {

    private final StrokeBatches batches;
    private boolean told;

    SkippedDrawings(StrokeBatches batches) {
        this.batches = batches;
    }

    @Override
    public void onSkippedStep(TrainingProgress progress, Batch batch) {
        if (!told) {
            told = true;
            System.err.println(
                    "A step was left out, for its loss or gradients are not finite; "
                            + batches.describe(batch)
                            + "; to leave those drawings out, or to train a model without layer norm"
                            + " (--model lstm), can help");
        }
    }
}
