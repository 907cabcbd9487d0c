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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.condition.Condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which rows of a batch have the same condition: splits the batch by conditions, and joins what the
 * main network makes of the parts in the order of the batch.
 *
 * <p>A row is a group of S rows where the condition is one a group. Rows with the same condition
 * that follow each other are a run.
 */
final class RowPlan {

    private final int[] conditionOf; // the condition of each row
    private final int[] first; // the first row of each condition
    private final boolean grouped;
    private final boolean finite;
    private final List<Run> runs = new ArrayList<>();

    private record Run(long size, int condition) {}

    private RowPlan(int[] conditionOf, int[] first, boolean grouped, boolean finite) {
        this.conditionOf = conditionOf;
        this.first = first;
        this.grouped = grouped;
        this.finite = finite;
        int start = 0;
        for (int row = 1; row <= conditionOf.length; ++row) {
            if (row == conditionOf.length || conditionOf[row] != conditionOf[start]) {
                runs.add(new Run(row - start, conditionOf[start]));
                start = row;
            }
        }
    }

    /**
     * Looks at the conditions of a batch.
     *
     * @param condition what they are
     * @param input the first array of the main network
     * @param conditions their arrays
     * @param training whether in training
     * @param distinct whether each row counts as a condition of its own, for a gradient into each
     * @throws IllegalArgumentException if they do not fit the input, or cannot be
     */
    static RowPlan of(
            Condition condition,
            NDArray input,
            NDList conditions,
            boolean training,
            boolean distinct) {
        requireFit(condition, input.getShape(), conditions.getShapes());
        int rows = (int) input.size(0);
        int given = (int) conditions.head().size(0);
        ConditionValues values = ConditionValues.read(condition, conditions, training);
        boolean finite = values.areFinite();
        int[] conditionOf = new int[rows];
        if (given == 1) {
            return new RowPlan(conditionOf, new int[1], condition.isPerGroup(), finite);
        }
        Map<Object, Integer> numbers = new LinkedHashMap<>();
        int[] first = new int[given];
        for (int row = 0; row < given; ++row) {
            int next = numbers.size();
            Integer number = numbers.putIfAbsent(distinct ? row : values.rows()[row], next);
            conditionOf[row] = number == null ? next : number;
            if (number == null) {
                first[next] = row;
            }
        }
        return new RowPlan(
                conditionOf, Arrays.copyOf(first, numbers.size()), condition.isPerGroup(), finite);
    }

