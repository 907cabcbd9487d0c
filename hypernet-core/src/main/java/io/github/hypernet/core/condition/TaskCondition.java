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

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.SavedShapes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A task, by its id from 0, with a learned vector for each (von Oswald, Henning, Grewe, Sacramento,
 * "Continual learning with hypernetworks", ICLR 2020, arXiv 1906.00695).
 *
 * <p>Each vector is a parameter of its own. So a task can be added between two trainings, and the
 * vector of a task that a training does not use stays as it is. A file with fewer tasks than this
 * condition loads; the other tasks keep the values that they have, or get initial ones. As of a
 * vector, only the direction counts.
 */
public final class TaskCondition extends Condition {

    private static final int LARGEST_COUNT = 1 << 20;

    private final int size;
    private final List<Parameter> vectors = new ArrayList<>();

    TaskCondition(int count, int size) {
        super(1);
        Preconditions.checkArgument(
                count > 0, "The number of tasks must be positive, got " + count);
        Preconditions.checkArgument(
                size >= 2, "The size of a task's vector must be at least 2, got " + size);
        this.size = size;
        for (int task = 0; task < count; ++task) {
            addVector();
        }
    }

    private Parameter addVector() {
        Parameter vector =
                addParameter(
                        Parameter.builder()
                                .setName("task" + (vectors.size() + 1))
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(size))
                                .optInitializer(new NormalInitializer(1))
                                .build());
        vectors.add(vector);
        return vector;
    }

    /**
     * Returns the number of tasks.
     *
     * @return the number of tasks
     */
    public int getTaskCount() {
        return vectors.size();
    }

    /**
     * Adds a task, with a vector of random values. Do so between trainings: a {@code Trainer} knows
     * only the parameters that were there when it was made.
     *
     * @return the new task's id
     */
    public int addTask() {
        Parameter first = vectors.get(0);
        Parameter vector = addVector();
        if (first.isInitialized()) {
            NDArray like = first.getArray();
            vector.initialize(like.getManager(), like.getDataType());
        }
        return vectors.size() - 1;
    }

    @Override
    protected boolean accepts(Shape... shapes) {
        int rank = shapes[0].dimension();
        return rank == 1 || rank == 2 && shapes[0].get(1) == 1;
    }

    @Override
    public boolean takesIntegers() {
        return true;
    }

    @Override
    protected String describeInputs() {
        return "[C] or [C, 1]";
    }

    @Override
    protected void checkValues(int input, double[] row) {
        double id = row[0];
        Preconditions.checkArgument(
                id == Math.rint(id) && id >= 0 && id < vectors.size(),
                "a task's id is a whole number from 0 to "
                        + (vectors.size() - 1)
                        + ", got "
                        + (id == Math.rint(id) ? "" + (long) id : "" + id));
    }

    @Override
    protected NDArray encode(ParameterStore parameterStore, NDList inputs, boolean training) {
        NDArray ids = inputs.head();
        double[] tasks = ids.toType(DataType.FLOAT64, false).toDoubleArray();
        NDList all = new NDList(); // each [1, size]
        for (Parameter vector : vectors) {
            NDArray value = parameterStore.getValue(vector, ids.getDevice(), training);
            all.add(value.reshape(1, size));
        }
        if (training && all.size() > 1) {
            // vectors that are not used have a gradient of zeros: without one MXNet keeps the last
            all = NDArrays.concat(all).split(all.size(), 0);
        }
        NDList rows = new NDList();
        for (double task : tasks) {
            checkValues(0, new double[] {task});
            rows.add(all.get((int) task));
        }
        // a concatenation of one array loses its gradient on PyTorch
        return discardLength(rows.size() == 1 ? rows.head() : NDArrays.concat(rows));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), size)};
    }

    @Override
    protected String describe() {
        return "tasks(vectors of " + size + ")";
    }

    /** Returns the numbers of tasks and of a vector's values. */
    @Override
    public String toString() {
        return "tasks(" + vectors.size() + ", " + size + ")";
    }

    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        super.saveMetadata(os);
        os.writeInt(vectors.size());
    }

    @Override
    public void loadParameters(NDManager manager, DataInputStream is)
            throws IOException, MalformedModelException {
        loadMetadata(is.readByte(), is);
        int count = SavedShapes.readSize(is, "number of tasks", LARGEST_COUNT);
        if (count > vectors.size()) {
            throw new MalformedModelException(
                    "The file has "
                            + count
                            + " tasks, this model "
                            + vectors.size()
                            + ": build it with Condition.tasks("
                            + count
                            + ", "
                            + size
                            + ")");
        }
        for (Parameter vector : vectors.subList(0, count)) {
            vector.load(manager, is);
            requireSize(vector);
        }
        for (Parameter vector : vectors.subList(count, vectors.size())) {
            vector.initialize(manager, vectors.get(0).getArray().getDataType());
        }
    }

    private void requireSize(Parameter vector) throws MalformedModelException {
        if (!vector.getArray().getShape().equals(new Shape(size))) {
            throw new MalformedModelException(
                    "The file is damaged: a task's vector has the shape "
                            + vector.getArray().getShape());
        }
    }
}
