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

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.util.Preconditions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stochastic gradient descent with Nesterov's momentum, on every engine. (DJL's {@code Nag} runs on
 * MXNet alone.)
 *
 * <pre>
 *   v = m v + g
 *   w = w - r (g + m v)      g the gradient, r the learning rate, m the momentum
 * </pre>
 *
 * This is the form of Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and
 * momentum in deep learning", 2013, that MXNet's and PyTorch's own optimizers compute; wide
 * residual networks are trained with it (Zagoruyko, Komodakis 2016, Section 3).
 */
public final class NesterovSgd extends Optimizer implements StatefulOptimizer {

    private final ParameterTracker learningRateTracker;
    private final float momentum;
    private final Map<String, Map<Device, NDArray>> velocities = new ConcurrentHashMap<>();

    private NesterovSgd(Builder builder) {
        super(builder);
        Preconditions.checkArgument(
                builder.learningRateTracker != null, "setLearningRateTracker is missing");
        learningRateTracker = builder.learningRateTracker;
        momentum = builder.momentum;
    }

    /** {@inheritDoc} */
    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        float learningRate = learningRateTracker.getNewValue(parameterId, updateCount(parameterId));
        NDArray velocity =
                withDefaultState(
                        velocities, parameterId, weight.getDevice(), k -> weight.zerosLike());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray gradient = prepare(weight, grad);
            velocity.muli(momentum).addi(gradient);
            NDArray direction = velocity.mul(momentum).addi(gradient);
            // DJL's plain descent: it writes into a weight without a trace in the gradients' record
            weight.getNDArrayInternal()
                    .sgdUpdate(
                            new NDList(weight, direction),
                            new NDList(weight),
                            learningRate,
                            0,
                            1,
                            -1,
                            0,
                            true);
        }
    }

    /** {@inheritDoc} */
    @Override
    public String getAlias() {
        return "nesterov-sgd";
    }

    /** {@inheritDoc} */
    @Override
    public Map<String, Map<String, Map<Device, NDArray>>> getState() {
        return Map.of("velocities", velocities);
    }

    /** {@inheritDoc} */
    @Override
    public float getLearningRate(int update) {
        return learningRateTracker.getNewValue("", update);
    }

    /** Applies the options that all of DJL's optimizers have. */
    private NDArray prepare(NDArray weight, NDArray grad) {
        NDArray gradient = rescaleGrad == 1 ? grad : grad.mul(rescaleGrad);
        if (clipGrad > 0) {
            gradient = gradient.clip(-clipGrad, clipGrad);
        }
        float weightDecay = getWeightDecay();
        return weightDecay == 0 ? gradient : gradient.add(weight.stopGradient().mul(weightDecay));
    }

    /**
     * Returns a builder.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link NesterovSgd}. */
    public static final class Builder extends OptimizerBuilder<Builder> {

        private ParameterTracker learningRateTracker;
        private float momentum = 0.9f;

        private Builder() {}

        /** {@inheritDoc} */
        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the learning rate (required).
         *
         * @param learningRateTracker the learning rate, step by step
         * @return this builder
         */
        public Builder setLearningRateTracker(ParameterTracker learningRateTracker) {
            this.learningRateTracker = learningRateTracker;
            return this;
        }

        /**
         * Sets the momentum (default: 0.9).
         *
         * @param momentum the share of the velocity that a step keeps, from 0 to less than 1
         * @return this builder
         * @throws IllegalArgumentException if it is not in that range
         */
        public Builder optMomentum(float momentum) {
            Preconditions.checkArgument(
                    momentum >= 0 && momentum < 1,
                    "The momentum must be from 0 to less than 1, got " + momentum);
            this.momentum = momentum;
            return this;
        }

        /**
         * Builds the optimizer.
         *
         * @return the optimizer
         * @throws IllegalArgumentException if the learning rate is missing
         */
        public NesterovSgd build() {
            return new NesterovSgd(this);
        }
    }
}
