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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;

public class RepeatedSamplerTest {

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void allBatchesAreFullAndAPassDrawsEachSampleOnce(String engine) {
        try (NDManager manager = NDManager.newBaseManager(null, engine)) {
            RepeatedSampler sampler = new RepeatedSampler(10, 5, 4);
            RepeatedDataset dataset =
                    new RepeatedDataset(
                            new ArrayDataset.Builder().setData(manager.zeros(new Shape(10, 1))),
                            sampler);
            Assert.assertEquals(dataset.size(), 20);
            List<Long> drawn = new ArrayList<>();
            int batches = 0;
            Iterator<List<Long>> all = sampler.sample(dataset);
            while (all.hasNext()) {
                List<Long> batch = all.next();
                Assert.assertEquals(batch.size(), sampler.getBatchSize());
                drawn.addAll(batch);
                ++batches;
            }
            Assert.assertEquals(batches, 5);
            Assert.assertEquals(new HashSet<>(drawn.subList(0, 10)).size(), 10);
            Assert.assertEquals(new HashSet<>(drawn.subList(10, 20)).size(), 10);
            Assert.assertNotEquals(drawn.subList(0, 10), drawn.subList(10, 20));
        }
    }
}
