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
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

import io.github.hypernet.core.block.DescribedBlock;

/**
 * Maps the mean feature of a class {@code [N, F]} to the change of its center and to its bias,
 * {@code [N, F + 1]}: a hidden relu layer with dropout, and a linear one that starts at zero.
 */
final class RowGenerator extends DescribedBlock {

    private final int units;
    private final float rate;
    private final Block hidden;
    private final Block dropout;
    private final Parameter weight;
    private final Parameter bias;

    RowGenerator(int units, float rate) {
        super((byte) 1);
        this.units = units;
        this.rate = rate;
        hidden = addChildBlock("Hidden", Linear.builder().setUnits(units).build());
        dropout = addChildBlock("Dropout", Dropout.builder().optRate(rate).build());
        weight = addZeros("weight");
        bias = addZeros("bias");
    }

    /** A user's initializer of weights, meant for the embedding, does not reach them. */
    private Parameter addZeros(String name) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.OTHER)
                        .optInitializer(Initializer.ZEROS)
                        .build());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long outputs = inputShapes[0].get(1) + 1;
        weight.setShape(new Shape(outputs, units));
        bias.setShape(new Shape(outputs));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        hidden.initialize(manager, dataType, inputShapes);
        dropout.initialize(manager, dataType, new Shape(inputShapes[0].get(0), units));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDList features = Activation.relu(hidden.forward(parameterStore, inputs, training));
        features = dropout.forward(parameterStore, features, training); // [N, units]
        NDArray last = features.head();
        return Linear.linear(
                last,
                parameterStore.getValue(weight, last.getDevice(), training),
                parameterStore.getValue(bias, last.getDevice(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1) + 1)};
    }

    @Override
    protected String describe() {
        return "generator " + units + ", dropout " + rate;
    }
}
