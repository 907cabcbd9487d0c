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
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;
import io.github.hypernet.core.initializer.RandomDirections;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The parameters of the main network that one generator makes, and their embeddings. */
final class GeneratedWeights {

    /** The size of a change at first, as a share of the usual deviation of what it changes. */
    private static final double CHANGE_SIZE = 0.1;

    private final WeightGenerator generator;
    private final ParameterSelector selector;
    private final Base base;
    private final Parameter embeddings;
    private final List<ParameterSpec> specs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final WeightCache cache;
    private boolean conditional;
    private long conditionSize; // N_c

    GeneratedWeights(
            String embeddingsName,
            WeightGenerator generator,
            ParameterSelector selector,
            Base base,
            WeightCache cache) {
        this.generator = generator;
        this.selector = selector;
        this.base = base;
        this.cache = cache;
        embeddings =
                Parameter.builder()
                        .setName(embeddingsName)
                        .setType(Parameter.Type.OTHER)
                        .optInitializer(
                                (manager, shape, dataType) ->
                                        embeddingInitializer().initialize(manager, shape, dataType))
                        .build();
    }

    private Initializer embeddingInitializer() {
        return isScaled()
                ? new RandomDirections(row -> 1)
                : generator.getEmbeddingInitializer(specs);
    }

    /**
     * Tells whether the size of a weight is a fixed factor behind the generator, and not the length
     * of its embeddings. It must be where something of another length stands beside them, or where
     * a change is to begin small.
     */
    private boolean isScaled() {
        return conditional || base != Base.GENERATED;
    }

    /**
     * Sets of which size the vectors are that conditions are encoded to.
     *
     * @throws IllegalArgumentException if the generator leaves no room for an embedding
     */
    void setConditionSize(long size) {
        Preconditions.checkArgument(
                size < generator.getEmbeddingSize(),
                "The generator's embedding size must be more than the size of the encoded condition,"
                        + " "
                        + size
                        + ", for what is left is a chunk's own embedding; got "
                        + generator.getEmbeddingSize());
        conditional = true;
        conditionSize = size;
    }

    Base getBase() {
        return base;
    }

    WeightGenerator getGenerator() {
        return generator;
    }

    Parameter getEmbeddings() {
        return embeddings;
    }

    /** Returns the data type of the weights. */
    DataType getDataType() {
        return embeddings.getArray().getDataType();
    }

    /** Returns the generated parameters, in the order of {@link #generate}. */
    List<Parameter> getParameters() {
        return parameters;
    }

    List<ParameterSpec> getSpecs() {
        return specs;
    }

    boolean selects(ParameterSpec parameter) {
        return selector.selects(parameter);
    }

    /** Takes over an initialized parameter: its array gives way to a placeholder. */
    void add(ParameterSpec spec, Parameter parameter, boolean measured) {
        generator.countChunks(spec); // refuses what it cannot make
        specs.add(spec);
        parameters.add(parameter);
        takeOver(spec, parameter, measured);
    }

    private void takeOver(ParameterSpec spec, Parameter parameter, boolean measured) {
        if (base == Base.GENERATED) {
            Placeholder.replaceArrayOf(parameter, spec.shape(), measured);
        }
        freezeBase();
    }

    /** Freezes a frozen base again: loads and new trainers unfreeze all parameters. */
    void freezeBase() {
        if (base == Base.FROZEN) {
            parameters.stream()
                    .filter(Parameter::isInitialized)
                    .filter(Parameter::requiresGradient)
                    .forEach(parameter -> parameter.freeze(true));
        }
    }

    /** Undoes all {@link #add}: the parameters are as before their initialization. */
    void forget() {
        cache.clear();
        if (base == Base.GENERATED) {
            for (Parameter parameter : parameters) {
                parameter.close();
                parameter.freeze(false);
            }
        }
        parameters.clear();
        specs.clear();
    }

    /** Initializes the embeddings, once all parameters are added. */
    void initializeEmbeddings(NDManager manager, DataType dataType) {
        if (!embeddings.isInitialized()) {
            embeddings.setShape(embeddingsShape());
        }
        embeddings.initialize(manager, dataType);
    }

    private Shape embeddingsShape() {
        long chunks = specs.stream().mapToLong(generator::countChunks).sum();
        return new Shape(chunks, generator.getEmbeddingSize() - conditionSize);
    }

    /**
     * Returns the weights of the last evaluation with this condition, if nothing has changed since;
     * else makes them.
     *
     * @param sources what they are made from, {@link #sources}
     * @param condition the encoded condition, {@code [1, N_c]}; null if there is none
     * @param key the values of the condition
     * @return the weights, to be released; null if the generator is not pure
     */
    WeightCache.Entry acquire(ParameterStore store, NDList sources, NDArray condition, Object key) {
        if (!generator.isPure()) {
            return null;
        }
        Device device = sources.head().getDevice();
        return cache.acquire(
                sources,
                key,
                embeddings.getArray().getManager(),
                manager -> {
                    NDList weights = generate(store, manager, device, condition, false);
                    return condition == null ? weights : withoutFirstAxis(weights);
                });
    }

    private NDList withoutFirstAxis(NDList weights) {
        NDList each = new NDList();
        for (int i = 0; i < weights.size(); ++i) {
            each.add(weights.get(i).reshape(specs.get(i).shape()));
        }
        return each;
    }

    /** Frees the kept weights. */
    void clearKept() {
        cache.clear();
    }

