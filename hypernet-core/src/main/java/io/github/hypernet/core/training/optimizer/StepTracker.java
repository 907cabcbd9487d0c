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
package io.github.hypernet.core.training.optimizer;

import ai.djl.training.tracker.Tracker;
import ai.djl.util.Preconditions;

import java.util.ArrayList;
import java.util.List;

/**
 * A learning rate that changes at given steps, as a table (Ha, Dai, Le, "HyperNetworks", 2016,
 * A.3.2: .1 to step 28,000, .02 to 56,000, ...).
 *
 * <pre>
 *   StepTracker.builder().setValue(0.1f).addValue(28_000, 0.02f).addValue(56_000, 0.004f).build()
 * </pre>
 *
 * <p>Unlike DJL's {@code MultiFactorTracker} it takes any values and has no state, so it can be
 * asked for any step. DJL's {@code WarmUpTracker} puts a warm-up before it; DJL's {@code
 * CosineTracker} is a cosine.
 */
public final class StepTracker implements Tracker {

    private final List<Entry> entries;

    private record Entry(int afterStep, float value) {}

    private StepTracker(Builder builder) {
        entries = List.copyOf(builder.entries);
    }

    /** {@inheritDoc} Steps count from 1. */
    @Override
    public float getNewValue(int numUpdate) {
        float value = entries.get(0).value;
        for (Entry entry : entries) {
            if (numUpdate > entry.afterStep) {
                value = entry.value;
            }
        }
        return value;
    }

    /**
     * Returns a builder.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link StepTracker}. */
    public static final class Builder {

        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the value of the first steps.
         *
         * @param value the value, positive
         * @return this builder
         */
        public Builder setValue(float value) {
            entries.clear();
            return add(0, value);
        }

        /**
         * Adds the value of the steps after a given one.
         *
         * @param afterStep the last step with the value before
         * @param value the value from the next step on, positive
         * @return this builder
         * @throws IllegalArgumentException if the steps do not rise or a value is not positive
         */
        public Builder addValue(int afterStep, float value) {
            Preconditions.checkArgument(
                    !entries.isEmpty(), "setValue, of the first steps, comes first");
            int last = entries.get(entries.size() - 1).afterStep;
            Preconditions.checkArgument(
                    afterStep > last, "Steps must rise, got " + afterStep + " after " + last);
            return add(afterStep, value);
        }

        private Builder add(int afterStep, float value) {
            Preconditions.checkArgument(
                    value > 0 && Float.isFinite(value), "A value must be positive, got " + value);
            entries.add(new Entry(afterStep, value));
            return this;
        }

        /**
         * Builds the tracker.
         *
         * @return the tracker
         * @throws IllegalArgumentException if no value was set
         */
        public StepTracker build() {
            Preconditions.checkArgument(
                    !entries.isEmpty(), "setValue, of the first steps, is missing");
            return new StepTracker(this);
        }
    }
}
