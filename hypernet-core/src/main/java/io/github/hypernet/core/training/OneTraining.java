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

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets one training run at a time in a process: they would seed each other's random numbers, and
 * collect each other's gradients.
 */
final class OneTraining implements AutoCloseable {

    private static final Semaphore PLACE = new Semaphore(1);
    private static final int MILLISECONDS_A_LOOK = 50;
    private static volatile Thread owner;
    private static volatile String running;

    private OneTraining(String model) {
        owner = Thread.currentThread();
        running = model;
    }

    /**
     * Takes the place.
     *
     * @param model the name of the model to train
     * @param waits whether to wait for another training to end
     * @param stopRequested tells whether to wait no longer
     * @return the place, to close when the training has ended
     * @throws IllegalStateException if another training runs, and this does not wait or cannot
     * @throws CancellationException if it was stopped or interrupted while it waited
     */
    static OneTraining begin(String model, boolean waits, BooleanSupplier stopRequested) {
        // within a training, by an observer say: it would wait for itself
        boolean isWithin = owner == Thread.currentThread();
        if (PLACE.tryAcquire()) {
            return new OneTraining(model);
        }
        if (!waits || isWithin) {
            throw new IllegalStateException(
                    "The training of "
                            + model
                            + " cannot begin: that of "
                            + running
                            + " runs in this process, and two would change each other's random"
                            + " numbers and gradients; train one after the other (optWait waits for"
                            + " another thread's), or in processes of their own");
        }
        await(model, stopRequested);
        return new OneTraining(model);
    }

    private static void await(String model, BooleanSupplier stopRequested) {
        try {
            while (!PLACE.tryAcquire(MILLISECONDS_A_LOOK, TimeUnit.MILLISECONDS)) {
                if (stopRequested.getAsBoolean()) {
                    throw new CancellationException(
                            "The training of " + model + " was stopped before it began");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    "The training of " + model + " was interrupted before it began");
        }
    }

    @Override
    public void close() {
        owner = null;
        running = null;
        PLACE.release();
    }
}
