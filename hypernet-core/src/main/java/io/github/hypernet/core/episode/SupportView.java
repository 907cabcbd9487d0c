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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.io.DataInputStream;
import java.io.DataOutputStream;

/** A {@link SupportClassifier} at one support set: queries in, logits out. */
final class SupportView extends AbstractBlock {

    private final SupportClassifier classifier;
    private final byte[] rows; // on the host: they outlive the manager that they came from
    private final long classes;

    SupportView(SupportClassifier classifier, ClassRows rows, Shape itemShape) {
        super((byte) 1);
        this.classifier = classifier;
        this.rows = new NDList(rows.weights(), rows.biases()).encode();
        classes = rows.count();
        beforeInitialize(itemShape);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray features = classifier.embed(parameterStore, inputs.head(), training, params);
        NDList arrays = NDList.decode(features.getManager(), rows);
        NDArray logits =
                new ClassRows(
                                arrays.head().toDevice(features.getDevice(), false),
                                arrays.get(1).toDevice(features.getDevice(), false))
                        .logits(features.expandDims(0)); // [1, B, N]
        return new NDList(logits.squeeze(0));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }

    @Override
    public void saveParameters(DataOutputStream os) {
        throw new UnsupportedOperationException(
                "A classifier at a support set has no parameters of its own: save the classifier,"
                        + " or the plain network that materialize gives");
    }

    @Override
    public void loadParameters(NDManager manager, DataInputStream is) {
        throw new UnsupportedOperationException(
                "A classifier at a support set has no parameters of its own: load the classifier");
    }

    @Override
    public String toString() {
        return classifier + " at one support set of " + classes + " classes";
    }
}
