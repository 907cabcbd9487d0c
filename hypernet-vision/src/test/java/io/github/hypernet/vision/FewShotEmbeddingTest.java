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

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The embedding of few-shot classification. */
public class FewShotEmbeddingTest {

    @Test
    public void fourStagesEmbedOmniglotAndThreeTheDigits() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            check(manager, FewShotEmbedding.STAGES, new Shape(3, 1, 28, 28));
            check(manager, 3, new Shape(3, 1, 8, 8));
        }
    }

    private static void check(NDManager manager, int stages, Shape images) {
        Block embedding = FewShotEmbedding.create(stages);
        embedding.initialize(manager, DataType.FLOAT32, images);
        long weights = 9 * 32 + (stages - 1) * 9 * 32 * 32;
        long biases = 32 * stages;
        // gamma, beta and the two running statistics
        long normalization = 4 * 32 * stages;
        long count =
                embedding.getParameters().values().stream()
                        .mapToLong(parameter -> parameter.getShape().size())
                        .sum();
        Assert.assertEquals(count, weights + biases + normalization);
        NDArray output =
                embedding
                        .forward(
                                new ParameterStore(manager, false),
                                new NDList(manager.ones(images)),
                                false)
                        .singletonOrThrow();
        Assert.assertEquals(output.getShape(), new Shape(3, 32));
        Assert.assertTrue(output.min().getFloat() >= 0);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void behavesLikeABlock(String engine) throws Exception {
        BlockContract.check(engine, () -> FewShotEmbedding.create(3), new Shape(20, 1, 8, 8));
    }

    @Test
    public void noStagesAreRefused() {
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class, () -> FewShotEmbedding.create(0))
                        .getMessage();
        Assert.assertEquals(message, "The stages must be positive, got 0");
    }
}
