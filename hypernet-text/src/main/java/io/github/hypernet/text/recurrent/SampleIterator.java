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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A sequence that a {@link RecurrentModel} makes up: each element is drawn from the model's outputs
 * when it is asked for, and read by the model before the next one is. After the last element what
 * it keeps is freed.
 *
 * @param <T> the type of an element
 */
public final class SampleIterator<T> implements Iterator<T>, AutoCloseable {

    private final ModelStepper stepper;
    private final int length;
    private final BiFunction<NDManager, T, NDArray> input;
    private final Function<float[], T> draw;
    private float[] outputs;
    private int drawn;

    /**
     * Lets a model read what the sequence begins with.
     *
     * @param stepper the model, with one sequence; it is closed with this
     * @param begin what the sequence begins with, at least one element
     * @param length how many elements to draw
     * @param input makes a step's input of an element
     * @param draw draws an element from the model's outputs
     */
    public SampleIterator(
            ModelStepper stepper,
            Iterable<T> begin,
            int length,
            BiFunction<NDManager, T, NDArray> input,
            Function<float[], T> draw) {
        this.stepper = stepper;
        this.length = length;
        this.input = input;
        this.draw = draw;
        begin.forEach(this::read);
    }

    private void read(T element) {
        outputs = stepper.step(manager -> input.apply(manager, element));
    }

    /** {@inheritDoc} */
    @Override
    public boolean hasNext() {
        return drawn < length;
    }

    /** {@inheritDoc} */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All elements were drawn");
        }
        T element = draw.apply(outputs);
        if (++drawn < length) {
            read(element);
        } else {
            close();
        }
        return element;
    }

    /** Frees what it keeps, where not all elements are asked for. */
    @Override
    public void close() {
        stepper.close();
    }
}
