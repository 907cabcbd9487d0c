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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;
import io.github.hypernet.core.initializer.RandomDirections;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A block that maps embeddings to chunks of weights: what a generator is.
 *
 * <p>Its input is one array of embeddings {@code [D, N_z]}, each behind the encoded condition where
 * there is one; its output is one array whose first dimension is {@code D}, one chunk an embedding.
 * A chunk is, for instance, one basic kernel of a larger kernel, or a row of a matrix. A {@link
 * io.github.hypernet.core.Hypernetwork} owns the learned embeddings, runs the block once for all of
 * them, and lets {@link #assemble} put the chunks together.
 *
 * <p>To write a generator, extend this class as any DJL block and implement {@link #countChunks},
 * {@link #assemble}, {@link #describe}, {@code getOutputShapes} and {@code forwardInternal}. Keep
 * to operations of the NDArray API and the gradient flows. Where the weights depend on the
 * embeddings and the parameters alone, say so with {@link #isPure}: then they are kept from one
 * evaluation to the next while those do not change, else they are made anew in each.
 */
public abstract class WeightGenerator extends DescribedBlock {

    private static final byte VERSION = 1;

    private final long embeddingSize;

    /**
     * Creates a generator.
     *
     * @param embeddingSize the size of an embedding, N_z in the paper
     * @throws IllegalArgumentException if the size is not positive
     */
    protected WeightGenerator(long embeddingSize) {
        super(VERSION);
        Preconditions.checkArgument(
                embeddingSize > 0, "The embedding size must be positive, got " + embeddingSize);
        this.embeddingSize = embeddingSize;
    }

    /**
     * Returns the size of an embedding, N_z in the paper.
     *
     * @return the embedding size
     */
    public final long getEmbeddingSize() {
        return embeddingSize;
    }

    /**
     * Returns how many chunks, and so embeddings, a parameter is made of.
     *
     * @param parameter the parameter to generate
     * @return the number of chunks, at least 1
     * @throws IllegalArgumentException if this generator cannot make such a parameter; the message
     *     names the parameter, its shape and what is allowed
     */
    public abstract long countChunks(ParameterSpec parameter);

    /**
     * Puts chunks together to weights.
     *
     * @param chunks the block's output for all embeddings, those of the first parameter first
     * @param parameters the parameters to generate
     * @return a weight of the right shape for each parameter, in order
     */
    public abstract NDList assemble(NDArray chunks, List<ParameterSpec> parameters);

    /**
     * Puts chunks together to weights for each of several conditions.
     *
     * <p>By default {@link #assemble} is asked for every parameter {@code count} times. Override it
     * where one operation makes the weights of all conditions.
     *
     * @param chunks the block's output, condition after condition, of each the chunks of all
     *     parameters in order: {@code [count * D, ...]} for D chunks a condition
     * @param parameters the parameters to generate
     * @param count the number of conditions, at least 1
     * @return an array {@code [count, ...shape]} for each parameter, in order
     */
    public NDList assembleEach(NDArray chunks, List<ParameterSpec> parameters, int count) {
        List<ParameterSpec> repeated = new ArrayList<>(count * parameters.size());
        for (int condition = 0; condition < count; ++condition) {
            repeated.addAll(parameters);
        }
        NDList weights = assemble(chunks, repeated);
        NDList each = new NDList(parameters.size());
        for (int first = 0; first < parameters.size(); ++first) {
            NDList ofOne = new NDList(count);
            for (int i = first; i < weights.size(); i += parameters.size()) {
                ofOne.add(weights.get(i));
            }
            // an engine may lose the gradient of a stack of one
            each.add(count == 1 ? ofOne.head().expandDims(0) : NDArrays.stack(ofOne));
        }
        return each;
    }

    /** {@link #assemble} of a generator that implements {@link #assembleEach}. */
    final NDList assembleOne(NDArray chunks, List<ParameterSpec> parameters) {
        NDList each = assembleEach(chunks, parameters, 1);
        NDList weights = new NDList(parameters.size());
        for (int i = 0; i < parameters.size(); ++i) {
            weights.add(each.get(i).reshape(parameters.get(i).shape()));
        }
        return weights;
    }

    /**
     * Returns whether the weights are a function of this block's input and parameters alone. Only
     * then are they kept from one evaluation to the next.
     *
     * <p>A generator that also reads a field that changes, or draws random numbers, is not pure.
     *
     * @return whether the weights may be kept; false by default
     */
    public boolean isPure() {
        return false;
    }

    /**
     * Returns the root mean square of the embeddings with which a parameter starts at a share of
     * its usual size.
     *
     * <p>A hypernetwork without condition and base takes it for the initial embeddings. With one of
     * them embeddings start with a root mean square of 1, and it multiplies this generator's output
     * by the scale: the same at first, where the map is positively homogeneous.
     *
     * @param parameter the parameter to generate
     * @param size the share: 1 for a parameter that is generated whole, less for a change that is
     *     added to one
     * @return the root mean square, {@code size} by default
     */
    public double getEmbeddingScale(ParameterSpec parameter, double size) {
        return size;
    }

    /**
     * Returns the initial values of the embeddings {@code [D, N_z]} of the given parameters.
     *
     * <p>By default an embedding is a random direction whose root mean square is its {@linkplain
     * #getEmbeddingScale scale} for size 1. Not asked for with a condition or a base.
     *
     * @param parameters the parameters to generate
     * @return the initializer
     */
    public Initializer getEmbeddingInitializer(List<ParameterSpec> parameters) {
        return randomDirections(parameters, parameter -> getEmbeddingScale(parameter, 1));
    }

    /**
     * Returns random directions, one an embedding, with a given root mean square.
     *
     * <p>The length is exact, not only expected: at a small embedding size, normal values would
     * make some kernels several times as large as others.
     *
     * @param parameters the parameters to generate
     * @param rootMeanSquare the root mean square of the embeddings of a parameter
     * @return the initializer
     */
    protected final Initializer randomDirections(
            List<ParameterSpec> parameters, ToDoubleFunction<ParameterSpec> rootMeanSquare) {
        List<Double> rows = new ArrayList<>();
        for (ParameterSpec parameter : parameters) {
            int chunks = Math.toIntExact(countChunks(parameter));
            rows.addAll(Collections.nCopies(chunks, rootMeanSquare.applyAsDouble(parameter)));
        }
        return new RandomDirections(rows::get);
    }

    /**
     * Adds a weight with initial values of its own.
     *
     * <p>Its type is {@code OTHER}: a user's {@code optInitializer(x, Type.WEIGHT)}, meant for the
     * main network, does not reach it; one by name or predicate does.
     *
     * @param name the parameter's name
     * @param shape the parameter's shape
     * @param initializer the default initial values
     * @return the parameter
     */
    protected final Parameter addWeight(String name, Shape shape, Initializer initializer) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.OTHER)
                        .optShape(shape)
                        .optInitializer(initializer)
                        .build());
    }

    /**
     * Adds a bias, zero at first.
     *
     * <p>Its type is {@code OTHER}, as that of {@link #addWeight}: a bias of the main network adds
     * to an output, this one would shift every generated weight.
     *
     * @param name the parameter's name
     * @param size the number of values
     * @return the parameter
     */
    protected final Parameter addBias(String name, long size) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.OTHER)
                        .optShape(new Shape(size))
                        .optInitializer(Initializer.ZEROS)
                        .build());
    }

    /**
     * Splits an array along its first axis, for {@link #assemble}.
     *
     * @param array the array
     * @param sizes the sizes of the parts, in order; empty parts may only be last and are left out
     * @return the parts
     */
    protected static NDList split(NDArray array, long... sizes) {
        return splitAlong(0, array, sizes);
    }

    /** Splits an array along an axis; empty parts are left out. */
    static NDList splitAlong(int axis, NDArray array, long... sizes) {
        long[] starts = new long[sizes.length];
        int parts = 0;
        long start = 0;
        for (long size : sizes) {
            if (size > 0) {
                starts[parts++] = start;
                start += size;
            }
        }
        // the indices are the starts of all parts but the first
        return parts <= 1
                ? new NDList(array)
                : array.split(Arrays.copyOfRange(starts, 1, parts), axis);
    }
}
