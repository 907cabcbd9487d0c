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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.List;
import java.util.function.Supplier;

/** Initializers for types, meant for the main network, leave the generators' own values alone. */
public class GeneratorInitializerTest {

    private static final Shape INPUT = new Shape(2, 4, 6, 6);
    private static final List<Supplier<WeightGenerator>> GENERATORS =
            List.of(
                    () ->
                            KernelGenerator.builder()
                                    .setEmbeddingSize(3)
                                    .setKernelShape(new Shape(3, 3))
                                    .optBasicSize(4, 4)
                                    .build(),
                    () ->
                            LinearGenerator.builder()
                                    .setEmbeddingSize(3)
                                    .setChunkSize(16)
                                    .optHiddenSizes(8)
                                    .build());

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void initializersForTypesDoNotReachGenerators(String engine) {
        for (Supplier<WeightGenerator> generator : GENERATORS) {
            for (Parameter.Type type :
                    List.of(
                            Parameter.Type.WEIGHT,
                            Parameter.Type.BIAS,
                            Parameter.Type.GAMMA,
                            Parameter.Type.BETA)) {
                Assert.assertTrue(largest(engine, generator.get(), type) < 3, "" + type);
            }
        }
    }

    private float largest(String engine, WeightGenerator generator, Parameter.Type type) {
        try (Model model = Model.newInstance("net", Device.cpu(), engine)) {
            Conv2d convolution =
                    Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build();
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(convolution)
                            .addGenerator(generator, ParameterSelector.weights())
                            .build();
            model.setBlock(network);
            Initializer five = new ConstantInitializer(5);
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(Loss.l2Loss())
                            .optDevices(new Device[] {Device.cpu()})
                            .optInitializer(five, type);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(INPUT);
                float expected = type == Parameter.Type.BIAS ? 5 : 0;
                // the main network's own bias is what it was meant for
                Assert.assertEquals(
                        network.getParameters().get("01MainNetwork_bias").getArray().getFloat(0),
                        expected);
                NDList weights = network.getGeneratedWeights(model.getNDManager());
                Assert.assertEquals(weights.head().getDataType(), DataType.FLOAT32);
                return weights.head().abs().max().getFloat();
            }
        }
    }
}
