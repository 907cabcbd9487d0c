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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.ParameterReport;
import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The two-layer net of the MNIST experiment. */
public class ConvNetTest {

    @Test
    public void countsAreThoseOfThePaper() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Hypernetwork hyper = ConvNet.hyper(7, 10, 4);
            hyper.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
            ParameterReport report = ParameterReport.of(hyper);
            Assert.assertEquals(report.getGenerated(), 12_544);
            var rows = report.getRows();
            Assert.assertEquals(rows.get(0), new ParameterReport.Row("Hypernetwork", 4, 0));
            Assert.assertEquals(
                    rows.get(rows.size() - 1),
                    new ParameterReport.Row("Hypernetwork/02Generator", 4_240, 0));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void bothNetsBehaveLikeBlocks(String engine) throws Exception {
        Shape digits = new Shape(20, 1, 8, 8);
        BlockContract.check(engine, () -> ConvNet.plain(3, 10), digits);
        BlockContract.check(engine, () -> ConvNet.hyper(3, 10, 4), digits);
    }

    @Test
    public void evenKernelsAreRefused() {
        Assert.expectThrows(IllegalArgumentException.class, () -> ConvNet.plain(4, 10));
    }
}
