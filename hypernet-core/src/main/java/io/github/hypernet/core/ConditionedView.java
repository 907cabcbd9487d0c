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

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A conditional hypernetwork at one condition: a block of the main network's inputs. It has no
 * parameters of its own and holds no native memory.
 */
final class ConditionedView extends AbstractBlock {

    private final Hypernetwork hypernetwork;
    private final List<SavedCondition> conditions = new ArrayList<>();

    /** An array of the condition, on the host: it outlives the manager that it came from. */
    private record SavedCondition(byte[] bytes) {

        NDArray in(NDManager manager) {
            return NDList.decode(manager, bytes).head().toDevice(manager.getDevice(), false);
        }
    }

    ConditionedView(Hypernetwork hypernetwork, NDList conditions) {
        super((byte) 1);
        this.hypernetwork = hypernetwork;
        beforeInitialize(hypernetwork.getInputShapesAt());
        conditions.forEach(c -> this.conditions.add(new SavedCondition(new NDList(c).encode())));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDList whole = new NDList(inputs.head());
        conditions.forEach(c -> whole.add(c.in(inputs.head().getManager())));
        whole.addAll(inputs.subNDList(1));
        return hypernetwork.forward(parameterStore, whole, training, params);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return hypernetwork.getOutputShapesAt(inputShapes);
    }

    @Override
    public void saveParameters(DataOutputStream os) {
        throw new UnsupportedOperationException(
                "A hypernetwork at a condition has no parameters of its own: save the hypernetwork,"
                        + " or the plain network that materialize gives");
    }

    @Override
    public void loadParameters(NDManager manager, DataInputStream is) {
        throw new UnsupportedOperationException(
                "A hypernetwork at a condition has no parameters of its own: load the hypernetwork");
    }

    @Override
    public String toString() {
        return hypernetwork + " at one condition";
    }
}
