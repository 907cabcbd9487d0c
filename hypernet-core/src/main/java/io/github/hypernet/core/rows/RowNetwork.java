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
package io.github.hypernet.core.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network of which some parameters have a value for each of C conditions: one pass for all of
 * them, in place of C passes with a few rows each.
 *
 * <pre>
 *   y_c = network(x_c; w_c, others)        c = 1..C
 * </pre>
 *
 * <p>There is a single pass if every block with such parameters is exactly one of DJL's {@code
 * Linear}, {@code Conv2d}, {@code TrainableWordEmbedding} and {@code LayerNorm}, inside of {@code
 * SequentialBlock} and {@code ParallelBlock}. All other blocks run once, as they are, on the rows
 * of all conditions: activations, pools, dropout, a block's own batch norm. They must keep the rows
 * on the first axis, in their order; a batch norm in training sees one batch of all rows. A block
 * is known by its exact class: a subclass of {@code Linear} is not.
 *
 * <p>The network itself is not changed, and reads the parameters without values for each condition
 * from the store that it is given. It may be used by several threads at once.
 */
public final class RowNetwork {

    private final RowLayer root;
    private final Map<String, Parameter> generated = new HashMap<>();
    private final String obstacle;

    private RowNetwork(Block network, Set<String> generatedIds) {
        for (Parameter parameter : network.getParameters().values()) {
            if (generatedIds.contains(parameter.getId())) {
                generated.put(parameter.getId(), parameter);
            }
        }
        Walk walk = new Walk(generatedIds);
        root = walk.visit("", network);
        obstacle = walk.getObstacle();
    }

    /**
     * Looks at a network. That it has a block which is not known is no error: there is no single
     * pass then, and {@link #getObstacle} says why.
     *
     * @param network the network, initialized; its blocks stay as they are from now on
     * @param generatedIds the ids ({@link Parameter#getId()}) of the parameters that have a value
     *     for each condition
     * @return what can be done with it
     * @throws IllegalArgumentException if an id is of no parameter of the network
     */
    public static RowNetwork of(Block network, Set<String> generatedIds) {
        RowNetwork rows = new RowNetwork(network, generatedIds);
        int found = rows.generated.size();
        Preconditions.checkArgument(
                found == generatedIds.size(),
                "The network has "
                        + found
                        + " of the "
                        + generatedIds.size()
                        + " parameters that have a value for each condition");
        return rows;
    }

    /**
     * Tells why there is no single pass.
     *
     * @return the reason, such as "03BatchNorm (BatchNorm) has generated weights and takes no
     *     weights for each row"; empty if there is a single pass
     */
    public Optional<String> getObstacle() {
        return Optional.ofNullable(obstacle);
    }

    /**
     * Runs the network once, for all conditions. Gradients flow into the weights, the inputs and
     * the parameters of the store.
     *
     * @param store the store of the parameters without values for each condition
     * @param weights by parameter id, the values of each other parameter, of shape {@code [C,
     *     ...the parameter's]}
     * @param conditions the number of conditions, C
     * @param inputs the network's inputs, rows merged, condition after condition: {@code [C * S,
     *     ...]}
     * @param training whether this is part of a training step
     * @param params what the network's own forward takes; may be null
     * @return the network's outputs, rows merged the same way
     * @throws IllegalStateException if there is no single pass
     * @throws IllegalArgumentException if values are missing, of another shape or of no parameter
     *     of the network with a value for each condition, or if the rows are no multiple of the
     *     conditions
     */
    public NDList forward(
            ParameterStore store,
            Map<String, NDArray> weights,
            long conditions,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        if (obstacle != null) {
            throw new IllegalStateException("There is no single pass: " + obstacle);
        }
        long rows = inputs.head().size(0);
        Preconditions.checkArgument(
                conditions > 0 && rows > 0 && rows % conditions == 0,
                rows + " rows are not the same number for each of " + conditions + " conditions");
        generated.forEach((id, parameter) -> check(parameter, weights.get(id), conditions));
        Preconditions.checkArgument(
                weights.size() == generated.size(),
                "There are values of "
                        + weights.size()
                        + " parameters, and "
                        + generated.size()
                        + " have a value for each condition");
        ParameterStore shared = new SharedParameters(store, generated.keySet());
        RowPass pass = new RowPass(shared, weights, conditions, rows, training);
        return root.forward(pass, inputs, params);
    }

    private static void check(Parameter parameter, NDArray values, long conditions) {
        Shape expected = new Shape(conditions).addAll(parameter.getShape());
        Preconditions.checkArgument(
                values != null && values.getShape().equals(expected),
                "The values of the parameter "
                        + parameter.getName()
                        + " for each condition must be of shape "
                        + expected
                        + ", got "
                        + (values == null ? "none" : values.getShape()));
    }
}
