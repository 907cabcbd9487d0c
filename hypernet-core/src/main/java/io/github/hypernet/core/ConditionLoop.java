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
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.util.Preconditions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Runs a main network once for each condition of a batch, with its rows and its weights. */
final class ConditionLoop {

    private final Block mainNetwork;
    private final ForwardCall call;
    private final RowPlan plan;

    ConditionLoop(Block mainNetwork, ForwardCall call, RowPlan plan) {
        this.mainNetwork = mainNetwork;
        this.call = call;
        this.plan = plan;
    }

    /**
     * Runs the loop.
     *
     * @param inputs the inputs of the main network
     * @param overlays maps the number of a condition to a store of its weights, which is closed
     *     after its pass
     * @return the outputs of the main network, in the order of the rows
     */
    NDList run(NDList inputs, IntFunction<GeneratedParameterStore> overlays) {
        int count = plan.countConditions();
        if (count > 1) {
            refuseSingleRows(inputs.head());
        }
        List<NDList> own = byCondition(inputs);
        List<NDList> ownLabels = call.labels() == null ? null : byCondition(call.labels());
        List<List<NDArray>> parts = new ArrayList<>(); // by output, then condition
        for (int i = 0; i < count; ++i) {
            NDList labels = ownLabels == null ? null : ownLabels.get(i);
            try (GeneratedParameterStore overlay = overlays.apply(i)) {
                NDList outputs = call.forward(mainNetwork, overlay, own.get(i), labels);
                for (int k = 0; k < outputs.size(); ++k) {
                    if (i == 0) {
                        parts.add(new ArrayList<>());
                    }
                    parts.get(k).add(plan.splitGroups(outputs.get(k), inputs.head()));
                }
            }
        }
        NDList result = new NDList();
        parts.forEach(part -> result.add(plan.join(part)));
        return result;
    }

    private List<NDList> byCondition(NDList arrays) {
        List<NDList> parts = new ArrayList<>();
        for (int i = 0; i < plan.countConditions(); ++i) {
            parts.add(new NDList());
        }
        for (NDArray array : arrays) {
            List<NDArray> pieces = plan.split(array);
            for (int i = 0; i < pieces.size(); ++i) {
                parts.get(i).add(plan.mergeGroups(pieces.get(i)));
            }
        }
        return parts;
    }

    /** Of one row there are no statistics: an engine throws, or gives zeros. */
    private void refuseSingleRows(NDArray input) {
        if (!call.training() || plan.fewestRows(input) > 1) {
            return;
        }
        Preconditions.checkArgument(
                !normalizesRows(mainNetwork),
                "The main network has a batch norm over rows, and in training a condition has a"
                        + " single row in this batch, of which there are no statistics: give"
                        + " each condition more rows (Condition.perGroup), or take a layer norm");
    }

    private static boolean normalizesRows(Block block) {
        if (block instanceof BatchNorm && block.getInputShapes()[0].dimension() == 2) {
            return true;
        }
        return block.getChildren().values().stream().anyMatch(ConditionLoop::normalizesRows);
    }
}
