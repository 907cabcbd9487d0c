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

import io.github.hypernet.text.recurrent.ModelStepper;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/**
 * A sequence that a model makes up: each element is drawn from the model's outputs when it is asked
 * for, and read by the model before the next one is. After the last element what it keeps is freed.
 *
 * @param <E> the type of an element
 */
final class SampleIterator<E> implements Iterator<E>, AutoCloseable {

    private final ModelStepper stepper;
    private final Sampling<E> sampling;
    private final RandomGenerator random;
    private float[] outputs;
    private int drawn;

    /**
     * Lets a model read what the sequence begins with.
     *
     * @param stepper the model, with one sequence; it is closed with this
     * @param begin what the sequence begins with, at least one element
     * @param sampling how to draw
     */
    SampleIterator(ModelStepper stepper, List<E> begin, Sampling<E> sampling) {
        this.stepper = stepper;
        this.sampling = sampling;
        random = sampling.newRandom();
        begin.forEach(this::read);
    }

    private void read(E element) {
        outputs = stepper.step(manager -> sampling.write(manager, List.of(element)));
    }

    @Override
    public boolean hasNext() {
        return drawn < sampling.length();
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All elements were drawn");
        }
        E element = sampling.draw(outputs, random);
        if (++drawn < sampling.length()) {
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
