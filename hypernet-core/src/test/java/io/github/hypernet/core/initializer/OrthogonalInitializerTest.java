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
package io.github.hypernet.core.initializer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** Orthogonal initial values. */
public class OrthogonalInitializerTest {

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theShorterSideIsOrthonormalTimesTheGain(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            for (Shape shape :
                    new Shape[] {new Shape(40, 7), new Shape(7, 40), new Shape(6, 2, 3)}) {
                NDArray matrix =
                        new OrthogonalInitializer(3)
                                .initialize(manager, shape, DataType.FLOAT32)
                                .reshape(shape.get(0), -1);
                boolean tall = matrix.getShape().get(0) >= matrix.getShape().get(1);
                NDArray gram =
                        tall
                                ? matrix.transpose().matMul(matrix)
                                : matrix.matMul(matrix.transpose());
                NDArray expected = manager.eye((int) gram.getShape().get(0)).mul(9);
                Assert.assertTrue(
                        gram.sub(expected).abs().max().getFloat() < 1e-5, shape.toString());
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aSeedRepeatsTheValues(String engineName) {
        Engine engine = Engine.getEngine(engineName);
        try (NDManager manager = engine.newBaseManager()) {
            float[][] drawn = new float[2][];
            for (int i = 0; i < 2; ++i) {
                engine.setRandomSeed(5);
                drawn[i] =
                        new OrthogonalInitializer()
                                .initialize(manager, new Shape(5, 4), DataType.FLOAT32)
                                .toFloatArray();
            }
            Assert.assertEquals(drawn[0], drawn[1]);
        }
    }

    @Test
    public void aVectorIsRefused() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Assert.expectThrows(
                    IllegalArgumentException.class,
                    () ->
                            new OrthogonalInitializer()
                                    .initialize(manager, new Shape(5), DataType.FLOAT32));
        }
    }
}
