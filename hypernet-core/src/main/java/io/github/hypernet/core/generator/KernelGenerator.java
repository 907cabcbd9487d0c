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
package io.github.hypernet.core.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.initializer.OrthogonalInitializer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The two-layer generator of convolution kernels (Ha, Dai, Le 2016, Section 3.1).
 *
 * <p>An embedding z makes one basic kernel of N_in input and N_out output channels:
 *
 * <pre>
 *   a_i = W_i z + B_i            i = 1..N_in          W_i [d, N_z], B_i [d]
 *   K_i = W_out a_i + B_out                           W_out [N_out * S, d], B_out [N_out * S]
 * </pre>
 *
 * S is the size of the kernel's window, f * f in the paper; a window of one or three dimensions
 * works the same. A larger kernel is a grid of basic kernels, each a chunk with its own embedding:
 * a row of the grid is N_in input channels, a column N_out output channels, and the chunks are
 * numbered row by row. The weights are shared by all slices, chunks and layers, and all basic
 * kernels are computed in two matrix products.
 *
 * <p><b>Initial values.</b> A generated kernel starts with the variance that He's initializer,
 * DJL's default, would give it: 2 / (R * N_in * S) for a grid of R rows. With B = 0 and independent
 * terms, Var(a) = N_z Var(W_in) mean(z^2) and Var(K) = d Var(W_out) Var(a). So
 *
 * <ul>
 *   <li>z is a random direction with mean(z^2) = 1 / R,
 *   <li>Var(W_in) = 1 / N_z, which gives Var(a) = 1 / R,
 *   <li>Var(W_out) = 2 / (N_in * S * d), which gives Var(K) = 2 / (R * N_in * S).
 * </ul>
 *
 * W_in and W_out are semi-orthogonal matrices of that variance: as tall matrices (N_in * d >= N_z
 * and N_out * S >= d, the usual case) they keep norms, so the mean square of each kernel has that
 * value exactly, for every seed. {@link Builder#optBalancedInitializer} spreads the same variance
 * over z, W_in and W_out in equal parts, for Adam; {@link Builder#optNormalInitializer} gives the
 * small normal values of the author's code instead.
 *
 * <p>Input: embeddings {@code [D, N_z]}. Output: basic kernels {@code [D, N_in, N_out * S]}.
 *
 * <p>Learned: {@code d (N_z + 1) N_in + N_out S (d + 1)} values, and the embeddings, which belong
 * to the {@link io.github.hypernet.core.Hypernetwork}.
 */
public final class KernelGenerator extends WeightGenerator {

    private final BasicKernel basicKernel;
    private final long hiddenSize;
    private final Float normalDeviation;
    private final double embeddingVariance;

    private final Parameter inputWeight;
    private final Parameter inputBias;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    private KernelGenerator(Builder builder) {
        super(builder.embeddingSize);
        Preconditions.checkArgument(builder.kernelShape != null, "The kernel shape must be set");
        basicKernel =
                new BasicKernel(builder.inputChannels, builder.outputChannels, builder.kernelShape);
        hiddenSize = builder.hiddenSize == null ? getEmbeddingSize() : builder.hiddenSize;
        Preconditions.checkArgument(
                hiddenSize > 0, "The hidden size must be positive, got " + hiddenSize);
        normalDeviation = builder.normalDeviation;

        long inputChannels = basicKernel.inputChannels();
        long sliceSize = basicKernel.sliceSize();
        double outputVariance = 2.0 / (inputChannels * builder.kernelShape.size() * hiddenSize);
        double inputVariance = 1.0 / getEmbeddingSize();
        double product = outputVariance * inputVariance; // of a kernel of one row, by d N_z
        if (builder.balanced) {
            inputVariance = Math.cbrt(product);
            outputVariance = inputVariance;
        }
        embeddingVariance = product / (inputVariance * outputVariance);
        inputWeight =
                addMatrix(
                        "input_weight",
                        inputChannels * hiddenSize,
                        getEmbeddingSize(),
                        inputVariance);
        inputBias = addBias("input_bias", inputChannels * hiddenSize);
        outputWeight = addMatrix("output_weight", sliceSize, hiddenSize, outputVariance);
        outputBias = addBias("output_bias", sliceSize);
    }

    private Parameter addMatrix(String name, long rows, long columns, double variance) {
        // Unit vectors of max(rows, columns) values have the variance 1 / max(rows, columns).
        double gain = Math.sqrt(variance * Math.max(rows, columns));
        Initializer initializer =
                normalDeviation == null
                        ? new OrthogonalInitializer(gain)
                        : new NormalInitializer(normalDeviation);
        return addWeight(name, new Shape(rows, columns), initializer);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray embeddings = inputs.singletonOrThrow(); // [D, N_z]
        var device = embeddings.getDevice();
        NDArray wIn = parameterStore.getValue(inputWeight, device, training);
        NDArray bIn = parameterStore.getValue(inputBias, device, training);
        NDArray wOut = parameterStore.getValue(outputWeight, device, training);
        NDArray bOut = parameterStore.getValue(outputBias, device, training);

        // a_i = W_i z + B_i for all slices i of all embeddings
        NDArray slices = Linear.linear(embeddings, wIn, bIn).singletonOrThrow(); // [D, N_in * d]
        slices = slices.reshape(-1, hiddenSize); // [D * N_in, d]
        // K_i = W_out a_i + B_out
        NDArray kernels = Linear.linear(slices, wOut, bOut).singletonOrThrow();
        return new NDList(
                kernels.reshape(-1, basicKernel.inputChannels(), basicKernel.sliceSize()));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {
            new Shape(inputShapes[0].get(0), basicKernel.inputChannels(), basicKernel.sliceSize())
        };
    }

    /** {@inheritDoc} */
    @Override
    public long countChunks(ParameterSpec parameter) {
        basicKernel.check(parameter);
        return basicKernel.rows(parameter) * basicKernel.columns(parameter);
    }

    /** {@inheritDoc} */
    @Override
    public NDList assemble(NDArray chunks, List<ParameterSpec> parameters) {
        return assembleOne(chunks, parameters);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Consecutive parameters of one shape are put together at once.
     */
    @Override
    public NDList assembleEach(NDArray chunks, List<ParameterSpec> parameters, int count) {
        List<List<ParameterSpec>> runs = runs(parameters);
        long[] sizes = new long[runs.size()];
        for (int i = 0; i < sizes.length; ++i) {
            sizes[i] = runs.get(i).size() * countChunks(runs.get(i).get(0));
        }
        // [count, D, N_in, N_out * S]
        Shape each = new Shape(count, -1).addAll(chunks.getShape().slice(1));
        NDList parts = splitAlong(1, chunks.reshape(each), sizes);
        NDList weights = new NDList(parameters.size());
        for (int i = 0; i < sizes.length; ++i) {
            weights.addAll(assembleRun(parts.get(i), runs.get(i), count));
        }
        return weights;
    }

    private List<List<ParameterSpec>> runs(List<ParameterSpec> parameters) {
        List<List<ParameterSpec>> runs = new ArrayList<>();
        Shape last = null;
        for (ParameterSpec parameter : parameters) {
            if (!parameter.shape().equals(last)) {
                runs.add(new ArrayList<>());
                last = parameter.shape();
            }
            runs.get(runs.size() - 1).add(parameter);
        }
        return runs;
    }

    private NDList assembleRun(NDArray chunks, List<ParameterSpec> run, int count) {
        Shape shape = run.get(0).shape();
        NDArray kernels = basicKernel.assemble(chunks, (long) count * run.size(), run.get(0));
        kernels = kernels.reshape(new Shape(count, run.size()).addAll(shape));
        NDList weights = new NDList();
        long[] ones = new long[run.size()];
        Arrays.fill(ones, 1);
        for (NDArray kernel : splitAlong(1, kernels, ones)) {
            weights.add(kernel.reshape(new Shape(count).addAll(shape)));
        }
        return weights;
    }

    /** {@inheritDoc} */
    @Override
    public boolean isPure() {
        return true;
    }

    /** {@inheritDoc} */
    @Override
    public double getEmbeddingScale(ParameterSpec parameter, double size) {
        double usual =
                normalDeviation == null
                        ? Math.sqrt(embeddingVariance / basicKernel.rows(parameter))
                        : normalDeviation;
        return size * usual;
    }

    /** {@inheritDoc} */
    @Override
    public Initializer getEmbeddingInitializer(List<ParameterSpec> parameters) {
        return normalDeviation == null
                ? super.getEmbeddingInitializer(parameters)
                : new NormalInitializer(normalDeviation);
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return String.format(
                Locale.ROOT,
                "KernelGenerator(embedding size %d, hidden size %d, basic kernels of %s)",
                getEmbeddingSize(),
                hiddenSize,
                basicKernel);
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link KernelGenerator}. */
    public static final class Builder {

        private long embeddingSize;
        private Long hiddenSize;
        private long inputChannels = 16;
        private long outputChannels = 16;
        private Shape kernelShape;
        private Float normalDeviation;
        private boolean balanced;

        private Builder() {}

        /**
         * Sets the size of an embedding, N_z (required; the paper takes 4 for MNIST, 64 for wide
         * residual nets).
         *
         * @param embeddingSize the embedding size, positive
         * @return this builder
         */
        public Builder setEmbeddingSize(long embeddingSize) {
            this.embeddingSize = embeddingSize;
            return this;
        }

        /**
         * Sets the window of the kernels, f x f in the paper (required).
         *
         * @param kernelShape the window, as in DJL's {@code Conv2d.builder()}
         * @return this builder
         */
        public Builder setKernelShape(Shape kernelShape) {
            this.kernelShape = kernelShape;
            return this;
        }

        /**
         * Sets the channels of the basic kernel (default 16 and 16, as in the paper). The channels
         * of every generated kernel are multiples of them.
         *
         * @param inputChannels the input channels, N_in
         * @param outputChannels the output channels, N_out
         * @return this builder
         */
        public Builder optBasicSize(long inputChannels, long outputChannels) {
            this.inputChannels = inputChannels;
            this.outputChannels = outputChannels;
            return this;
        }

        /**
         * Sets the size of the hidden layer, d (default: the embedding size, as in the paper).
         *
         * @param hiddenSize the hidden size, positive
         * @return this builder
         */
        public Builder optHiddenSize(long hiddenSize) {
            this.hiddenSize = hiddenSize;
            return this;
        }

        /**
         * Draws weights and embeddings from a normal distribution of mean 0, as the author's code
         * does with a deviation of 0.01, in place of the default initial values.
         *
         * @param deviation the standard deviation
         * @return this builder
         */
        public Builder optNormalInitializer(float deviation) {
            this.normalDeviation = deviation;
            this.balanced = false;
            return this;
        }

        /**
         * Gives embeddings, W_in and W_out one variance, the cube root of {@code 2 / (N_in S d
         * N_z)}, and with it generated kernels the variance that they have by default.
         *
         * <p>Adam changes all values by about its learning rate a step: of the default's W_out, the
         * smallest values of the three, that is many times the share that it is of z. With one
         * variance the three change by the same share, and higher learning rates train. Of this and
         * {@link #optNormalInitializer} the later call counts.
         *
         * @return this builder
         */
        public Builder optBalancedInitializer() {
            this.balanced = true;
            this.normalDeviation = null;
            return this;
        }

        /**
         * Builds the generator.
         *
         * @return the generator
         * @throws IllegalArgumentException if a setting is missing or not positive
         */
        public KernelGenerator build() {
            return new KernelGenerator(this);
        }
    }
}
