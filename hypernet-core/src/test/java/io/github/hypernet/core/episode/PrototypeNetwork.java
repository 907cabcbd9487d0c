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
package io.github.hypernet.core.episode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A small prototypical net (Snell et al. 2017) of vectors of two numbers: what episodes are for.
 */
final class PrototypeNetwork extends AbstractBlock {

    private final Block embedding =
            addChildBlock(
                    "Embedding",
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(16).build())
                            .add(Activation::relu)
                            .add(Dropout.builder().optRate(0.1f).build())
                            .add(Linear.builder().setUnits(8).build()));

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray query = embed(parameterStore, inputs.get(0), training); // [E, M, F]
        NDArray support = embed(parameterStore, inputs.get(1), training); // [E, S, F]
        NDArray means = ClassMeans.of(support, inputs.get(2)); // [E, N, F]
        NDArray differences = query.expandDims(2).sub(means.expandDims(1)); // [E, M, N, F]
        return new NDList(differences.square().sum(new int[] {3}).neg());
    }

    private NDArray embed(ParameterStore parameterStore, NDArray items, boolean training) {
        Shape shape = items.getShape();
        NDList rows = new NDList(items.reshape(shape.get(0) * shape.get(1), shape.get(2)));
        NDArray features = embedding.forward(parameterStore, rows, training).head();
        return features.reshape(shape.get(0), shape.get(1), 8);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        embedding.initialize(manager, dataType, new Shape(1, inputShapes[0].get(2)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1), -1)};
    }
}
