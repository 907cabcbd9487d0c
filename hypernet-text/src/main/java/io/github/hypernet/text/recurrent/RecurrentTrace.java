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

import ai.djl.ndarray.NDList;

import java.util.List;

/**
 * What recurrent layers computed on the way, for looking at.
 *
 * @param output what the block returns: the output and, if it returns them, the final states
 * @param scaling the vectors that scaled the weights of each layer, {@code [T, G, B, N]}: of this
 *     library's cells d_h, of the recurrent matrices, and d_x, of the input matrices, N = N_h;
 *     empty if nothing scales them
 * @param activations how open the cells of each layer were, {@code [T, B, N_h]}: of an LSTM what
 *     the output gate lets through, tanh(c_t) (of the normalised c_t, with layer normalisation); of
 *     an RNN h_t
 */
public record RecurrentTrace(NDList output, List<NDList> scaling, NDList activations) {}
