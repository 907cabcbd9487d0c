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
package io.github.hypernet.core;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.util.Preconditions;
import ai.djl.util.RandomUtils;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.state.SavedState;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the weights of earlier conditions in place while a conditional hypernetwork learns another:
 * a penalty of how far they drift (von Oswald, Henning, Grewe, Sacramento, "Continual learning with
 * hypernetworks", ICLR 2020, arXiv 1906.00695, Equation 2).
 *
 * <pre>
 *   beta / J * sum_j |w(c_j) - w*_j|^2        w*_j: the weights of c_j when they were last held
 * </pre>
 *
 * <p>Add it to the loss of the task, and hold a task's condition when its training is over:
 *
 * <pre>
 *   OutputDrift drift = OutputDrift.builder().setHypernetwork(net).setCoefficient(0.01f).build();
 *   Loss loss = new SimpleCompositeLoss().addLoss(Loss.softmaxCrossEntropyLoss()).addLoss(drift);
 *   ...
 *   drift.hold(manager.create(new int[] {0}));     // the id of the first task
 * </pre>
 *
 * <p>By default each forward pass in training draws one of the held conditions at random, as an
 * estimate of the mean over all. Its weights are made together with those of the batch, on the
 * batch's device, and gradients flow into generator, embeddings and a learned base, but not into
 * the condition's own parameters, as a task's vector. Outside of training the term is that of all
 * held conditions.
 *
 * <p>The held weights take J times the memory of the generated ones, on the model's device, and as
 * much in each checkpoint of a {@code TrainingLoop}. A hypernetwork has one such term.
 */
public final class OutputDrift extends Loss implements SavedState {

    private final Hypernetwork hypernetwork;
    private final Condition condition;
    private final float coefficient;
    private final int sampled;
    private final ConditionSource joining = this::draw;
    private final List<Term> terms = new ArrayList<>();
    private NDList conditions = new NDList(); // each [J, ...]
    private NDArray targets; // [J, n]; null if nothing is held

    private record Term(NDManager manager, NDArray value) {

        boolean isOver() {
            return !manager.isOpen() || value.isReleased();
        }
    }

    private OutputDrift(Builder builder) {
        super("OutputDrift");
        hypernetwork = builder.hypernetwork;
        condition = hypernetwork.getCondition().orElseThrow();
        coefficient = builder.coefficient;
        sampled = builder.sampled;
    }

    /**
     * Holds the weights of more conditions in place, at what they are now. Those held before are
     * held at what they are now, too.
     *
     * @param condition the arrays of the condition, of any number of rows: {@code [C, N]}; they are
     *     copied
     * @throws IllegalArgumentException if the condition does not take arrays of such shapes or
     *     values
     * @throws IllegalStateException if the hypernetwork is not initialized
     */
    public void hold(NDArray... condition) {
        NDManager owner = hypernetwork.getManager();
        hypernetwork.checked(condition); // before they stand behind others
        try (NDManager manager = owner.newSubManager()) {
            NDArray[] held = new NDArray[condition.length];
            for (int i = 0; i < held.length; ++i) {
                // a copy of its own: the caller closes the array, and toDevice may give the same
                // one
                held[i] = condition[i].toDevice(owner.getDevice(), false).duplicate();
                held[i].attach(manager);
                if (!conditions.isEmpty()) {
                    held[i] = append(conditions.get(i), held[i]);
                    held[i].attach(manager);
                }
            }
            NDList weights = hypernetwork.getGeneratedWeights(manager, held);
            take(owner, new NDList(held), flat(weights).stopGradient());
        }
    }

    /** A task's id may have another rank and type than those before. */
    private static NDArray append(NDArray rows, NDArray more) {
        Shape shape = new Shape(more.size(0)).addAll(rows.getShape().slice(1));
        return rows.concat(more.reshape(shape).toType(rows.getDataType(), false));
    }

    private void take(NDManager owner, NDList held, NDArray weights) {
        NDList before = conditions;
        if (targets != null) {
            targets.close();
        }
        conditions = new NDList();
        for (NDArray array : held) {
            array.attach(owner);
            NDScope.unregister(array);
            conditions.add(array);
        }
        before.close();
        targets = weights;
        targets.attach(owner);
        NDScope.unregister(targets);
        hypernetwork.setJoining(joining);
    }

    /** Lays the weights of each condition out in a row: {@code [C, n]}. */
    private static NDArray flat(NDList weights) {
        NDList flat = new NDList();
        for (NDArray array : weights) {
            flat.add(array.reshape(array.size(0), array.getShape().slice(1).size()));
        }
        // a concatenation of one array loses its gradient on PyTorch
        return flat.size() == 1 ? flat.head() : NDArrays.concat(flat, 1);
    }

    /** Returns the number of conditions whose weights are held. */
    private int countHeld() {
        return targets == null ? 0 : (int) targets.size(0);
    }

    private ConditionSource.Joined draw(ParameterStore store, NDManager manager, Device device) {
        int[] rows = new int[countHeld()];
        Arrays.setAll(rows, row -> row);
        int count = sampled == 0 ? rows.length : Math.min(sampled, rows.length);
        for (int i = 0; i < count; ++i) {
            int other = i + RandomUtils.nextInt(rows.length - i);
            int row = rows[other];
            rows[other] = rows[i];
            rows[i] = row;
        }
        int[] drawn = Arrays.copyOf(rows, count);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList picked = new NDList();
            conditions.forEach(array -> picked.add(pick(array, drawn, device)));
            NDArray encoded =
                    ConditionedPass.encode(
                                    condition, store, picked, targets.getDataType(), true, manager)
                            .stopGradient();
            NDArray held = pick(targets, drawn, device);
            encoded.attach(manager);
            held.attach(manager);
            NDScope.unregister(encoded, held);
            return new ConditionSource.Joined(
                    encoded, weights -> put(manager, term(weights, held)));
        }
    }

    private static NDArray pick(NDArray array, int[] rows, Device device) {
        if (rows.length == array.size(0)) {
            return array.toDevice(device, false).duplicate();
        }
        NDList picked = new NDList();
        for (int row : rows) {
            picked.add(array.get(row));
        }
        NDArray all = rows.length == 1 ? picked.head().expandDims(0) : NDArrays.stack(picked);
        return all.toDevice(device, false);
    }

    private NDArray term(NDList weights, NDArray held) {
        NDArray drift = flat(weights).sub(held).square().sum();
        // an array that lives until the backward pass, which reads it on PyTorch
        return drift.mul(drift.getManager().create(coefficient / held.size(0)));
    }

    private synchronized void put(NDManager manager, NDArray value) {
        terms.removeIf(term -> term.isOver() || term.manager == manager);
        terms.add(new Term(manager, value));
    }

    private synchronized NDArray takeTerm(NDManager manager) {
        for (Term term : terms) {
            if (!term.isOver() && term.manager == manager) {
                terms.remove(term);
                return term.value;
            }
        }
        return null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The labels do not matter. The result is on the predictions' device, and zero where nothing
     * is held.
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDManager manager = predictions.head().getManager();
        NDArray term = takeTerm(manager);
        if (term != null) {
            return term;
        }
        if (countHeld() == 0) {
            return manager.create(0f);
        }
        try (NDManager own = hypernetwork.getManager().newSubManager()) {
            NDList weights =
                    hypernetwork.getGeneratedWeights(own, conditions.toArray(new NDArray[0]));
            NDArray value = term(weights, targets).toDevice(manager.getDevice(), false);
            value.attach(manager);
            NDScope.unregister(value);
            return value;
        }
    }

    /** {@inheritDoc} */
    @Override
    public String getStateName() {
        return getName();
    }

    /** {@inheritDoc} */
    @Override
    public NDList getState() {
        NDList state = new NDList(conditions);
        if (targets != null) {
            state.add(targets);
        }
        return state;
    }

    /** {@inheritDoc} */
    @Override
    public void setState(NDManager manager, NDList state) {
        if (state.isEmpty()) {
            conditions.close();
            conditions = new NDList();
            if (targets != null) {
                targets.close();
                targets = null;
            }
            hypernetwork.setJoining(null);
            return;
        }
        int arrays = condition.getInputCount();
        Preconditions.checkArgument(
                state.size() == arrays + 1
                        && state.get(arrays)
                                .getShape()
                                .equals(new Shape(state.head().size(0), size())),
                "The held weights are those of another network: its arrays are "
                        + Arrays.toString(state.getShapes()));
        NDList copies = new NDList();
        state.forEach(array -> copies.add(array.duplicate()));
        take(manager, copies.subNDList(0, arrays), copies.get(arrays));
    }

    private long size() {
        return hypernetwork.getGeneratedParameters().stream()
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of an {@link OutputDrift}. */
    public static final class Builder {

        private Hypernetwork hypernetwork;
        private Float coefficient;
        private int sampled = 1;

        private Builder() {}

        /**
         * Sets the hypernetwork (required), wherever it sits in the trained block.
         *
         * @param hypernetwork a hypernetwork with a condition
         * @return this builder
         */
        public Builder setHypernetwork(Hypernetwork hypernetwork) {
            this.hypernetwork = hypernetwork;
            return this;
        }

        /**
         * Sets the factor of the mean squared distance (required), beta in the paper.
         *
         * @param coefficient the factor, not negative
         * @return this builder
         */
        public Builder setCoefficient(float coefficient) {
            this.coefficient = coefficient;
            return this;
        }

        /**
         * Sets how many of the held conditions a forward pass draws (default: 1). Each costs as
         * much as one more condition in the batch, without the main network.
         *
         * @param conditions the number of conditions, not negative; 0 for all of them
         * @return this builder
         */
        public Builder optSampled(int conditions) {
            sampled = conditions;
            return this;
        }

        /**
         * Builds the term.
         *
         * @return the term, with nothing held
         * @throws IllegalArgumentException if the hypernetwork or the coefficient is missing, a
         *     number is negative or NaN, or the hypernetwork has no condition
         */
        public OutputDrift build() {
            Preconditions.checkArgument(hypernetwork != null, "The hypernetwork must be set");
            Preconditions.checkArgument(
                    hypernetwork.getCondition().isPresent(),
                    "OutputDrift holds the weights of conditions: the hypernetwork has none");
            Preconditions.checkArgument(
                    coefficient != null && coefficient >= 0,
                    "The coefficient of OutputDrift must be set, 0 or more, got " + coefficient);
            Preconditions.checkArgument(
                    sampled >= 0,
                    "The sampled conditions must be 0, for all, or more, got " + sampled);
            return new OutputDrift(this);
        }
    }
}
