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
package io.github.hypernet.text.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.CheckedBlock;

/**
 * Recurrent layers, dropout, and a linear layer that is applied to each step: what models of text
 * and of pen strokes have in common.
 *
 * <p>Inputs: those of the {@link RecurrentLayers}, batch first. Outputs: {@code [B, T, units]},
 * then, if the layers return it, the next recurrent state.
 */
public abstract class RecurrentModel extends CheckedBlock {

    private final RecurrentLayers recurrent;
    private final Linear output;
    private final int units;
    private final float dropRate;

    /**
     * Creates a model.
     *
     * @param version the version of its saved parameters
     * @param recurrent the recurrent layers, batch first
     * @param dropRate the dropout on the last layer's output
     * @param units the outputs of a step
     */
    protected RecurrentModel(byte version, RecurrentLayers recurrent, float dropRate, int units) {
        super(version);
        this.units = units;
        Preconditions.checkArgument(
                dropRate >= 0 && dropRate < 1,
                "The drop rate must be at least 0 and below 1, got " + dropRate);
        this.dropRate = dropRate;
        this.recurrent = addChildBlock("Recurrent", recurrent);
        output = addChildBlock("Output", Linear.builder().setUnits(units).build());
    }

    /** {@return the recurrent layers} */
    public RecurrentLayers getRecurrent() {
        return recurrent;
    }

    /**
     * Returns a form of this model that goes one step at a time, without dropout: for sampling.
     *
     * @param store holds the parameters
     * @param manager the manager of what it keeps until it is closed
     * @param batchSize the number of sequences
     * @return the stepper, at the beginning of its sequences
     */
    public ModelStepper newStepper(ParameterStore store, NDManager manager, long batchSize) {
        return new ModelStepper(recurrent, output, store, manager, batchSize);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDList outputs = recurrent.forward(parameterStore, inputs, training, params);
        NDArray hidden = outputs.head();
        if (training && dropRate > 0) {
            hidden = Dropout.dropout(hidden, dropRate, true).head();
        }
        NDList last = output.forward(parameterStore, new NDList(hidden), training, params);
        return new NDList(last.head()).addAll(outputs.subNDList(1));
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        recurrent.initialize(manager, dataType, inputShapes);
        output.initialize(manager, dataType, recurrent.getOutputShapes(inputShapes)[0]);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape[] shapes = recurrent.getOutputShapes(inputShapes);
        shapes[0] = new Shape(shapes[0].get(0), shapes[0].get(1), units);
        return shapes;
    }
}
