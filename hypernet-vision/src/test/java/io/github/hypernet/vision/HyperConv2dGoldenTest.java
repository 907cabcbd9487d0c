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
package io.github.hypernet.vision;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.JsonUtils;

import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.ReferenceCase;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Model files that an earlier build saved give the same output; {@code golden/README.md} says what
 * they are.
 */
public class HyperConv2dGoldenTest {

    private static final double TOLERANCE = 1e-5;

    private record Case(ReferenceCase.Tensor input, ReferenceCase.Tensor output) {}

    private static HyperConv2d.Builder builder() {
        return HyperConv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(8)
                .setGenerator(
                        KernelGenerator.builder()
                                .setEmbeddingSize(4)
                                .optHiddenSize(6)
                                .optBasicSize(4, 4));
    }

    private static void check(String name, Block block, String engine) throws Exception {
        Path folder = Path.of(HyperConv2dGoldenTest.class.getResource("/golden").toURI());
        String json = Files.readString(folder.resolve(name + ".json"));
        Case expected = JsonUtils.GSON.fromJson(json, Case.class);
        try (Model model = Model.newInstance(name, Device.cpu(), engine)) {
            model.setBlock(block);
            model.load(folder, name);
            NDManager manager = model.getNDManager();
            NDArray output =
                    block.forward(
                                    new ParameterStore(manager, false),
                                    new NDList(expected.input().toArray(manager)),
                                    false)
                            .singletonOrThrow();
            Assert.assertEquals(output.getShape(), new Shape(expected.output().shape()));
            ReferenceCase.assertClose(output, expected.output(), TOLERANCE, name + ", " + engine);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSavedLayerGivesTheSameOutput(String engine) throws Exception {
        HyperConv2d layer =
                builder()
                        .optStride(new Shape(2, 1))
                        .optPadding(new Shape(1, 2))
                        .optDilation(new Shape(1, 2))
                        .optGroups(2)
                        .build();
        check("hyper-conv2d", layer, engine);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void savedLayersThatShareAGeneratorGiveTheSameOutput(String engine) throws Exception {
        HyperConv2d first = builder().build();
        Block network =
                new SequentialBlock()
                        .add(first)
                        .add(Activation::relu)
                        .add(
                                HyperConv2d.builder()
                                        .setKernelShape(new Shape(3, 3))
                                        .setFilters(12)
                                        .optBias(false)
                                        .optSharedGenerator(first)
                                        .build());
        check("hyper-conv2d-shared", network, engine);
    }
}
