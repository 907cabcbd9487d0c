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

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;

import io.github.hypernet.core.generator.ParameterSpec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Initializes a main network without ever allocating a parameter that is generated, and hands each
 * generated parameter to its generator's {@link GeneratedWeights}.
 *
 * <p>Only in the course of the initialization are the shapes known that the selectors ask for.
 */
final class MainNetworkInitializer {

    private final Block mainNetwork;
    private final List<GeneratedWeights> groups;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    MainNetworkInitializer(Block mainNetwork, List<GeneratedWeights> groups) {
        this.mainNetwork = mainNetwork;
        this.groups = groups;
        // a parameter that several layers share has its first name
        Set<String> ids = new HashSet<>();
        for (Pair<String, Parameter> pair : mainNetwork.getParameters()) {
            if (ids.add(pair.getValue().getId())) {
                parameters.put(pair.getKey(), pair.getValue());
            }
        }
    }

    /**
     * Initializes the network.
     *
     * @throws IllegalArgumentException as {@link Hypernetwork#initialize} says
     */
    void initialize(NDManager manager, DataType dataType, Shape[] inputShapes) {
        initializeWithPlaceholders(manager, dataType, inputShapes);
        parameters.forEach(
                (name, parameter) -> {
                    GeneratedWeights group = groupOf(name, parameter);
                    if (group != null) {
                        group.add(specOf(name, parameter), parameter);
                    }
                });
        for (GeneratedWeights group : groups) {
            if (group.getParameters().isEmpty()) {
                throw new IllegalArgumentException(
                        "A selector of the hypernetwork selects no parameter of its main network,"
                                + " which has "
                                + parameters.entrySet().stream()
                                        .map(e -> e.getKey() + " " + e.getValue().getShape())
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    private void initializeWithPlaceholders(
            NDManager manager, DataType dataType, Shape[] inputShapes) {
        Map<String, Initializer> own = new HashMap<>();
        parameters.forEach(
                (name, parameter) -> {
                    Initializer initializer = parameter.getInitializer();
                    own.put(name, initializer);
                    parameter.setInitializer(
                            (m, shape, type) ->
                                    groupOf(name, parameter) == null
                                            ? initializer.initialize(m, shape, type)
                                            : Placeholder.INITIALIZER.initialize(m, shape, type));
                });
        try {
            mainNetwork.initialize(manager, dataType, inputShapes);
        } finally {
            parameters.forEach((name, parameter) -> parameter.setInitializer(own.get(name)));
        }
    }

    /** Returns the group that a parameter belongs to; null if it is not generated. */
    private GeneratedWeights groupOf(String name, Parameter parameter) {
        ParameterSpec spec = specOf(name, parameter);
        List<GeneratedWeights> found = groups.stream().filter(g -> g.selects(spec)).toList();
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "Two selectors of the hypernetwork select "
                            + name
                            + ": a parameter has one generator");
        }
        if (parameter.getType() == Parameter.Type.RUNNING_MEAN
                || parameter.getType() == Parameter.Type.RUNNING_VAR) {
            throw new IllegalArgumentException(
                    name + " is a running statistic, which no generator can make: select others");
        }
        return found.get(0);
    }

    private static ParameterSpec specOf(String name, Parameter parameter) {
        return new ParameterSpec(name, parameter.getShape(), parameter.getType());
    }
}
