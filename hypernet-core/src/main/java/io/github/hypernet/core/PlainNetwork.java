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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.util.Pair;
import ai.djl.util.Preconditions;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills a plain network with the weights of a main network. */
final class PlainNetwork {

    private PlainNetwork() {}

    /**
     * Refuses the main network itself: filled, it would not be what is generated any more.
     *
     * @throws IllegalArgumentException if the networks have a parameter in common
     */
    static void requireNew(Block plain, Block mainNetwork) {
        Set<String> ids = new HashSet<>();
        plain.getParameters().values().forEach(parameter -> ids.add(parameter.getId()));
        for (Parameter parameter : mainNetwork.getParameters().values()) {
            Preconditions.checkArgument(
                    !ids.contains(parameter.getId()),
                    "materialize takes a new network, built as the main network is, got one with"
                            + " the main network's own parameters");
        }
    }

    /**
     * Copies all parameters, generated ones as they are given.
     *
     * @param plain a network built as the main network is, initialized
     * @param mainNetwork the main network
     * @param generated the generated weights, by parameter id
     * @throws IllegalArgumentException if it is built otherwise
     */
    static void fill(Block plain, Block mainNetwork, Map<String, NDArray> generated) {
        ParameterList from = mainNetwork.getParameters();
        List<Parameter> to = plain.getParameters().values();
        Preconditions.checkArgument(
                from.size() == to.size(),
                "materialize takes a network built as the main network is, which has "
                        + from.size()
                        + " parameters; this one has "
                        + to.size());
        for (int i = 0; i < to.size(); ++i) {
            requireShape(from.get(i), to.get(i));
        }
        for (int i = 0; i < to.size(); ++i) {
            Parameter source = from.valueAt(i);
            NDArray weights = generated.get(source.getId());
            set(to.get(i), weights == null ? source.getArray() : weights);
        }
    }

    private static void requireShape(Pair<String, Parameter> source, Parameter target) {
        Preconditions.checkArgument(
                source.getValue().getShape().equals(target.getShape()),
                "materialize takes a network built as the main network is, whose parameter "
                        + source.getKey()
                        + " has the shape "
                        + source.getValue().getShape()
                        + "; this one's has "
                        + target.getShape());
    }

    /** Copies values, unrecorded. */
    private static void set(Parameter target, NDArray values) {
        NDManager manager = target.getArray().getManager();
        NDArray copy = values.stopGradient().toDevice(manager.getDevice(), false).duplicate();
        copy.attach(manager);
        NDScope.unregister(copy);
        target.close();
        target.setShape(null);
        target.setArray(copy);
    }
}
