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
/**
 * Training that never loses work: a loop over DJL's {@code Trainer} with global-norm gradient
 * clipping, early stopping, exact resume, metrics and progress.
 *
 * <p>{@link io.github.hypernet.core.training.TrainingLoop} is the place to start. It trains any DJL
 * model, with DJL's losses, optimizers, evaluators, listeners and datasets. {@link
 * io.github.hypernet.core.training.EvaluationLoop} evaluates one as the loop does.
 *
 * <p>The loop is here. What it leaves behind, and checkpoints of any trainer, are in {@code
 * checkpoint}; optimizers and learning rates are in {@code optimizer}.
 */
package io.github.hypernet.core.training;
