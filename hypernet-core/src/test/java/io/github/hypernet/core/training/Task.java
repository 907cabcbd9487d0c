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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.generator.LinearGenerator;

import java.util.Random;

/** A small task to learn: which of three sums of the inputs is the largest. */
final class Task implements AutoCloseable {

    static final int SAMPLES = 90;
    static final int BATCH = 20;
    static final int STEPS_AN_EPOCH = 5;

    final Model model;
    final ArrayDataset training;
    final ArrayDataset validation;
    Device[] devices = {Device.cpu()};
    Optimizer optimizer = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build();

    Task(String engine) {
        this(engine, network());
    }

    Task(String engine, Block block) {
        model = Model.newInstance("task", Device.cpu(), engine);
        model.setBlock(block);
        training = dataset(1, true);
        validation = dataset(2, false);
    }

    /** A network with generated weights and dropout: random numbers in every step. */
    static Block network() {
        return new SequentialBlock()
                .add(
                        Hypernetwork.builder()
                                .setMainNetwork(
                                        new SequentialBlock()
                                                .add(Linear.builder().setUnits(16).build())
                                                .add(Activation::relu))
                                .addGenerator(
                                        LinearGenerator.builder()
                                                .setEmbeddingSize(4)
                                                .setChunkSize(32)
                                                .build(),
                                        ParameterSelector.weights())
                                .build())
                .add(Dropout.builder().optRate(0.2f).build())
                .add(Linear.builder().setUnits(3).build());
    }

    static Block linear() {
        return Linear.builder().setUnits(3).build();
    }

    private ArrayDataset dataset(long seed, boolean random) {
        Random numbers = new Random(seed);
        float[] inputs = new float[SAMPLES * 6];
        float[] labels = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; ++i) {
            float[] sums = new float[3];
            for (int j = 0; j < 6; ++j) {
                inputs[i * 6 + j] = (float) numbers.nextGaussian();
                sums[j / 2] += inputs[i * 6 + j];
            }
            labels[i] = sums[0] > sums[1] && sums[0] > sums[2] ? 0 : sums[1] > sums[2] ? 1 : 2;
        }
        NDArray data = model.getNDManager().create(inputs, new Shape(SAMPLES, 6));
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(model.getNDManager().create(labels))
                .setSampling(BATCH, random)
                .build();
    }

    DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(optimizer)
                .optDevices(devices)
                .addEvaluator(new Accuracy());
    }

    TrainingLoop.Builder loop() {
        return TrainingLoop.builder()
                .setModel(model)
                .setConfig(config())
                .setInputShapes(new Shape(BATCH, 6))
                .setTrainingData(training)
                .optValidationData(validation)
                .optSeed(3);
    }

    /** All parameters, one after the other. */
    float[] weights() {
        NDList flat = new NDList();
        model.getBlock()
                .getParameters()
                .values()
                .forEach(parameter -> flat.add(parameter.getArray().reshape(-1)));
        try (NDArray all = NDArrays.concat(flat)) {
            flat.close();
            return all.toFloatArray();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
