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
package io.github.hypernet.examples.command;

import com.google.gson.JsonObject;

import io.github.hypernet.core.training.TrainingLoop;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Map;

/** The options for when a training ends and how often it is saved. */
final class LimitOptions {

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "The most epochs to train (default: the recipe's, or the run's).")
    private Integer epochs;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "The most steps to train (default: no limit, or the run's).")
    private Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "The longest time to train a model, over all resumes (default: no limit, or the"
                            + " run's).")
    private Double minutes;

    @Option(
            names = "--checkpoint-steps",
            paramLabel = "N",
            description = "Save a checkpoint every N steps, besides those by time.")
    private Long checkpointSteps;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Save a checkpoint every N minutes (default: ${DEFAULT-VALUE}).")
    private double checkpointMinutes;

    /** Refuses limits that are none, before anything is written. */
    void check() {
        requirePositive("--epochs", epochs);
        requirePositive("--steps", steps);
        requirePositive("--minutes", minutes);
        requirePositive("--checkpoint-steps", checkpointSteps);
        requirePositive("--checkpoint-minutes", checkpointMinutes);
    }

    /** Adds to the settings what is one of them. */
    void addTo(Map<String, String> settings) {
        if (epochs != null) {
            settings.put("epochs", epochs.toString());
        }
    }

    /** Adds to a run's fields the limits that are given; others stay. */
    void addTo(JsonObject manifest) {
        if (steps != null) {
            manifest.addProperty("steps", steps);
        }
        if (minutes != null) {
            manifest.addProperty("minutes", minutes);
        }
    }

    /** Sets a loop's limits: those of the run, and how often it is saved. */
    void applyTo(TrainingLoop.Builder loop, RunManifest run) {
        if (run.steps() != null) {
            loop.optMaxSteps(run.steps());
        }
        if (run.minutes() != null) {
            loop.optMaxDuration(duration(run.minutes()));
        }
        if (checkpointSteps != null) {
            loop.optCheckpointSteps(checkpointSteps);
        }
        loop.optCheckpointInterval(duration(checkpointMinutes));
    }

    private static Duration duration(double minutes) {
        return Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000)));
    }

    private static void requirePositive(String option, Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(option + " must be positive, got " + value);
        }
    }
}
