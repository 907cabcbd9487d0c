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

import ai.djl.training.dataset.Batch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Shows a training as it goes: loss, speed and the time left at most. On a terminal it is one line
 * that changes in place; in a log it is a line an evaluation, and one a minute between.
 */
public final class ProgressLine implements TrainingObserver {

    private static final double TERMINAL_SECONDS = 0.2;
    private static final double LOG_SECONDS = 60;

    private final PrintStream out;
    private final boolean terminal;
    private TrainingProgress last;
    private double lastShown;
    private long lastSkipped = -1;

    /** Shows progress on the standard error stream. */
    public ProgressLine() {
        this(System.err, System.console() != null);
    }

    /**
     * Shows progress on a stream.
     *
     * @param out the stream
     * @param terminal whether it is a terminal
     */
    public ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** {@inheritDoc} */
    @Override
    public void onStep(TrainingProgress progress) {
        if (last == null && progress.step() > 1) {
            out.printf(Locale.ROOT, "resumed after step %,d%n", progress.step() - 1);
        }
        last = progress;
        if (progress.seconds() - lastShown > (terminal ? TERMINAL_SECONDS : LOG_SECONDS)) {
            show(String.format(Locale.ROOT, "loss %.4f", progress.loss()), !terminal);
        }
    }

    /** {@inheritDoc} Shows the first of several in a row. */
    @Override
    public void onSkippedStep(TrainingProgress progress, Batch batch) {
        if (progress.step() != lastSkipped + 1) {
            out.printf(
                    Locale.ROOT,
                    "%sstep %,d left out (batch %d of epoch %d): loss %s, gradients' norm %s%n",
                    terminal ? "\r\033[K" : "",
                    progress.step(),
                    progress.batch(),
                    progress.epoch(),
                    progress.loss(),
                    progress.gradientNorm());
        }
        lastSkipped = progress.step();
    }

    /** {@inheritDoc} */
    @Override
    public void onEvaluation(List<Evaluation> evaluations, Evaluation best) {
        if (last == null) {
            return; // the evaluations before a resumed training
        }
        Evaluation evaluation = evaluations.get(evaluations.size() - 1);
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "loss %.4f", evaluation.trainLoss()));
        if (!Double.isNaN(evaluation.validationLoss())) {
            text.append(
                    String.format(Locale.ROOT, "  validation %.4f", evaluation.validationLoss()));
        }
        evaluation
                .metrics()
                .forEach(
                        (name, value) ->
                                text.append(
                                        String.format(
                                                Locale.ROOT, "  %s %.4f", words(name), value)));
        boolean isBest = evaluation == best;
        show(text + (isBest ? " *" : "  "), !terminal || isBest);
    }

    /** Makes "bits per character" of "BitsPerCharacter". */
    private static String words(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** {@inheritDoc} */
    @Override
    public void onEnd(TrainingOutcome outcome) {
        String why =
                switch (outcome.reason()) {
                    case EPOCHS -> outcome.epochs() + " epochs done";
                    case STEPS -> outcome.step() + " steps done";
                    case TIME -> "the time is over";
                    case EARLY_STOPPING ->
                            "stopped early: nothing better since step "
                                    + String.format(Locale.ROOT, "%,d", outcome.best().step());
                    case STOPPED -> "stopped";
                };
        boolean endedBefore =
                outcome.stepsTaken() == 0 && outcome.reason() != TrainingOutcome.Reason.STOPPED;
        out.printf(
                Locale.ROOT,
                "%s%s%s, after %s of training%s%n",
                terminal ? "\r\033[K" : "",
                endedBefore ? "nothing to train: it had ended before; " : "",
                why,
                clock(Math.round(outcome.seconds())),
                outcome.skippedSteps() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "; %,d steps left out", outcome.skippedSteps()));
    }

    private void show(String state, boolean newLine) {
        lastShown = last.seconds();
        out.printf(
                Locale.ROOT,
                "%s%s  epoch %3d  step %,d  %s  %,.0f samples/s  at most %s left%s",
                terminal ? "\r\033[K" : "",
                last.model(),
                last.epoch(),
                last.step(),
                state,
                last.samples() / last.seconds(),
                clock(Math.round(last.secondsLeft())),
                newLine ? System.lineSeparator() : "");
        out.flush();
    }

    /**
     * Formats a time as h:mm:ss or m:ss.
     *
     * @param seconds the time in seconds
     * @return the text
     */
    public static String clock(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return time.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        time.toHours(),
                        time.toMinutesPart(),
                        time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }
}
