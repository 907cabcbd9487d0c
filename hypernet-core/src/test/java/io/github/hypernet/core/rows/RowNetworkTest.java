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
package io.github.hypernet.core.rows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.Pair;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** One pass for all conditions gives what a pass for each gives: outputs and all gradients. */
public class RowNetworkTest {

    private final Random random = new Random(1);

    /** The arrays that a pass is made of; {@code weights} have a value for each condition. */
    private record Leaves(NDArray x, Map<String, NDArray> weights, Map<String, NDArray> shared) {}

    private record Numbers(float[] values, Shape shape) {}

    @DataProvider(name = "cases")
    public static Object[][] cases() {
        List<Object[]> rows = new ArrayList<>();
        for (Object[] engine : Engines.engines()) {
            for (String name : RowNetworks.all().keySet()) {
                rows.add(new Object[] {engine[0], name});
            }
        }
        return rows.toArray(Object[][]::new);
    }

    @Test(dataProvider = "cases")
    public void onePassIsALoopOverTheConditions(String engine, String name) {
        for (int conditions : new int[] {1, 3}) {
            for (int rows : new int[] {1, 2}) {
                try (NDManager manager = Engine.getEngine(engine).newBaseManager(Device.cpu())) {
                    compare(manager, RowNetworks.all().get(name), conditions, rows);
                }
            }
        }
    }

    private void compare(NDManager manager, RowNetworks.Case test, int conditions, int rows) {
        Block network = test.block().get();
        network.setInitializer(new NormalInitializer(0.5f), p -> true);
        network.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(test.row()));
        Map<String, Numbers> weights = new LinkedHashMap<>();
        Map<String, Numbers> shared = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : network.getParameters()) {
            boolean generated = test.generated().matcher(pair.getKey()).matches();
            Shape shape = new Shape(generated ? conditions : 1).addAll(pair.getValue().getShape());
            Map<String, Numbers> map = generated ? weights : shared;
            map.put(pair.getValue().getId(), numbers(generated ? shape : shape.slice(1)));
        }
        Shape input = new Shape((long) conditions * rows).addAll(test.row());
        Numbers x = test.ids() ? ids(input) : numbers(input);
        RowNetwork rowNetwork = RowNetwork.of(network, weights.keySet());
        Map<String, float[]> actual =
                run(
                        () -> leaves(manager, x, test.ids(), weights, shared),
                        leaves -> onePass(rowNetwork, leaves, conditions));
        Map<String, float[]> expected =
                run(
                        () -> leaves(manager, x, test.ids(), weights, shared),
                        leaves -> loop(network, leaves, conditions));
        expected.forEach(
                (what, values) -> {
                    double tolerance = what.equals("outputs") ? 1e-5 : 1e-4;
                    agree(actual.get(what), values, tolerance, what);
                });
    }

    private Numbers numbers(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; ++i) {
            values[i] = (float) random.nextGaussian();
        }
        return new Numbers(values, shape);
    }

    private Numbers ids(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; ++i) {
            values[i] = random.nextInt(RowNetworks.WORDS);
        }
        return new Numbers(values, shape);
    }

    private static Leaves leaves(
            NDManager manager,
            Numbers x,
            boolean ids,
            Map<String, Numbers> weights,
            Map<String, Numbers> shared) {
        NDArray input =
                ids
                        ? manager.create(x.values, x.shape).toType(DataType.INT64, true)
                        : leaf(manager, x);
        return new Leaves(input, leaves(manager, weights), leaves(manager, shared));
    }

    private static Map<String, NDArray> leaves(NDManager manager, Map<String, Numbers> numbers) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        numbers.forEach((id, values) -> leaves.put(id, leaf(manager, values)));
        return leaves;
    }

    private static NDArray leaf(NDManager manager, Numbers numbers) {
        NDArray array = manager.create(numbers.values, numbers.shape);
        array.setRequiresGradient(true);
        return array;
    }

    /** Returns the outputs, and the gradients by what they are of. */
    private static Map<String, float[]> run(
            Supplier<Leaves> newLeaves, Function<Leaves, NDArray> pass) {
        Leaves leaves = newLeaves.get();
        Map<String, float[]> results = new LinkedHashMap<>();
        NDManager manager = leaves.x.getManager();
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray y = pass.apply(leaves);
            results.put("outputs", y.toFloatArray());
            float[] probe = new float[results.get("outputs").length];
            for (int i = 0; i < probe.length; ++i) {
                probe[i] = (float) Math.sin(1 + i);
            }
            collector.backward(y.mul(manager.create(probe, y.getShape())).sum());
        }
        if (leaves.x.hasGradient()) {
            results.put("input", leaves.x.getGradient().toFloatArray());
        }
        leaves.weights.forEach((id, w) -> results.put(id, w.getGradient().toFloatArray()));
        leaves.shared.forEach((id, w) -> results.put(id, w.getGradient().toFloatArray()));
        return results;
    }

    private static NDArray onePass(RowNetwork network, Leaves leaves, int conditions) {
        Assert.assertEquals(network.getObstacle().orElse("none"), "none");
        NDManager manager = leaves.x.getManager();
        ParameterStore store = new FixedValues(manager).with(leaves.shared);
        NDList inputs = new NDList(leaves.x);
        return side(network.forward(store, leaves.weights, conditions, inputs, true, null));
    }

    private static NDArray loop(Block network, Leaves leaves, int conditions) {
        NDManager manager = leaves.x.getManager();
        NDList inputs = split(leaves.x, conditions);
        Map<String, NDList> weights = new LinkedHashMap<>();
        leaves.weights.forEach((id, array) -> weights.put(id, split(array, conditions)));
        NDList outputs = new NDList();
        for (int c = 0; c < conditions; ++c) {
            Map<String, NDArray> own = new LinkedHashMap<>();
            for (Map.Entry<String, NDList> entry : weights.entrySet()) {
                own.put(entry.getKey(), entry.getValue().get(c).squeeze(0));
            }
            ParameterStore store = new FixedValues(manager).with(leaves.shared).with(own);
            outputs.add(side(network.forward(store, new NDList(inputs.get(c)), true)));
        }
        return outputs.size() == 1 ? outputs.head() : NDArrays.concat(outputs);
    }

    /** A split into one piece loses the gradient. */
    private static NDList split(NDArray array, int pieces) {
        return pieces == 1 ? new NDList(array) : array.split(pieces, 0);
    }

    /** Returns all outputs as one array, [rows, values]. */
    private static NDArray side(NDList outputs) {
        NDList flat = new NDList();
        outputs.forEach(output -> flat.add(output.reshape(output.size(0), -1)));
        return flat.size() == 1 ? flat.head() : NDArrays.concat(flat, 1);
    }

    private static void agree(float[] actual, float[] expected, double tolerance, String what) {
        Assert.assertEquals(actual.length, expected.length, what);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < actual.length; ++i) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        Assert.assertTrue(largest > 0, what + " is zero");
        Assert.assertTrue(
                worst <= tolerance * largest, what + " differs by " + worst + " of " + largest);
    }
}
