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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One layer that went through all time steps. */
final class TimeLoop {

    private final List<RecurrentCell.Step> steps;

    private TimeLoop(List<RecurrentCell.Step> steps) {
        this.steps = steps;
    }

    /**
     * Goes through all steps; what a step makes on the way is freed before the next one.
     *
     * @param cell the cell
     * @param sequence the inputs of the layer
     * @param state the state that it begins with, arrays {@code [B, N]}
     * @param gradientSteps gradients stop each so many steps; 0 if they do not
     * @param traced whether what led to the states is kept, too
     * @return the steps
     */
    static TimeLoop run(
            RecurrentCell.Steps cell,
            InputSequence sequence,
            NDList state,
            int gradientSteps,
            boolean traced) {
        List<RecurrentCell.Step> run = new ArrayList<>();
        NDList current = state;
        for (NDList input : cell.project(sequence)) {
            NDList kept = new NDList();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                boolean stops =
                        gradientSteps > 0 && run.size() > 0 && run.size() % gradientSteps == 0;
                RecurrentCell.Step step = cell.step(input, stops ? stopped(current) : current);
                run.add(step);
                current = step.state();
                kept.addAll(current);
                if (traced) {
                    kept.addAll(step.scaling());
                    kept.add(step.activation());
                }
                NDScope.unregister(kept);
            }
            kept.forEach(NDScope::register);
        }
        return new TimeLoop(run);
    }

    private static NDList stopped(NDList state) {
        return new NDList(state.stream().map(NDArray::stopGradient).toList());
    }

    /** Returns the outputs, {@code [T, B, N_h]}. */
    NDArray outputs() {
        return stack(step -> step.state().head());
    }

    /** Returns the state after the last step, arrays {@code [B, N]}. */
    NDList lastState() {
        return steps.get(steps.size() - 1).state();
    }

    /** Returns what scaled the weights, arrays {@code [T, G, B, N]}; empty if nothing did. */
    NDList scaling() {
        NDList scaling = new NDList();
        for (int i = 0; i < steps.get(0).scaling().size(); ++i) {
            int index = i;
            scaling.add(stack(step -> step.scaling().get(index)));
        }
        return scaling;
    }

    /** Returns how open the cells were, {@code [T, B, N_h]}. */
    NDArray activations() {
        return stack(RecurrentCell.Step::activation);
    }

    private NDArray stack(Function<RecurrentCell.Step, NDArray> part) {
        return LayerStates.stack(steps.stream().map(part).toList());
    }
}
