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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one training at a time run in a process: the seeds of random numbers are the process's, and
 * so is what some engines collect gradients with.
 */
final class OneTraining implements AutoCloseable {

    private static final int LOOK_MILLIS = 50;
    private static final ReentrantLock RUNNING =
            new ReentrantLock(true); // first come, first served

    private final boolean begun;

    private OneTraining(boolean begun) {
        this.begun = begun;
    }

    /**
     * Begins a training, now or when the others have ended.
     *
     * @param wait whether to wait for the others
     * @param stop ends the waiting; then the training is not begun
     * @throws IllegalStateException if there is another and this one does not wait, or the other is
     *     this thread's own
     */
    static OneTraining begin(boolean wait, StopRequest stop) {
        if (RUNNING.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "A training is under way on this thread: one cannot run within another, such as"
                            + " in its observer; call fit after it has ended");
        }
        if (!wait && !RUNNING.tryLock()) {
            throw new IllegalStateException(
                    "Another training is under way in this process, and two at once would change"
                            + " each other's numbers: let it end first, set optWaitForOthers(true)"
                            + " to wait for it, or train in a process of its own");
        }
        return new OneTraining(!wait || await(stop));
    }

    private static boolean await(StopRequest stop) {
        while (!stop.isRequested()) {
            try {
                if (RUNNING.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // a request to stop
            }
        }
        return false;
    }

    /** Tells whether the training is begun; it is not if it was stopped while it waited. */
    boolean isBegun() {
        return begun;
    }

    @Override
    public void close() {
        if (begun) {
            RUNNING.unlock();
        }
    }
}
