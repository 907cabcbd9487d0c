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

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;

import java.util.List;
import java.util.function.Consumer;

/** A forward pass of a main network with weights from embeddings alone, the same for all rows. */
final class UnconditionedPass {

    /** What kept weights without a condition are known by. */
    private static final Object NO_CONDITION = "no condition";

    private final Block mainNetwork;
    private final List<GeneratedWeights> groups;

    UnconditionedPass(Block mainNetwork, List<GeneratedWeights> groups) {
        this.mainNetwork = mainNetwork;
        this.groups = groups;
    }

    /**
     * Runs the pass.
     *
     * @param call the store, the mode, labels and more
     * @param inputs the inputs of the main network
     * @param generated takes the weights, if they were made for this pass
     * @return the outputs of the main network
     */
    NDList run(ForwardCall call, NDList inputs, Consumer<PassWeights.Weights> generated) {
        try (GeneratedParameterStore overlay = new GeneratedParameterStore(call.store())) {
            for (GeneratedWeights group : groups) {
                addTo(overlay, group, call, inputs.head());
            }
            if (!overlay.getMade().isEmpty()) {
                generated.accept(new PassWeights.Weights(overlay.getMade(), 1));
            }
            return call.forward(mainNetwork, overlay, inputs, call.labels());
        }
    }

    /**
     * Gives a forward pass its weights: in training new ones, through which gradients flow; else
     * those of the last evaluation, if nothing has changed since.
     */
    private static void addTo(
            GeneratedParameterStore overlay,
            GeneratedWeights group,
            ForwardCall call,
            NDArray input) {
        Device device = input.getDevice();
        NDList sources = group.sources(call.store(), device, call.training());
        // somebody may ask for gradients in evaluation mode, as with frozen batch norm
        boolean recorded = call.training() || Recording.covers(sources);
        WeightCache.Entry kept =
                recorded ? null : group.acquire(call.store(), sources, null, NO_CONDITION);
        if (kept != null) {
            overlay.put(group.getParameters(), kept);
            return;
        }
        if (call.training()) {
            group.clearKept();
        }
        overlay.put(
                group.getParameters(),
                group.generate(call.store(), input.getManager(), device, null, call.training()));
    }
}
