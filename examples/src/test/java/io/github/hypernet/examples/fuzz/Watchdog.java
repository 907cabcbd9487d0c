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
package io.github.hypernet.examples.fuzz;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs readers on a thread of their own, and gives up those that do not come back. */
final class Watchdog implements AutoCloseable {

    /** The longest time that reading may take. */
    static final long LIMIT_MILLIS = 5_000;

    private static final long PATIENCE_MILLIS = 4 * LIMIT_MILLIS;

    private volatile Thread thread;
    private ExecutorService executor = newExecutor();

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * How work ended.
     *
     * @param thrown what it threw, or null
     * @param millis how long it took
     */
    record Attempt(Throwable thrown, long millis) {}

    /** Says that work took too long, with the stack of its thread where it was then. */
    static final class Hang extends Exception {

        private static final long serialVersionUID = 1L;

        Hang(StackTraceElement[] stack) {
            super("no end after " + PATIENCE_MILLIS / 1000 + " s");
            setStackTrace(stack);
        }
    }

    private ExecutorService newExecutor() {
        return Executors.newSingleThreadExecutor(
                work -> {
                    thread = new Thread(work, "fuzz");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Attempt run(Work work) {
        long begin = System.nanoTime();
        Future<?> future =
                executor.submit(
                        () -> {
                            work.run();
                            return null;
                        });
        Throwable thrown = null;
        try {
            future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            thrown = e.getCause();
        } catch (TimeoutException e) {
            thrown = new Hang(thread.getStackTrace());
            executor.shutdownNow();
            executor = newExecutor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Attempt(thrown, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
