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
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterSelector;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The generator of matrices of low rank. */
public class LowRankGeneratorTest {

    private static final Shape IMAGES = new Shape(3, 1, 5, 5);

    /** Of 14 values, two chunks of 8, the second one cut. */
    private static final ParameterSpec MATRIX = weight(3, 4);

    /** Of 16 values, two whole chunks. */
    private static final ParameterSpec KERNEL = weight(2, 2, 1, 3);

    private static ParameterSpec weight(long... shape) {
        return new ParameterSpec("weight", new Shape(shape), Parameter.Type.WEIGHT);
    }

    /** A convolution and a linear layer. */
    private static Hypernetwork network(int rank) {
        return Hypernetwork.builder()
                .setMainNetwork(
                        new SequentialBlock()
                                .add(
                                        Conv2d.builder()
                                                .setKernelShape(new Shape(3, 3))
                                                .setFilters(4)
                                                .build())
                                .add(Activation::tanh)
                                .add(Blocks.batchFlattenBlock())
                                .add(Linear.builder().setUnits(4).build()))
                .addGenerator(
                        LowRankGenerator.builder()
                                .setRank(rank)
                                .optEmbeddingSize(4)
                                .optChunkSize(20)
                                .optHiddenSizes(8)
                                .build(),
                        ParameterSelector.weights())
                .build();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void behavesLikeABlock(String engine) throws Exception {
        BlockContract.check(engine, () -> network(2), IMAGES);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void weightsAndGradientsAreThoseOfBA(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        engine.setRandomSeed(1);
        try (NDManager manager = engine.newBaseManager()) {
            LowRankGenerator generator =
                    LowRankGenerator.builder()
                            .setRank(2)
                            .optEmbeddingSize(3)
                            .optChunkSize(8)
                            .optHiddenSizes(5)
                            .build();
            NDArray embeddings = manager.randomNormal(new Shape(4, 3));
            embeddings.setRequiresGradient(true);
            generator.initialize(manager, DataType.FLOAT32, embeddings.getShape());
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            generator.getParameters().forEach(p -> arrays.put(p.getKey(), p.getValue().getArray()));
            for (String bias : List.of("hidden1_bias", "output_bias")) {
                NDArray array = arrays.get(bias);
                array.set(manager.randomNormal(array.getShape()).toFloatArray());
            }
            arrays.put("embeddings", embeddings);
            Product product = new Product(arrays);

            ParameterStore store = new ParameterStore(manager, false);
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray chunks = generator.forward(store, new NDList(embeddings), true).head();
                NDList weights = generator.assemble(chunks, List.of(MATRIX, KERNEL));
                Assert.assertEquals(weights.get(0).getShape(), MATRIX.shape());
                Assert.assertEquals(weights.get(1).getShape(), KERNEL.shape());
                assertClose(weights.get(0), product.matrix(0, 3, 4), "matrix");
                assertClose(weights.get(1), product.matrix(2, 2, 6), "kernel");
                NDArray squares = weights.get(0).square().sum();
                collector.backward(squares.add(weights.get(1).square().sum()));
            }
            arrays.forEach(
                    (name, array) ->
                            assertClose(array.getGradient(), product.gradient(name), name));
        }
    }

    private static void assertClose(NDArray actual, double[] expected, String what) {
        float[] values = actual.toFloatArray();
        Assert.assertEquals(values.length, expected.length, what);
        for (int i = 0; i < values.length; ++i) {
            double tolerance = 1e-4 * Math.max(1, Math.abs(expected[i]));
            Assert.assertEquals(values[i], expected[i], tolerance, what + " " + i);
        }
    }

    /** The generator of one hidden layer, rank 2 and chunks of 8, in float64. */
    private static final class Product {

        private final Map<String, double[]> values = new LinkedHashMap<>();

        Product(Map<String, NDArray> arrays) {
            arrays.forEach(
                    (name, array) -> {
                        float[] floats = array.toFloatArray();
                        double[] doubles = new double[floats.length];
                        for (int i = 0; i < floats.length; ++i) {
                            doubles[i] = floats[i];
                        }
                        values.put(name, doubles);
                    });
        }

        /** Returns a layer's outputs for one input. */
        private double[] layer(String name, double[] input) {
            double[] weight = values.get(name + "_weight");
            double[] output = values.get(name + "_bias").clone();
            for (int i = 0; i < output.length; ++i) {
                for (int j = 0; j < input.length; ++j) {
                    output[i] += weight[i * input.length + j] * input[j];
                }
            }
            return output;
        }

        private double value(int firstChunk, int index) {
            double[] embedding = new double[3];
            int chunk = firstChunk + index / 8;
            System.arraycopy(values.get("embeddings"), chunk * 3, embedding, 0, 3);
            double[] hidden = layer("hidden1", embedding);
            for (int i = 0; i < hidden.length; ++i) {
                hidden[i] = Math.max(0, hidden[i]);
            }
            return layer("output", hidden)[index % 8];
        }

        /** Returns B A of the values from a chunk on: A first, both row-major. */
        double[] matrix(int firstChunk, int rows, int columns) {
            double[] product = new double[rows * columns];
            for (int i = 0; i < rows; ++i) {
                for (int j = 0; j < columns; ++j) {
                    for (int k = 0; k < 2; ++k) {
                        double a = value(firstChunk, k * columns + j);
                        double b = value(firstChunk, 2 * columns + i * 2 + k);
                        product[i * columns + j] += b * a;
                    }
                }
            }
            return product;
        }

        private double squares() {
            double sum = 0;
            for (double[] matrix : List.of(matrix(0, 3, 4), matrix(2, 2, 6))) {
                for (double value : matrix) {
                    sum += value * value;
                }
            }
            return sum;
        }

        /** Returns the gradient of {@link #squares} by finite differences. */
        double[] gradient(String name) {
            double step = 1e-5;
            double[] array = values.get(name);
            double[] gradient = new double[array.length];
            for (int i = 0; i < array.length; ++i) {
                double value = array[i];
                array[i] = value + step;
                double up = squares();
                array[i] = value - step;
                gradient[i] = (up - squares()) / (2 * step);
                array[i] = value;
            }
            return gradient;
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void weightsHaveTheRank(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        engine.setRandomSeed(1);
        try (NDManager manager = engine.newBaseManager()) {
            ParameterSpec parameter = weight(9, 3, 2, 2);
            for (int rank : new int[] {1, 3}) {
                LowRankGenerator generator = LowRankGenerator.builder().setRank(rank).build();
                double[] pivots = pivots(initialWeights(generator, manager, parameter), 9);
                Assert.assertTrue(pivots[rank - 1] > 1e-2 * pivots[0], "rank " + rank);
                Assert.assertTrue(pivots[rank] < 1e-5 * pivots[0], "rank " + rank);
            }
        }
    }

    /** Returns the pivots of Gaussian elimination, each the largest value that is left. */
    private static double[] pivots(NDArray weight, int rows) {
        float[] values = weight.toFloatArray();
        int columns = values.length / rows;
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; ++i) {
            rest[i] = values[i];
        }
        double[] pivots = new double[rows];
        for (int step = 0; step < rows; ++step) {
            int largest = 0;
            for (int i = 0; i < rest.length; ++i) {
                largest = Math.abs(rest[i]) > Math.abs(rest[largest]) ? i : largest;
            }
            pivots[step] = Math.abs(rest[largest]);
            double[] left = rest.clone();
            for (int i = 0; i < rest.length && pivots[step] > 0; ++i) {
                double inRow = rest[i / columns * columns + largest % columns];
                double inColumn = rest[largest / columns * columns + i % columns];
                left[i] -= inRow * inColumn / rest[largest];
            }
            rest = left;
        }
        return pivots;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void initialDeviationIsThatOfHe(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            for (ParameterSpec parameter : List.of(weight(100, 784), weight(32, 16, 3, 3))) {
                double variance = 0; // the mean over seeds, for that of one varies
                for (int seed = 1; seed <= 25; ++seed) {
                    engine.setRandomSeed(seed);
                    LowRankGenerator generator = LowRankGenerator.builder().setRank(4).build();
                    NDArray weights = initialWeights(generator, manager, parameter);
                    variance += weights.square().mean().getFloat() / 25;
                }
                double ratio = Math.sqrt(variance / parameter.heVariance());
                Assert.assertEquals(ratio, 1, 0.15, parameter.toString());
            }
        }
    }

    private static NDArray initialWeights(
            WeightGenerator generator, NDManager manager, ParameterSpec parameter) {
        List<ParameterSpec> parameters = List.of(parameter);
        Shape shape = new Shape(generator.countChunks(parameter), generator.getEmbeddingSize());
        generator.initialize(manager, DataType.FLOAT32, shape);
        NDArray embeddings =
                generator
                        .getEmbeddingInitializer(parameters)
                        .initialize(manager, shape, DataType.FLOAT32);
        ParameterStore store = new ParameterStore(manager, false);
        NDArray chunks = generator.forward(store, new NDList(embeddings), false).head();
        return generator.assemble(chunks, parameters).head();
    }

    @Test
    public void aSmallerChangeHasAProportionallySmallerProduct() {
        LowRankGenerator generator = LowRankGenerator.builder().setRank(4).build();
        double whole = generator.getEmbeddingScale(MATRIX, 1);
        double change = generator.getEmbeddingScale(MATRIX, 0.01);
        Assert.assertEquals(Math.pow(change / whole, 2), 0.01, 1e-12);
    }

    @Test
    public void theDefaultsLearnFarLessThanTheNetwork() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            Hypernetwork network =
                    Hypernetwork.builder()
                            .setMainNetwork(
                                    new SequentialBlock()
                                            .add(Linear.builder().setUnits(100).build())
                                            .add(Activation::relu)
                                            .add(Linear.builder().setUnits(10).build()))
                            .addGenerator(
                                    LowRankGenerator.builder().setRank(4).build(),
                                    ParameterSelector.weights())
                            .build();
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 784));
            long learned = 0;
            for (Parameter parameter : network.getParameters().values()) {
                learned += parameter.requiresGradient() ? parameter.getArray().size() : 0;
            }
            // 110 biases, 16 embeddings of 16 values, and the perceptron
            Assert.assertEquals(learned, 110 + 16 * 16 + 17 * 64 + 65 * 256);
        }
    }

    @Test
    public void aFileOfAnotherRankIsRefused() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model saved = Model.newInstance("net", Device.cpu(), "PyTorch");
                Model loaded = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            saved.setBlock(network(2));
            saved.getBlock().initialize(saved.getNDManager(), DataType.FLOAT32, IMAGES);
            saved.save(folder.getPath(), "net");
            loaded.setBlock(network(3));
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class, () -> loaded.load(folder.getPath()));
            Assert.assertTrue(e.getMessage().contains("LowRankGenerator(rank 2, "), e.toString());
        }
    }

    @Test
    public void vectorsAreRefusedAndSmallMatricesHaveTheirOwnRank() {
        LowRankGenerator generator = LowRankGenerator.builder().setRank(3).build();
        ParameterSpec bias = new ParameterSpec("bias", new Shape(30), Parameter.Type.BIAS);
        assertRefused(generator, bias, "select matrices and kernels");
        // rank 2: 2 * (2 + 200) values in chunks of 256
        Assert.assertEquals(generator.countChunks(weight(2, 200)), 2);
        Assert.assertEquals(generator.countChunks(weight(16, 1, 1, 2)), 1);
        Assert.assertEquals(generator.countChunks(weight(3, 3)), 1);
    }

    private static void assertRefused(
            WeightGenerator generator, ParameterSpec parameter, String why) {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class, () -> generator.countChunks(parameter));
        Assert.assertTrue(e.getMessage().contains(why), e.getMessage());
        Assert.assertTrue(e.getMessage().contains(parameter.shape().toString()), e.getMessage());
    }

    @Test
    public void wrongSettingsAreRefused() {
        for (LowRankGenerator.Builder wrong :
                List.of(
                        LowRankGenerator.builder(),
                        LowRankGenerator.builder().setRank(-1),
                        LowRankGenerator.builder().setRank(1).optEmbeddingSize(0),
                        LowRankGenerator.builder().setRank(1).optChunkSize(0),
                        LowRankGenerator.builder().setRank(1).optHiddenSizes(8, 0))) {
            Assert.expectThrows(IllegalArgumentException.class, wrong::build);
        }
    }
}
