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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.rows.RowNetwork;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A forward pass of a main network with weights for each row: all conditions at once where {@link
 * RowNetwork} knows its blocks, else one after the other, each with its rows.
 */
final class ConditionedPass {

    /**
     * A pass of its own for each condition is faster than weights for each row, where the
     * conditions have different numbers of rows and there are at least so many rows a condition.
     */
    private static final int ROWS_FOR_LOOP = 4;

    private final Block mainNetwork;
    private final Condition condition;
    private final List<GeneratedWeights> groups;
    private final RowNetwork rowNetwork;
    private final int keptConditions;

    ConditionedPass(
            Block mainNetwork,
            Condition condition,
            List<GeneratedWeights> groups,
            RowNetwork rowNetwork,
            int keptConditions) {
        this.mainNetwork = mainNetwork;
        this.condition = condition;
        this.groups = groups;
        this.rowNetwork = rowNetwork;
        this.keptConditions = keptConditions;
    }

    /**
     * Runs the pass.
     *
     * @param call the store, the mode, labels and more
     * @param inputs the inputs of the main network
     * @param conditions the arrays of the condition
     * @param joining where further conditions come from; null if there are none
     * @param used takes the weights that the main network ran with
     * @return the outputs of the main network, in the order of the rows
     */
    NDList run(
            ForwardCall call,
            NDList inputs,
            NDList conditions,
            ConditionSource joining,
            Consumer<PassWeights.Weights> used) {
        NDArray x = inputs.head();
        DataType type = groups.get(0).getDataType();
        boolean distinct = isRecorded(conditions);
        if (distinct) {
            requireType(conditions, type);
        }
        RowPlan plan = RowPlan.of(condition, x, conditions, call.training(), distinct);
        boolean single = call.labels() == null && isSinglePass(plan, call.training());
        if (single && !plan.isEven()) {
            plan = plan.rowByRow();
        }
        int count = plan.countConditions();
        NDArray encoded =
                encode(
                        condition,
                        call.store(),
                        plan.pick(conditions),
                        type,
                        call.training(),
                        x.getManager());
        if (!call.training() && !single && count <= keptConditions && areKept()) {
            List<NDList> sources = sources(call.store(), x.getDevice());
            if (!isRecorded(encoded, sources)) {
                return loopKept(call, plan, inputs, encoded, sources, used);
            }
        }
        NDList weights = generate(call, x, encoded, joining);
        used.accept(new PassWeights.Weights(weights, count));
        NDList outputs =
                single ? runOnce(call, plan, inputs, weights) : loop(call, plan, inputs, weights);
        return plan.isFinite() ? outputs : notFinite(outputs);
    }

    /** A relu may turn what is no number to zero, and the step would be done. */
    private static NDList notFinite(NDList outputs) {
        NDList result = new NDList();
        for (NDArray output : outputs) {
            result.add(output.mul(output.getManager().create(Float.NaN)));
        }
        return result;
    }

    /**
     * Encodes conditions of any data type as vectors of the network's, {@code [C, N_c]}; what is
     * left of the work belongs to the manager.
     */
    static NDArray encode(
            Condition condition,
            ParameterStore store,
            NDList conditions,
            DataType type,
            boolean training,
            NDManager manager) {
        Device device = conditions.head().getDevice();
        // A store may copy a parameter when first asked for it: the copy must outlive the scope.
        for (Parameter parameter : condition.getParameters().values()) {
            store.getValue(parameter, device, training);
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList numbers = new NDList();
            conditions.forEach(array -> numbers.add(toType(condition, array, type)));
            NDArray encoded = condition.forward(store, numbers, training).singletonOrThrow();
            encoded.attach(manager);
            NDScope.unregister(encoded);
            return encoded;
        }
    }

    private static NDArray toType(Condition condition, NDArray array, DataType type) {
        DataType own = array.getDataType();
        boolean stays = own == type || condition.takesIntegers() && !own.isFloating();
        return stays ? array : array.toType(type, false);
    }

    /** An engine may lose the gradient of a cast. */
    private void requireType(NDList conditions, DataType type) {
        for (NDArray array : conditions) {
            Preconditions.checkArgument(
                    array.getDataType() == type || !array.getDataType().isFloating(),
                    "A gradient flows only into a condition of the network's own data type, "
                            + type
                            + ", got "
                            + array.getDataType()
                            + " of the condition "
                            + condition);
        }
    }

    /** Tells whether somebody may ask for the gradients of the conditions themselves. */
    private static boolean isRecorded(NDList conditions) {
        NDList floating = new NDList();
        conditions.stream().filter(c -> c.getDataType().isFloating()).forEach(floating::add);
        return !floating.isEmpty() && Recording.covers(floating);
    }

    private static boolean isRecorded(NDArray encoded, List<NDList> sources) {
        NDList all = new NDList(encoded);
        sources.forEach(all::addAll);
        return Recording.covers(all);
    }

    private List<NDList> sources(ParameterStore store, Device device) {
        return groups.stream().map(group -> group.sources(store, device, false)).toList();
    }

