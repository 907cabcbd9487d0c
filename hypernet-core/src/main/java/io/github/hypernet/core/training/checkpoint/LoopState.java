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
package io.github.hypernet.core.training.checkpoint;

import ai.djl.ndarray.NDArray;

import com.google.gson.JsonObject;

import java.util.Map;

/**
 * What a training saves of its own in a checkpoint, besides the parameters and the optimizer.
 *
 * @param seed the seed that its random numbers follow from; 0 if it has none
 * @param state what it knows, as the training itself writes and reads it; its numbers may be NaN
 * @param arrays its arrays by name; the names begin neither with {@code parameter/} nor with {@code
 *     optimizer/}
 */
public record LoopState(long seed, JsonObject state, Map<String, NDArray> arrays) {}
