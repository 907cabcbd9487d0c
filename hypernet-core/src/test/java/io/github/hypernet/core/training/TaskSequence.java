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
package io.github.hypernet.core.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tasks to train on in order, and a model that has weights of its own for each. */
final class TaskSequence implements AutoCloseable {

    static final int TASKS = 3;
    static final int STEPS = 4; // of each task
    static final int ROWS = 5; // of each step

    /** y = x W_t, with a matrix of its own for each task: the second input says which. */
    private static final class OwnWeights extends AbstractBlock {

        private final List<Parameter> weights = new ArrayList<>();

        OwnWeights() {
            for (int task = 0; task < TASKS; ++task) {
                weights.add(
                        addParameter(
                                Parameter.builder()
                                        .setName("weight" + task)
                                        .setType(Parameter.Type.WEIGHT)
                                        .optShape(new Shape(6, 3))
                                        .build()));
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore parameterStore,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray x = inputs.get(0);
            int task = (int) inputs.get(1).toFloatArray()[0];
            return new NDList(
                    x.matMul(parameterStore.getValue(weights.get(task), x.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(inputShapes[0].get(0), 3)};
        }
    }

    final Model model;
    Optimizer optimizer = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build();

    TaskSequence(String engine) {
        model = Model.newInstance("tasks", Device.cpu(), engine);
        model.setBlock(new OwnWeights());
    }

    List<ArrayDataset> tasks() {
        List<ArrayDataset> tasks = new ArrayList<>();
        for (int task = 0; task < TASKS; ++task) {
            tasks.add(task(task, STEPS * ROWS));
        }
        return tasks;
    }

    ArrayDataset task(int task, int rows) {
        Random numbers = new Random(task);
        float[] inputs = new float[rows * 6];
        float[] labels = new float[rows * 3];
        for (int i = 0; i < inputs.length; ++i) {
            inputs[i] = (float) numbers.nextGaussian();
            labels[i / 2] += (task + 1) * inputs[i];
        }
        NDArray x = model.getNDManager().create(inputs, new Shape(rows, 6));
        NDArray ids = model.getNDManager().full(new Shape(rows), task, DataType.FLOAT32);
        return new ArrayDataset.Builder()
                .setData(x, ids)
                .optLabels(model.getNDManager().create(labels, new Shape(rows, 3)))
                .setSampling(ROWS, true)
                .build();
    }

    TrainingLoop.Builder loop() {
        return withoutData().setTrainingTasks(tasks());
    }

    TrainingLoop.Builder withoutData() {
        return TrainingLoop.builder()
                .setModel(model)
                .setConfig(
                        new DefaultTrainingConfig(Loss.l2Loss())
                                .optOptimizer(optimizer)
                                .optDevices(new Device[] {Device.cpu()}))
                .setInputShapes(new Shape(ROWS, 6), new Shape(ROWS));
    }

    float[] weights(int task) {
        return model.getBlock().getParameters().valueAt(task).getArray().toFloatArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
