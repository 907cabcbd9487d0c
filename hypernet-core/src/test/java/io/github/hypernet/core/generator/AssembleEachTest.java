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

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;

import io.github.hypernet.core.testing.Engines;

import org.example.generator.BasisGenerator;
import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The weights of several conditions at once are those of each condition alone. */
public class AssembleEachTest {

    private static ParameterSpec weight(long... shape) {
        return new ParameterSpec("weight", new Shape(shape), Parameter.Type.WEIGHT);
    }

    /** Each generator with parameters, some of whole chunks and some of a cut one. */
    private static Object[][] generators() {
        ParameterSpec gamma = new ParameterSpec("gamma", new Shape(5), Parameter.Type.GAMMA);
        return new Object[][] {
            {
                LinearGenerator.builder().setEmbeddingSize(3).setChunkSize(8).build(),
                List.of(weight(4, 6), gamma, weight(2, 2, 3))
            },
            {
                LowRankGenerator.builder().setRank(2).optChunkSize(8).build(),
                List.of(weight(3, 4), weight(2, 2, 3))
            },
            {
                KernelGenerator.builder()
                        .setEmbeddingSize(3)
                        .setKernelShape(new Shape(3, 3))
                        .optBasicSize(2, 2)
                        .build(),
                List.of(weight(4, 2, 3, 3), weight(4, 2, 3, 3), weight(2, 4, 3, 3))
            },
            {new BasisGenerator(3, 4), List.of(weight(2, 4), weight(3, 4))}
        };
    }

    @DataProvider
    public Object[][] cases() {
        List<Object[]> rows = new ArrayList<>();
        for (Object[] generator : generators()) {
            for (Object[] engine : Engines.engines()) {
                for (int count : new int[] {1, 3}) {
                    rows.add(new Object[] {engine[0], generator[0], generator[1], count});
                }
            }
        }
        return rows.toArray(new Object[0][]);
    }

    @Test(dataProvider = "cases")
    public void valuesAndGradientsAreThoseOfEachConditionAlone(
            String engineName,
            WeightGenerator generator,
            List<ParameterSpec> parameters,
            int count) {
        Engine engine = Engine.getEngine(engineName);
        engine.setRandomSeed(1);
        try (NDManager manager = engine.newBaseManager()) {
            List<NDArray> alone = new ArrayList<>();
            for (int c = 0; c < count; ++c) {
                alone.add(manager.randomNormal(chunkShape(generator, parameters, 1)));
            }
            NDArray together =
                    manager.create(join(alone), chunkShape(generator, parameters, count));
            Pass each = Pass.each(generator, together, parameters, count);
            List<NDArray> gradients = new ArrayList<>();
            for (int c = 0; c < count; ++c) {
                Pass single = Pass.single(generator, alone.get(c), parameters, c);
                gradients.add(single.gradient);
                for (int p = 0; p < parameters.size(); ++p) {
                    Shape shape = parameters.get(p).shape();
                    NDArray weights = each.weights.get(p);
                    Assert.assertEquals(weights.getShape(), new Shape(count).addAll(shape));
                    Assert.assertEquals(single.weights.get(p).getShape(), shape);
                    int size = (int) shape.size();
                    float[] values =
                            Arrays.copyOfRange(weights.toFloatArray(), c * size, (c + 1) * size);
                    Assert.assertEquals(values, single.weights.get(p).toFloatArray(), 1e-6f);
                }
            }
            Assert.assertEquals(each.gradient.toFloatArray(), join(gradients), 1e-5f);
            Assert.assertTrue(each.gradient.abs().sum().getFloat() > 0);
        }
    }

    private static Shape chunkShape(
            WeightGenerator generator, List<ParameterSpec> parameters, int count) {
        long chunks = count * parameters.stream().mapToLong(generator::countChunks).sum();
        Shape embeddings = new Shape(chunks, generator.getEmbeddingSize());
        return generator.getOutputShapes(new Shape[] {embeddings})[0];
    }

    /** Returns the values of several arrays, one after another. */
    private static float[] join(List<NDArray> arrays) {
        float[] values = new float[arrays.size() * (int) arrays.get(0).size()];
        int to = 0;
        for (NDArray array : arrays) {
            float[] next = array.toFloatArray();
            System.arraycopy(next, 0, values, to, next.length);
            to += next.length;
        }
        return values;
    }

    /** Weights, and the gradient of a sum of them with factors that the condition is part of. */
    private record Pass(NDList weights, NDArray gradient) {

        static Pass each(
                WeightGenerator generator,
                NDArray chunks,
                List<ParameterSpec> parameters,
                int count) {
            chunks.setRequiresGradient(true);
            try (GradientCollector collector =
                    chunks.getManager().getEngine().newGradientCollector()) {
                NDList weights = generator.assembleEach(chunks, parameters, count);
                return backward(collector, chunks, weights, 0);
            }
        }

        static Pass single(
                WeightGenerator generator,
                NDArray chunks,
                List<ParameterSpec> parameters,
                int condition) {
            chunks.setRequiresGradient(true);
            try (GradientCollector collector =
                    chunks.getManager().getEngine().newGradientCollector()) {
                NDList weights = generator.assemble(chunks, parameters);
                return backward(collector, chunks, weights, condition);
            }
        }

        private static Pass backward(
                GradientCollector collector, NDArray chunks, NDList weights, int condition) {
            NDArray sum = null;
            for (NDArray weight : weights) {
                float first = condition * weight.size();
                NDArray factors =
                        weight.getManager()
                                .arange(first, first + weight.size())
                                .sin()
                                .reshape(weight.getShape());
                NDArray term = weight.mul(factors).sum();
                sum = sum == null ? term : sum.add(term);
            }
            collector.backward(sum);
            return new Pass(weights, chunks.getGradient());
        }
    }
}
