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

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;

import io.github.hypernet.core.generator.LinearGenerator;

import org.testng.Assert;
import org.testng.annotations.Test;

/** Counts of learned and generated values. */
public class ParameterReportTest {

    private static Block network(NDManager manager) {
        Hypernetwork hypernetwork =
                Hypernetwork.builder()
                        .setMainNetwork(
                                new SequentialBlock()
                                        .add(Linear.builder().setUnits(6).build())
                                        .add(BatchNorm.builder().build()))
                        .addGenerator(
                                LinearGenerator.builder()
                                        .setEmbeddingSize(2)
                                        .setChunkSize(12)
                                        .build(),
                                ParameterSelector.weights())
                        .build();
        SequentialBlock block =
                new SequentialBlock().add(Linear.builder().setUnits(4).build()).add(hypernetwork);
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return block;
    }

    @Test
    public void countsBlockByBlock() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            ParameterReport report = ParameterReport.of(network(manager));
            Assert.assertEquals(
                    report.getRows().toString(),
                    "[Row[block=SequentialBlock/01Linear, learned=16, generated=0],"
                            + " Row[block=SequentialBlock/02Hypernetwork, learned=4, generated=0],"
                            + " Row[block=SequentialBlock/02Hypernetwork/01MainNetwork/01Linear,"
                            + " learned=6, generated=24],"
                            + " Row[block=SequentialBlock/02Hypernetwork/01MainNetwork/02BatchNorm,"
                            + " learned=12, generated=0],"
                            + " Row[block=SequentialBlock/02Hypernetwork/02Generator, learned=36,"
                            + " generated=0]]");
            Assert.assertEquals(report.getLearned(), 16 + 4 + 6 + 12 + 36);
            Assert.assertEquals(report.getGenerated(), 24);
            Assert.assertTrue(report.toString().matches("(?s).*Total +74 +24\\s*"), "" + report);
        }
    }

    @Test
    public void addsUpBlocksOfOneKind() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            SequentialBlock block =
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(4).build())
                            .add(BatchNorm.builder().build())
                            .add(Linear.builder().setUnits(5).build());
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
            ParameterReport report = ParameterReport.of(block).summarize();
            Assert.assertEquals(
                    report.getRows().toString(),
                    "[Row[block=SequentialBlock/Linear, learned=41, generated=0],"
                            + " Row[block=SequentialBlock/BatchNorm, learned=8, generated=0]]");
            Assert.assertEquals(report.getLearned(), 49);
        }
    }

    @Test
    public void anUninitializedBlockIsRefused() {
        Assert.expectThrows(
                IllegalStateException.class,
                () ->
                        ParameterReport.of(
                                Conv2d.builder()
                                        .setKernelShape(new Shape(1, 1))
                                        .setFilters(1)
                                        .build()));
    }
}