    private static void requireFit(Condition condition, Shape input, Shape[] conditions) {
        try {
            condition.checkShapes(conditions);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", for an input of the shape " + input, e);
        }
        int axes = condition.isPerGroup() ? 2 : 1;
        long rows = input.dimension() < axes ? 0 : input.get(0);
        long given = conditions[0].get(0);
        Preconditions.checkArgument(
                rows > 0 && (given == rows || given == 1),
                "The condition "
                        + condition
                        + " has the shape "
                        + Arrays.toString(conditions)
                        + ", the input "
                        + input
                        + ": it takes one row for each "
                        + (condition.isPerGroup() ? "group of an input [B, S, ...]" : "row")
                        + ", or one row for all");
    }

    /** Returns the number of different conditions. */
    int countConditions() {
        return first.length;
    }

    /** Returns the number of rows. */
    int countRows() {
        return conditionOf.length;
    }

    /** Tells whether all values of the conditions are finite. */
    boolean isFinite() {
        return finite;
    }

    /** Tells whether every condition has as many rows. */
    boolean isEven() {
        long[] counts = counts();
        return Arrays.stream(counts).allMatch(count -> count == counts[0]);
    }

    /** Returns the fewest rows of the main network that a condition has. */
    long fewestRows(NDArray input) {
        return Arrays.stream(counts()).min().orElseThrow() * (grouped ? input.size(1) : 1);
    }

    /** Returns the number of rows of each condition. */
    private long[] counts() {
        long[] counts = new long[first.length];
        for (int condition : conditionOf) {
            ++counts[condition];
        }
        return counts;
    }

    /** Returns this plan with a condition for each row, though some are the same. */
    RowPlan rowByRow() {
        int[] each = new int[conditionOf.length];
        Arrays.setAll(each, row -> row);
        return new RowPlan(each, each, grouped, finite);
    }

    /**
     * Picks the different conditions.
     *
     * @param conditions the arrays of a batch
     * @return arrays of as many rows as there are different conditions
     */
    NDList pick(NDList conditions) {
        if (conditions.head().size(0) == first.length) {
            return conditions;
        }
        NDList picked = new NDList();
        for (NDArray array : conditions) {
            NDList rows = new NDList();
            for (int row : first) {
                rows.add(array.get(row));
            }
            picked.add(rows.size() == 1 ? rows.head().expandDims(0) : NDArrays.stack(rows));
        }
        return picked;
    }

    /** Merges groups of rows: {@code [B, S, ...]} to {@code [B * S, ...]}. */
    NDArray mergeGroups(NDArray array) {
        if (!grouped) {
            return array;
        }
        Shape shape = array.getShape();
        ConditionedInputs.requireGroups(shape);
        return array.reshape(new Shape(shape.get(0) * shape.get(1)).addAll(shape.slice(2)));
    }

    /** Undoes {@link #mergeGroups}, for groups of as many rows as the input has. */
    NDArray splitGroups(NDArray array, NDArray input) {
        Shape shape = array.getShape();
        long size = grouped ? input.size(1) : 1;
        return grouped
                ? array.reshape(new Shape(shape.get(0) / size, size).addAll(shape.slice(1)))
                : array;
    }

    /** Splits an array: the rows of each condition, in the order of the conditions. */
    List<NDArray> split(NDArray array) {
        return splitInto(counts(), sort(array));
    }

    /** Undoes {@link #split}: puts the rows of all conditions in the order of the batch. */
    NDArray join(List<NDArray> parts) {
        long[] counts = counts();
        for (int i = 0; i < counts.length; ++i) {
            requireRows(parts.get(i), counts[i]);
        }
        return unsort(concat(new NDList(parts)));
    }

    /** Orders the rows of an array by their conditions. */
    NDArray sort(NDArray array) {
        requireRows(array, conditionOf.length);
        if (isSorted()) {
            return array;
        }
        NDList pieces = splitInto(runs.stream().mapToLong(Run::size).toArray(), array);
        NDList sorted = new NDList();
        for (int run : runsByCondition()) {
            sorted.add(pieces.get(run));
        }
        return concat(sorted);
    }

    /** Undoes {@link #sort}. */
    NDArray unsort(NDArray array) {
        requireRows(array, conditionOf.length);
        if (isSorted()) {
            return array;
        }
        int[] order = runsByCondition();
        long[] sizes = Arrays.stream(order).mapToLong(run -> runs.get(run).size()).toArray();
        NDList pieces = splitInto(sizes, array);
        NDArray[] back = new NDArray[order.length];
        for (int i = 0; i < order.length; ++i) {
            back[order[i]] = pieces.get(i);
        }
        return concat(new NDList(back));
    }

    /** Of an array with another first axis, such as a recurrent state, nobody's rows are known. */
    private void requireRows(NDArray array, long rows) {
        Shape shape = array.getShape();
        Preconditions.checkArgument(
                first.length == 1 || shape.dimension() > 0 && shape.get(0) == rows,
                "Where rows have conditions of their own, the main network's inputs, labels and"
                        + " outputs must have them on the first axis; of "
                        + rows
                        + (grouped ? " groups of rows" : " rows")
                        + " there is an array "
                        + shape);
    }

    private int[] runsByCondition() {
        return IntStream.range(0, runs.size())
                .boxed()
                .sorted(Comparator.comparingInt(run -> runs.get(run).condition))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean isSorted() {
        return runs.size() == first.length;
    }

    private static NDList splitInto(long[] sizes, NDArray array) {
        if (sizes.length == 1) {
            return new NDList(array);
        }
        long[] starts = new long[sizes.length - 1]; // of all pieces but the first
        long start = 0;
        for (int i = 0; i < starts.length; ++i) {
            start += sizes[i];
            starts[i] = start;
        }
        return array.split(starts, 0);
    }

    /** An engine loses the gradient of a concatenation of one array. */
    private static NDArray concat(NDList arrays) {
        return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays);
    }
}