    /** Returns all that the weights are made from besides the condition. */
    NDList sources(ParameterStore store, Device device, boolean training) {
        NDList sources = new NDList(store.getValue(embeddings, device, training));
        generator
                .getParameters()
                .values()
                .forEach(p -> sources.add(store.getValue(p, device, training)));
        if (base != Base.GENERATED) {
            parameters.forEach(p -> sources.add(store.getValue(p, device, training)));
        }
        return sources;
    }

    /**
     * Generates the weights on a device; what is left of the work belongs to the manager.
     *
     * @param conditions encoded conditions, {@code [C, N_c]}; null if there are none
     * @return the weights of each parameter: {@code [C, ...]} where there are conditions
     */
    NDList generate(
            ParameterStore store,
            NDManager manager,
            Device device,
            NDArray conditions,
            boolean training) {
        if (training) {
            freezeBase();
        }
        // A store may copy a parameter when first asked for it: the copy must outlive the scope.
        NDArray values = sources(store, device, training).head();
        // Operations on parameters attach their results to the model; the scope closes them.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int count = conditions == null ? 1 : (int) conditions.size(0);
            NDArray inputs = conditions == null ? values : inputs(values, conditions);
            NDArray chunks =
                    generator.forward(store, new NDList(inputs), training).singletonOrThrow();
            if (isScaled()) {
                chunks = chunks.mul(scales(manager, chunks, count));
            }
            NDList weights =
                    conditions == null
                            ? generator.assemble(chunks, changes())
                            : generator.assembleEach(chunks, changes(), count);
            if (base != Base.GENERATED) {
                weights = addTo(store, device, weights, training);
            }
            weights.attach(manager);
            NDScope.unregister(weights);
            return weights;
        }
    }

    /** Puts each condition before each embedding: {@code [C * D, N_c + N_e]}. */
    private NDArray inputs(NDArray embeddings, NDArray conditions) {
        long count = conditions.size(0);
        long chunks = embeddings.size(0);
        long size = embeddings.size(1);
        NDArray first = conditions.expandDims(1).broadcast(count, chunks, conditionSize);
        NDArray second = embeddings.expandDims(0).broadcast(count, chunks, size);
        return NDArrays.concat(new NDList(first, second), 2)
                .reshape(count * chunks, conditionSize + size);
    }

    /** Returns the factor of each chunk, for all conditions, as they are the generator's output. */
    private NDArray scales(NDManager manager, NDArray chunks, int conditions) {
        long[] dimensions = new long[chunks.getShape().dimension()];
        Arrays.fill(dimensions, 1);
        dimensions[0] = chunks.size(0);
        float[] factors = new float[Math.toIntExact(chunks.size(0))];
        int filled = 0;
        for (int condition = 0; condition < conditions; ++condition) {
            for (ParameterSpec spec : specs) {
                double size = base == Base.GENERATED ? 1 : CHANGE_SIZE;
                float factor = (float) generator.getEmbeddingScale(spec, size);
                int next = filled + Math.toIntExact(generator.countChunks(spec));
                Arrays.fill(factors, filled, next, factor);
                filled = next;
            }
        }
        // an array that outlives the scope, for the backward pass reads it
        NDArray scales =
                manager.create(factors, new Shape(dimensions)).toType(chunks.getDataType(), false);
        NDScope.unregister(scales);
        return scales;
    }

    /** What is added to a base begins at zero, whatever the type of the parameter. */
    private List<ParameterSpec> changes() {
        return base == Base.GENERATED
                ? specs
                : specs.stream()
                        .map(p -> new ParameterSpec(p.name(), p.shape(), Parameter.Type.OTHER))
                        .toList();
    }

    private NDList addTo(ParameterStore store, Device device, NDList changes, boolean training) {
        NDList weights = new NDList();
        for (int i = 0; i < changes.size(); ++i) {
            weights.add(changes.get(i).add(store.getValue(parameters.get(i), device, training)));
        }
        return weights;
    }

    /** Gives the parameters of the main network arrays of their own, no longer generated. */
    void materialize(NDList weights) {
        cache.clear();
        for (int i = 0; i < parameters.size(); ++i) {
            Parameter parameter = parameters.get(i);
            NDArray weight = weights.get(i);
            weight.attach(parameter.getArray().getManager());
            parameter.close();
            parameter.setShape(null);
            parameter.setArray(weight);
            parameter.freeze(false);
        }
    }

    void save(DataOutputStream os) throws IOException {
        SavedSpecs.write(specs, os);
    }

    void load(DataInputStream is) throws IOException, MalformedModelException {
        specs.clear();
        specs.addAll(SavedSpecs.read(is));
    }

    /** After a load: ties the specs to the main network and checks what they say. */
    void bind(ParameterList mainParameters, Set<String> measured) throws MalformedModelException {
        parameters.clear();
        for (ParameterSpec spec : specs) {
            Parameter parameter = mainParameters.get(spec.name());
            if (parameter == null || !selects(spec)) {
                throw new MalformedModelException(
                        "The file was saved with a generated parameter "
                                + spec.name()
                                + " "
                                + spec.shape()
                                + ", which this model does not generate: build it with the same"
                                + " main network and selector");
            }
            SavedSpecs.check(spec, generator);
            parameters.add(parameter);
            takeOver(spec, parameter, measured.contains(parameter.getId()));
        }
        checkEmbeddings();
    }

    private void checkEmbeddings() throws MalformedModelException {
        Shape found = embeddings.getArray().getShape();
        if (!found.equals(embeddingsShape())) {
            throw new MalformedModelException(
                    "The file holds embeddings of shape "
                            + found
                            + ", its generated parameters need "
                            + embeddingsShape());
        }
    }
}