    private boolean areKept() {
        return groups.stream().allMatch(group -> group.getGenerator().isPure());
    }

    private boolean isSinglePass(RowPlan plan, boolean training) {
        int conditions = plan.countConditions();
        if (conditions == 1 || rowNetwork.getObstacle().isPresent()) {
            return false;
        }
        return plan.isEven()
                || plan.countRows() < ROWS_FOR_LOOP * conditions
                // its statistics must not depend on how many rows each condition has
                || training && hasBatchNorm(mainNetwork);
    }

    private static boolean hasBatchNorm(Block block) {
        return block instanceof BatchNorm
                || block.getChildren().values().stream().anyMatch(ConditionedPass::hasBatchNorm);
    }

    /** Makes the weights of a pass, {@code [C, ...]} a parameter, with those that join it. */
    private NDList generate(ForwardCall call, NDArray x, NDArray encoded, ConditionSource joining) {
        NDManager manager = x.getManager();
        ConditionSource.Joined joined =
                joining == null ? null : joining.draw(call.store(), manager, x.getDevice());
        NDArray all = joined == null ? encoded : encoded.concat(joined.encoded());
        NDList weights = new NDList();
        for (GeneratedWeights group : groups) {
            if (call.training()) {
                group.clearKept();
            }
            weights.addAll(
                    group.generate(call.store(), manager, x.getDevice(), all, call.training()));
        }
        return joined == null ? weights : withoutJoined(joined, weights, encoded.size(0));
    }

    private static NDList withoutJoined(ConditionSource.Joined joined, NDList made, long own) {
        NDList weights = new NDList();
        NDList others = new NDList();
        for (NDArray array : made) {
            NDList split = array.split(new long[] {own}, 0);
            weights.add(split.get(0));
            others.add(split.get(1));
        }
        joined.weights().accept(others);
        return weights;
    }

    private List<Parameter> parameters() {
        return groups.stream().flatMap(group -> group.getParameters().stream()).toList();
    }

    private NDList runOnce(ForwardCall call, RowPlan plan, NDList inputs, NDList weights) {
        Map<String, NDArray> byId = new HashMap<>();
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); ++i) {
            byId.put(parameters.get(i).getId(), weights.get(i));
        }
        NDList sorted = new NDList();
        inputs.forEach(array -> sorted.add(plan.mergeGroups(plan.sort(array))));
        NDList outputs =
                rowNetwork.forward(
                        call.store(),
                        byId,
                        plan.countConditions(),
                        sorted,
                        call.training(),
                        call.params());
        NDList result = new NDList();
        outputs.forEach(y -> result.add(plan.unsort(plan.splitGroups(y, inputs.head()))));
        return result;
    }

    /** Runs the main network with weights {@code [C, ...]}, condition after condition. */
    private NDList loop(ForwardCall call, RowPlan plan, NDList inputs, NDList weights) {
        int count = plan.countConditions();
        List<NDList> byCondition = new ArrayList<>();
        for (int i = 0; i < count; ++i) {
            byCondition.add(new NDList());
        }
        for (NDArray array : weights) {
            Shape shape = array.getShape().slice(1);
            NDList parts = count == 1 ? new NDList(array) : array.split(count, 0);
            for (int i = 0; i < count; ++i) {
                byCondition.get(i).add(parts.get(i).reshape(shape));
            }
        }
        return new ConditionLoop(mainNetwork, call, plan)
                .run(
                        inputs,
                        number -> {
                            GeneratedParameterStore overlay =
                                    new GeneratedParameterStore(call.store());
                            overlay.put(parameters(), byCondition.get(number));
                            return overlay;
                        });
    }

    /** Runs the main network with kept weights, or weights to keep. */
    private NDList loopKept(
            ForwardCall call,
            RowPlan plan,
            NDList inputs,
            NDArray encoded,
            List<NDList> sources,
            Consumer<PassWeights.Weights> used) {
        int count = plan.countConditions();
        NDList rows = count == 1 ? new NDList(encoded) : encoded.split(count, 0);
        byte[] values = encoded.toByteArray();
        int size = values.length / count;
        NDList all = new NDList();
        NDList outputs =
                new ConditionLoop(mainNetwork, call, plan)
                        .run(
                                inputs,
                                number -> {
                                    ByteBuffer key =
                                            ByteBuffer.wrap(values, number * size, size).slice();
                                    return kept(call, sources, rows.get(number), key, all);
                                });
        used.accept(new PassWeights.Weights(all, count));
        return outputs;
    }

    private GeneratedParameterStore kept(
            ForwardCall call, List<NDList> sources, NDArray encoded, ByteBuffer key, NDList all) {
        GeneratedParameterStore overlay = new GeneratedParameterStore(call.store());
        try {
            for (int i = 0; i < groups.size(); ++i) {
                GeneratedWeights group = groups.get(i);
                WeightCache.Entry entry = group.acquire(call.store(), sources.get(i), encoded, key);
                overlay.put(group.getParameters(), entry);
                all.addAll(entry.getWeights());
            }
            return overlay;
        } catch (RuntimeException e) {
            overlay.close();
            throw e;
        }
    }
}
