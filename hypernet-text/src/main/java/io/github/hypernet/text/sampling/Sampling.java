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
package io.github.hypernet.text.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the elements of a sequence are drawn from a model's outputs, and how they lie in arrays.
 *
 * @param <E> the type of an element, such as the id of a character
 */
public interface Sampling<E> {

    /** {@return how many elements to draw, positive} */
    int length();

    /** {@return a generator of random numbers at the begin of its sequence, which the seed sets} */
    RandomGenerator newRandom();

    /**
     * Draws the next element.
     *
     * @param outputs what the model computes at a step, {@code [units]}
     * @param random the random numbers
     * @return the element
     */
    E draw(float[] outputs, RandomGenerator random);

    /**
     * Reads elements from an array.
     *
     * @param array {@code [T, ...]}, T elements
     * @return the elements
     */
    List<E> read(NDArray array);

    /**
     * Writes elements to an array, as the model takes them.
     *
     * @param manager the manager to make it with
     * @param elements T elements, at least one
     * @return {@code [T, ...]}
     */
    NDArray write(NDManager manager, List<E> elements);
}
