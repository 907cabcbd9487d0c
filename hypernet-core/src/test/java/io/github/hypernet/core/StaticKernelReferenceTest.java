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

import static io.github.hypernet.core.testing.ReferenceCase.assertClose;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.generator.KernelGenerator;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.ReferenceCase;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Generated kernels, convolutions with them and all gradients, against float64 values. */
public class StaticKernelReferenceTest {

    private static final Map<String, String> NAMES =
            Map.of(
                    "W_in", "02Generator_input_weight",
                    "B_in", "02Generator_input_bias",
                    "W_out", "02Generator_output_weight",
                    "B_out", "02Generator_output_bias",
                    "z", "embeddings");

    @DataProvider
    public Object[][] cases() {
        List<Object[]> rows = new ArrayList<>();
        for (ReferenceCase reference : ReferenceCase.all("static_kernel")) {
            for (Object[] engine : Engines.engines()) {
                rows.add(new Object[] {reference, engine[0]});
            }
        }
        return rows.toArray(new Object[0][]);
    }

    @Test(dataProvider = "cases")
    public void kernelsConvolutionsAndGradientsAgree(ReferenceCase reference, String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            long window = reference.setting("f_size");
            Shape kernelShape = new Shape(window, window);
            long filters = reference.setting("N_out") * reference.setting("tiles_out");
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(
                                    Conv2d.builder()
                                            .setKernelShape(kernelShape)
                                            .setFilters(Math.toIntExact(filters))
                                            .optStride(square(reference.setting("stride")))
                                            .optPadding(square(reference.setting("padding")))
                                            .optBias(false)
                                            .build())
                            .addGenerator(
                                    KernelGenerator.builder()
                                            .setEmbeddingSize(reference.setting("N_z"))
                                            .optHiddenSize(reference.setting("d"))
                                            .optBasicSize(
                                                    reference.setting("N_in"),
                                                    reference.setting("N_out"))
                                            .setKernelShape(kernelShape)
                                            .build(),
                                    ParameterSelector.weights())
                            .build();
            NDArray x = reference.inputs().get("x").toArray(manager);
            NDArray probe = reference.inputs().get("probe").toArray(manager);
            network.initialize(manager, DataType.FLOAT32, x.getShape());
            NAMES.forEach(
                    (name, parameter) ->
                            parameter(network, parameter)
                                    .getArray()
                                    .set(reference.params().get(name).floats()));

            NDArray kernel = network.getGeneratedWeights(manager).get("weight");
            Assert.assertEquals(
                    kernel.getShape(), new Shape(reference.outputs().get("kernel").shape()));
            assertClose(kernel, reference.outputs().get("kernel"), 1e-5, "kernel");

            ParameterStore store = new ParameterStore(manager, false);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray y = network.forward(store, new NDList(x), true).singletonOrThrow();
                assertClose(y, reference.outputs().get("y"), 1e-5, "y");
                collector.backward(y.mul(probe).sum());
            }
            NAMES.forEach(
                    (name, parameter) ->
                            assertClose(
                                    parameter(network, parameter).getArray().getGradient(),
                                    reference.grads().get(name),
                                    1e-4,
                                    "gradient of " + name));
        }
    }

    private static Shape square(long size) {
        return new Shape(size, size);
    }

    private static Parameter parameter(Hypernetwork network, String name) {
        return network.getParameters().get(name);
    }
}
