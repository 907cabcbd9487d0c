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

import java.io.IOException;

/**
 * A request to end a training with a checkpoint, by {@link TrainingLoop#stop}, a signal, or an
 * interrupt of its thread. An interrupt is set aside until the training has ended, for it would
 * close every file that the thread writes.
 */
final class StopRequest {

    private volatile boolean requested;
    private boolean interrupted;

    /** Reads or writes files. */
    @FunctionalInterface
    interface FileAccess {

        /**
         * Reads or writes them.
         *
         * @throws IOException if it fails
         */
        void run() throws IOException;
    }

    /** Requests it, on any thread. */
    void request() {
        requested = true;
    }

    /** Tells whether it is requested; called on the training's thread. */
    boolean isRequested() {
        interrupted |= Thread.interrupted();
        return requested || interrupted;
    }

    /** Reads or writes files, and once more if an interrupt was in the way. */
    void complete(FileAccess access) throws IOException {
        try {
            access.run();
        } catch (IOException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            access.run();
        }
    }

    /** Is called when the training has ended: an interrupt is left to the caller. */
    void end() {
        requested = false;
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }
}
