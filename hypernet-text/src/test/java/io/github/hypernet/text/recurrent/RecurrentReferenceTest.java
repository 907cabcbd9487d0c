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
package io.github.hypernet.text.recurrent;

import static io.github.hypernet.core.testing.ReferenceCase.assertClose;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.ReferenceCase;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Outputs, states and all gradients of the recurrent blocks, against float64 values. */
public class RecurrentReferenceTest {

    private static final String GATES = "igfo";

    /** Where a tensor of a case lies in a parameter: a slice along its first axes. */
    private record Place(String parameter, int slice, boolean transposed) {}

    @DataProvider
    public Object[][] cases() {
        List<Object[]> rows = new ArrayList<>();
        for (String prefix : List.of("hyper_", "lstm", "layer_norm_")) {
            for (ReferenceCase reference : ReferenceCase.all(prefix)) {
                for (Object[] engine : Engines.engines()) {
                    rows.add(new Object[] {reference, engine[0]});
                }
            }
        }
        return rows.toArray(new Object[0][]);
    }

    @Test(dataProvider = "cases")
    public void outputsStatesAndGradientsAgree(ReferenceCase reference, String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            RecurrentLayers block = newBlock(reference);
            NDArray x = input(reference, "x", manager);
            block.initialize(manager, DataType.FLOAT32, x.getShape());
            setParameters(reference, block);

            NDList inputs = new NDList(x);
            List<String> states = new ArrayList<>(List.of("h", "c", "hyper_h", "hyper_c"));
            states.removeIf(name -> !reference.inputs().containsKey(name + "0"));
            states.forEach(name -> inputs.add(input(reference, name + "0", manager).expandDims(0)));

            ParameterStore store = new ParameterStore(manager, false);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDList outputs = block.forward(store, inputs, true);
                assertClose(outputs.head(), reference.outputs().get("y"), 1e-5, "y");
                for (int i = 0; i < states.size(); ++i) {
                    String name = states.get(i);
                    assertClose(outputs.get(i + 1), reference.outputs().get(name), 1e-5, name);
                }
                NDArray probe = input(reference, "probe", manager);
                collector.backward(outputs.head().mul(probe).sum());
            }
            assertGradients(reference, block, manager);
        }
    }

    private static NDArray input(ReferenceCase reference, String name, NDManager manager) {
        return reference.inputs().get(name).toArray(manager);
    }

    private static RecurrentLayers newBlock(ReferenceCase reference) {
        int stateSize = (int) reference.setting("N_h");
        if (reference.name().contains("rnn")) {
            return HyperRnn.builder()
                    .setStateSize(stateSize)
                    .setHyperSize((int) reference.setting("N_hyper"))
                    .setEmbeddingSize((int) reference.setting("N_z"))
                    .optBatchFirst(false)
                    .optReturnState(true)
                    .build();
        }
        LstmBuilder<?> builder = Lstm.builder();
        if (reference.name().contains("hyper")) {
            builder =
                    HyperLstm.builder()
                            .setHyperSize((int) reference.setting("N_hyper"))
                            .setEmbeddingSize((int) reference.setting("N_z"));
        }
        return builder.setStateSize(stateSize)
                .optLayerNorm(reference.flag("layer_norm"))
                .optEpsilon(reference.number("ln_eps"))
                .optForgetBias(reference.number("forget_bias"))
                .optBatchFirst(false)
                .optReturnState(true)
                .build();
    }

    private static Place place(ReferenceCase reference, String name) {
        boolean hyper = name.startsWith("hyper.");
        String[] parts = (hyper ? name.substring(6) : name).split("\\.");
        boolean gated = parts.length > 1;
        int gates = gated ? 4 : 1;
        int gate = gated ? Math.max(0, GATES.indexOf(parts[1])) : 0;
        boolean cell = gated && parts[1].equals("c");
        boolean dynamic = reference.name().contains("hyper");
        String path = hyper && gated ? "01Layer_01HyperCell_" : "01Layer_";
        String norm = path + (hyper || !dynamic ? "01" : "03") + "Gates_" + (cell ? "cell_" : "");
        String scaling = "01Layer_" + (gated ? "02" : "01") + "Scaling_";
        String own = hyper && !gated ? path + "hyper_" : path;
        return switch (parts[0]) {
            case "W_x" -> new Place(own + "input_weight", gate, true);
            case "W_h" -> new Place(own + "recurrent_weight", gate, true);
            case "b" -> new Place(own + "bias", gate, false);
            case "ln_gain" -> new Place(norm + "norm_gain", gate, false);
            case "ln_bias" -> new Place(norm + "norm_bias", gate, false);
            case "W_zh" -> new Place(scaling + "embedding_weight", gate, true);
            case "W_zx" -> new Place(scaling + "embedding_weight", gates + gate, true);
            case "b_zh" -> new Place(scaling + "embedding_bias", gate, false);
            case "b_zx" -> new Place(scaling + "embedding_bias", gates + gate, false);
            case "W_zb" -> new Place(scaling + "bias_embedding_weight", gate, true);
            case "W_dh" -> new Place(scaling + "scaling_weight", gate, true);
            case "W_dx" -> new Place(scaling + "scaling_weight", gates + gate, true);
            case "W_db" -> new Place(scaling + "bias_weight", gate, true);
            case "b_0" -> new Place(scaling + "bias", gate, false);
            default -> throw new AssertionError("Unknown parameter " + name);
        };
    }

    /** Returns a tensor's values as they lie in the parameter. */
    private static float[] values(ReferenceCase.Tensor tensor, boolean transposed) {
        float[] values = tensor.floats();
        if (!transposed) {
            return values;
        }
        int rows = (int) tensor.shape()[0];
        int columns = (int) tensor.shape()[1];
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; ++i) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private static void setParameters(ReferenceCase reference, RecurrentLayers block) {
        Map<String, float[]> all = new HashMap<>();
        reference
                .params()
                .forEach(
                        (name, tensor) -> {
                            Place place = place(reference, name);
                            Parameter parameter = block.getParameters().get(place.parameter);
                            Assert.assertNotNull(parameter, block.getParameters().keys() + name);
                            int size = (int) parameter.getArray().size();
                            float[] target =
                                    all.computeIfAbsent(place.parameter, n -> new float[size]);
                            float[] values = values(tensor, place.transposed);
                            System.arraycopy(
                                    values, 0, target, place.slice * values.length, values.length);
                        });
        all.forEach((name, data) -> block.getParameters().get(name).getArray().set(data));
        Assert.assertEquals(all.size(), block.getParameters().size(), "parameters of the block");
    }

    private static void assertGradients(
            ReferenceCase reference, RecurrentLayers block, NDManager manager) {
        reference
                .grads()
                .forEach(
                        (name, tensor) -> {
                            Place place = place(reference, name);
                            float[] all =
                                    block.getParameters()
                                            .get(place.parameter)
                                            .getArray()
                                            .getGradient()
                                            .toFloatArray();
                            float[] expected = values(tensor, place.transposed);
                            float[] actual = new float[expected.length];
                            System.arraycopy(
                                    all, place.slice * actual.length, actual, 0, actual.length);
                            double[] data = new double[expected.length];
                            for (int i = 0; i < data.length; ++i) {
                                data[i] = expected[i];
                            }
                            assertClose(
                                    manager.create(actual),
                                    new ReferenceCase.Tensor(new long[] {data.length}, data),
                                    1e-4,
                                    "gradient of " + name);
                        });
    }
}
