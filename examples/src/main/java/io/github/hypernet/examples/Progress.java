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
package io.github.hypernet.examples;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows how training goes on: a line that is overwritten in a terminal; in a log file, one line an
 * epoch.
 */
final class Progress {

    private static final long REFRESH_NANOS = 200_000_000L;

    private final String name;
    private final long totalSteps;
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long steps;
    private long items;
    private long lastShown;

    Progress(String name, long totalSteps) {
        this.name = name;
        this.totalSteps = totalSteps;
        out = System.err;
        terminal = System.console() != null;
    }

    /** Counts a step. */
    void step(int batchSize) {
        ++steps;
        items += batchSize;
        long now = System.nanoTime();
        if (terminal && now - lastShown > REFRESH_NANOS) {
            lastShown = now;
            show("step " + steps + "/" + totalSteps, "");
        }
    }

    /** Ends an epoch. */
    void epoch(Epoch epoch, boolean best) {
        show(
                String.format(
                        "epoch %3d  loss %.4f  validation %.4f  %6.2f %%%s",
                        epoch.number(),
                        epoch.trainLoss(),
                        epoch.validationLoss(),
                        100 * epoch.validationAccuracy(),
                        best ? " *" : "  "),
                terminal && !best ? "" : System.lineSeparator());
    }

    /** Ends the training. */
    void end(String why) {
        out.printf("%s%-5s  %s%n", terminal ? "\r\033[K" : "", name, why);
    }

    private void show(String state, String end) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long left = Math.round(seconds / steps * (totalSteps - steps));
        out.printf(
                "%s%-5s  %s  %,.0f images/s  at most %s left%s",
                terminal ? "\r\033[K" : "",
                name,
                state,
                items / seconds,
                clock(left),
                terminal ? end : System.lineSeparator());
        out.flush();
    }

    /** Formats seconds as h:mm:ss or m:ss. */
    static String clock(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        return duration.toHours() > 0
                ? String.format(
                        "%d:%02d:%02d",
                        duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : String.format("%d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
    }
}
