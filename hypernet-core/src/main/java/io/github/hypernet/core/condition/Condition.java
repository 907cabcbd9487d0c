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
package io.github.hypernet.core.condition;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What weights are made from besides learned embeddings: a vector, a number, an angle, a task, or
 * whatever a block encodes.
 *
 * <p>A condition is a block from arrays of the input to one vector a row, {@code [C, N_c]}. A
 * {@link io.github.hypernet.core.Hypernetwork} puts that vector before each chunk's embedding:
 *
 * <pre>
 *   w_p = base_p + generator([encode(c); e_p])
 * </pre>
 *
 * <p>Its arrays stand right after the first array x of the hypernetwork's input. How they go with
 * the rows of x is declared, never guessed from shapes:
 *
 * <ul>
 *   <li>{@link #perRow()}, the default: x {@code [B, ...]}, a row of the condition for each row,
 *   <li>{@link #perGroup()}: x {@code [B, S, ...]}, a row of the condition for each group of S
 *       rows.
 * </ul>
 *
 * <p>Either way a condition of one row is one for all rows of x. Its arrays may be of any data
 * type; a gradient flows only into one of the network's own.
 *
 * <p>The encodings of the conditions made here have a root mean square of 1: the length of a
 * condition must not scale the weights (Ortiz, Guttag, Dalca, "Magnitude invariant parametrizations
 * improve hypernetwork learning", ICLR 2024, arXiv 2304.07645). Embeddings start at the same size.
 *
 * <p>A new kind is one class: say what arrays it takes ({@link #accepts}, {@link #describeInputs}),
 * which values ({@link #checkValues}), and {@link #encode} them; {@code getOutputShapes} and {@link
 * #describe} as in any block.
 */
public abstract class Condition extends DescribedBlock {

    private static final byte VERSION = 1;

    private final int inputCount;
    private boolean perGroup;

    /**
     * Creates a condition.
     *
     * @param inputCount how many arrays it takes
     * @throws IllegalArgumentException if it takes none
     */
    protected Condition(int inputCount) {
        super(VERSION);
        Preconditions.checkArgument(
                inputCount > 0, "A condition must take at least one array, got " + inputCount);
        this.inputCount = inputCount;
    }

    /**
     * A vector, of which only the direction counts: the length is discarded. Takes {@code [C,
     * size]}; a vector of zeros is refused.
     *
     * @param size the size, at least 2: a vector of one value has no direction but its sign
     * @return the condition
     * @throws IllegalArgumentException if the size is below 2
     */
    public static Condition vector(int size) {
        return new VectorCondition(size);
    }

    /**
     * A number from one to another, as a point on a quarter of a circle. Takes {@code [C, 1]}; a
     * number beyond the ends is refused.
     *
     * @param min the least number
     * @param max the greatest number
     * @return the condition
     * @throws IllegalArgumentException if min is not less than max, or one is not finite
     */
    public static Condition number(double min, double max) {
        return new NumberCondition(min, max);
    }

    /**
     * An angle in radians, of any size, as its cosine and sine. Takes {@code [C, 1]}.
     *
     * @return the condition
     */
    public static Condition angle() {
        return new AngleCondition();
    }

    /**
     * A task, by its id from 0, with a learned vector for each. Takes {@code [C]} or {@code [C, 1]}
     * of any type of numbers; an id that is no task's is refused.
     *
     * @param count the number of tasks, positive
     * @param size the size of a task's vector, at least 2
     * @return the condition
     * @throws IllegalArgumentException if the count is not positive, or the size below 2
     */
    public static TaskCondition tasks(int count, int size) {
        return new TaskCondition(count, size);
    }

    /**
     * Whatever a block makes a vector from: an image, a support set. Takes what the block takes;
     * the block is trained with the rest. Of its output {@code [C, N]}, N at least 2, only the
     * direction counts; values near zero, below 0.01 or so, stay shorter.
     *
     * @param encoder a block of one input, with the conditions as its first axis
     * @return the condition
     * @throws IllegalArgumentException if the encoder is null
     */
    public static Condition encoded(Block encoder) {
        return new EncodedCondition(encoder, 1);
    }

    /**
     * Whatever a block makes a vector from, of several arrays; else as {@link #encoded(Block)}.
     *
     * @param encoder a block of several inputs, each with the conditions as its first axis
     * @param inputCount how many arrays it takes, positive
     * @return the condition
     * @throws IllegalArgumentException if it takes none, or the encoder is null
     */
    public static Condition encoded(Block encoder, int inputCount) {
        return new EncodedCondition(encoder, inputCount);
    }

    /**
     * Makes it one condition for each row of the input, {@code [B, ...]}: the default.
     *
     * @return this condition
     */
    public final Condition perRow() {
        perGroup = false;
        return this;
    }

    /**
     * Makes it one condition for each group of the input's rows, {@code [B, S, ...]}. The main
     * network sees rows as ever, {@code [B * S, ...]} or those of some groups; the output is {@code
     * [B, S, ...]} again. All inputs of the main network, and labels that it is given, have both
     * axes.
     *
     * @return this condition
     */
    public final Condition perGroup() {
        perGroup = true;
        return this;
    }

    /**
     * Returns whether it is one condition for each group of rows.
     *
     * @return true if so; false if it is one for each row
     */
    public final boolean isPerGroup() {
        return perGroup;
    }

    /**
     * Returns how many arrays it takes.
     *
     * @return the number of arrays
     */
    public final int getInputCount() {
        return inputCount;
    }

    /**
     * Tells whether it takes arrays of such shapes; the first axis of each counts the conditions.
     *
     * @param shapes as many shapes as it {@linkplain #getInputCount takes}
     * @return true if it does
     */
    protected abstract boolean accepts(Shape... shapes);

    /**
     * Tells whether arrays of whole numbers stay so, as ids must. Any other array is made one of
     * the network's own data type before it is encoded.
     *
     * @return true if they do; false by default
     */
    public boolean takesIntegers() {
        return false;
    }

    /**
     * Returns the shapes that it takes, for messages: {@code [C, 4]}.
     *
     * @return the shapes, in words
     */
    protected abstract String describeInputs();

    /**
     * Refuses values that it cannot encode; by default none. All values are finite here.
     *
     * @param input which of its arrays, from 0
     * @param row the values of one condition in that array
     * @throws IllegalArgumentException if it cannot encode them; the message says what is wrong,
     *     but not in which row
     */
    protected void checkValues(int input, double[] row) {}

    /**
     * Encodes conditions.
     *
     * @param parameterStore the store of its parameters
     * @param inputs its arrays, of the network's data type but for those that {@link
     *     #takesIntegers} speaks of
     * @param training whether this is part of a training step
     * @return the vectors, {@code [C, N_c]}
     */
    protected abstract NDArray encode(
            ParameterStore parameterStore, NDList inputs, boolean training);

    /**
     * Refuses arrays of wrong shapes.
     *
     * @param shapes the shapes of a condition's arrays
     * @throws IllegalArgumentException if they are wrong; the message says what they are and what
     *     they should be
     */
    public final void checkShapes(Shape... shapes) {
        boolean accepted =
                shapes.length == inputCount
                        && Arrays.stream(shapes).allMatch(s -> s.dimension() > 0)
                        && Arrays.stream(shapes).allMatch(s -> s.get(0) == shapes[0].get(0))
                        && accepts(shapes);
        Preconditions.checkArgument(
                accepted,
                "The condition "
                        + this
                        + " takes "
                        + describeInputs()
                        + ", with C conditions, got "
                        + (shapes.length == 0
                                ? "no array"
                                : Arrays.stream(shapes)
                                        .map(Shape::toString)
                                        .collect(Collectors.joining(", "))));
    }

    /**
     * Refuses values that it cannot encode, before anything is computed.
     *
     * @param input which of its arrays, from 0
     * @param row which condition, from 0
     * @param values the values of that condition in that array
     * @param training whether this is part of a training step, where numbers that are not finite
     *     are not refused: they make a loss that is not finite, and the step is skipped as any such
     * @throws IllegalArgumentException if it cannot encode them; the message names the row
     */
    public final void check(int input, int row, double[] values, boolean training) {
        try {
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    Preconditions.checkArgument(training, "a value is " + value);
                    return;
                }
            }
            checkValues(input, values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Row "
                            + row
                            + " of the condition "
                            + this
                            + " cannot be encoded: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Scales vectors to a root mean square of 1, whatever their length.
     *
     * @param vectors the vectors, {@code [C, N]}
     * @return vectors of the same directions
     */
    protected static NDArray discardLength(NDArray vectors) {
        return discardLength(vectors, 1e-12f);
    }

    /** Adds a number to the mean square: the gradient of zeros is at most 1 / sqrt(number). */
    static NDArray discardLength(NDArray vectors, float number) {
        NDArray meanSquare = vectors.square().mean(new int[] {1}, true); // [C, 1]
        return vectors.div(meanSquare.add(number).sqrt());
    }

    /** Multiplies by a number, in an array that lives until the backward pass reads it. */
    static NDArray scale(NDArray array, double factor) {
        NDArray number =
                array.getManager().create((float) factor).toType(array.getDataType(), false);
        NDScope.unregister(number);
        return array.mul(number);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(encode(parameterStore, inputs, training));
    }
}
