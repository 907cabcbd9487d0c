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
package io.github.hypernet.core.episode;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.Base;
import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.LinearGenerator;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** One vector of a set. */
public class SetEncoderTest {

    private static final Shape ELEMENTS = new Shape(3, 4, 2);
    private static final float[] MASK = {1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1};

    private static Block encoder() {
        return new SetEncoder(
                new SequentialBlock()
                        .add(Linear.builder().setUnits(8).build())
                        .add(Activation::tanh)
                        .add(Linear.builder().setUnits(5).build()));
    }

    private static NDList inputs(NDManager manager) {
        return new NDList(
                manager.randomNormal(ELEMENTS), manager.create(MASK, ELEMENTS.slice(0, 2)));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void contract(String engine) throws Exception {
        BlockContract.check(engine, SetEncoderTest::encoder, ELEMENTS);
        BlockContract.check(
                engine,
                SetEncoderTest::encoder,
                SetEncoderTest::inputs,
                ELEMENTS,
                ELEMENTS.slice(0, 2));
    }

    private static NDArray encode(Model model, NDArray... inputs) {
        ParameterStore store = new ParameterStore(inputs[0].getManager(), false);
        return model.getBlock().forward(store, new NDList(inputs), false).singletonOrThrow();
    }

    private static Model model(String engine, Block block, Shape... shapes) {
        Model model = Model.newInstance("set", Device.cpu(), engine);
        model.setBlock(block);
        block.initialize(model.getNDManager(), DataType.FLOAT32, shapes);
        return model;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theOrderOfElementsDoesNotMatter(String engine) {
        try (Model model = model(engine, encoder(), ELEMENTS);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            NDArray elements = inputs.get(0);
            NDArray mask = inputs.get(1);
            Assert.assertEquals(
                    encode(model, elements.flip(1)).toFloatArray(),
                    encode(model, elements).toFloatArray(),
                    1e-6f);
            Assert.assertEquals(
                    encode(model, elements.flip(1), mask.flip(1)).toFloatArray(),
                    encode(model, elements, mask).toFloatArray(),
                    1e-6f);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aMaskLeavesOutAnElement(String engine) {
        try (Model model = model(engine, encoder(), ELEMENTS);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDArray elements = inputs(manager).head();
            NDArray all = manager.ones(new Shape(3, 4));
            float[] whole = encode(model, elements).toFloatArray();
            Assert.assertEquals(encode(model, elements, all).toFloatArray(), whole, 1e-6f);
            float[] some = {0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0};
            float[] expected = encode(model, elements.get(":,1:3")).toFloatArray();
            NDArray mask = manager.create(some, new Shape(3, 4));
            Assert.assertEquals(encode(model, elements, mask).toFloatArray(), expected, 1e-6f);
            NDArray whole64 = mask.toType(DataType.INT64, false);
            Assert.assertEquals(encode(model, elements, whole64).toFloatArray(), expected, 1e-6f);
            NDArray none = manager.zeros(new Shape(3, 4));
            Assert.assertEquals(encode(model, elements, none).toFloatArray(), new float[15]);
        }
    }

    /** Against finite differences in the encoder's own parameters. */
    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradients(String engine) {
        try (Model model = model(engine, encoder(), ELEMENTS, ELEMENTS.slice(0, 2));
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            ParameterStore store = new ParameterStore(manager, false);
            model.getBlock()
                    .getParameters()
                    .values()
                    .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
            try (GradientCollector collector =
                    model.getNDManager().getEngine().newGradientCollector()) {
                NDArray output = model.getBlock().forward(store, inputs, true).head();
                collector.backward(output.square().sum());
            }
            for (Parameter parameter : model.getBlock().getParameters().values()) {
                NDArray array = parameter.getArray();
                float[] values = array.toFloatArray();
                float[] gradient = array.getGradient().toFloatArray();
                for (int i = 0; i < values.length; i += 3) {
                    double step = 1e-2;
                    double difference = 0;
                    for (int sign : new int[] {1, -1}) {
                        float[] moved = values.clone();
                        moved[i] += (float) (sign * step);
                        array.set(moved);
                        NDArray output = encode(model, inputs.toArray(new NDArray[0]));
                        difference += sign * output.square().sum().getFloat() / (2 * step);
                    }
                    array.set(values);
                    Assert.assertEquals(
                            gradient[i], difference, 3e-3 * Math.max(1, Math.abs(difference)));
                }
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSupportSetMakesTheWeightsOfANetwork(String engine) throws Exception {
        Shape queries = new Shape(3, 6, 1);
        BlockContract.check(
                engine,
                () ->
                        Hypernetwork.builder()
                                .setMainNetwork(
                                        new SequentialBlock()
                                                .add(Linear.builder().setUnits(4).build())
                                                .add(Activation::tanh)
                                                .add(Linear.builder().setUnits(1).build()))
                                .addGenerator(
                                        LinearGenerator.builder()
                                                .setEmbeddingSize(8)
                                                .setChunkSize(5)
                                                .build(),
                                        ParameterSelector.weights(),
                                        Base.LEARNED)
                                .optCondition(Condition.encoded(encoder(), 2).perGroup())
                                .build(),
                manager -> {
                    NDList inputs = inputs(manager);
                    inputs.add(0, manager.randomNormal(queries));
                    return inputs;
                },
                queries,
                ELEMENTS,
                ELEMENTS.slice(0, 2));
    }

    @Test
    public void whatIsNoSetIsRefused() {
        Block encoder = encoder();
        refused(encoder, new Shape(3, 4));
        refused(encoder, ELEMENTS, new Shape(3, 5));
        refused(encoder, ELEMENTS, new Shape(3, 4), new Shape(3, 4));
        refused(new SetEncoder(new SetEncoder(encoder())), new Shape(2, 3, 4));
        Assert.assertThrows(IllegalArgumentException.class, () -> new SetEncoder(null));
        Assert.assertEquals(
                new SetEncoder(Linear.builder().setUnits(5).build())
                        .getOutputShapes(new Shape[] {new Shape(-1, 4, 2)}),
                new Shape[] {new Shape(-1, 5)});
    }

    private static void refused(Block block, Shape... shapes) {
        Assert.assertThrows(IllegalArgumentException.class, () -> block.getOutputShapes(shapes));
    }
}
