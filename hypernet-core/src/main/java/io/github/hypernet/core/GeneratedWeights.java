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
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.SavedShapes;
import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parameters of the main network that one generator makes, and their embeddings. */
final class GeneratedWeights {

    private static final int LARGEST_COUNT = 1 << 20;

    private final WeightGenerator generator;
    private final ParameterSelector selector;
    private final Parameter embeddings;
    private final List<ParameterSpec> specs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final WeightCache cache = new WeightCache();

    GeneratedWeights(String embeddingsName, WeightGenerator generator, ParameterSelector selector) {
        this.generator = generator;
        this.selector = selector;
        embeddings =
                Parameter.builder()
                        .setName(embeddingsName)
                        .setType(Parameter.Type.OTHER)
                        .optInitializer(
                                (manager, shape, dataType) ->
                                        generator
                                                .getEmbeddingInitializer(specs)
                                                .initialize(manager, shape, dataType))
                        .build();
    }

    WeightGenerator getGenerator() {
        return generator;
    }

    Parameter getEmbeddings() {
        return embeddings;
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
        Placeholder.replaceArrayOf(parameter, spec.shape(), measured);
    }

    /** Undoes all {@link #add}: the parameters are as before their initialization. */
    void forget() {
        cache.clear();
        for (Parameter parameter : parameters) {
            parameter.close();
            parameter.freeze(false);
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
        return new Shape(chunks, generator.getEmbeddingSize());
    }

    /**
     * Gives a forward pass its weights: in training new ones, through which gradients flow; else
     * those of the last evaluation, if nothing has changed since.
     */
    void addTo(
            GeneratedParameterStore overlay,
            ParameterStore store,
            NDArray input,
            boolean training) {
        Device device = input.getDevice();
        NDList sources = sources(store, device, training);
        // somebody may ask for gradients in evaluation mode, as with frozen batch norm
        if (training || Recording.covers(sources)) {
            if (training) {
                cache.clear();
            }
            overlay.put(parameters, generate(store, input.getManager(), device, training));
            return;
        }
        WeightCache.Entry entry =
                cache.acquire(
                        sources,
                        embeddings.getArray().getManager(),
                        manager -> generate(store, manager, device, false));
        overlay.put(parameters, entry);
    }

    /** Returns all that the weights are made from. */
    private NDList sources(ParameterStore store, Device device, boolean training) {
        NDList sources = new NDList(store.getValue(embeddings, device, training));
        generator
                .getParameters()
                .values()
                .forEach(p -> sources.add(store.getValue(p, device, training)));
        return sources;
    }

    /** Generates the weights on a device; what is left of the work belongs to the manager. */
    NDList generate(ParameterStore store, NDManager manager, Device device, boolean training) {
        // A store may copy a parameter when first asked for it: the copy must outlive the scope.
        NDArray values = sources(store, device, training).head();
        // Operations on parameters attach their results to the model; the scope closes them.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList chunks = generator.forward(store, new NDList(values), training);
            NDList weights = generator.assemble(chunks.singletonOrThrow(), specs);
            weights.attach(manager);
            NDScope.unregister(weights);
            return weights;
        }
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
        os.writeInt(specs.size());
        for (ParameterSpec parameter : specs) {
            os.writeUTF(parameter.name());
            os.write(parameter.shape().getEncoded());
            os.writeUTF(parameter.type().name());
        }
    }

    void load(DataInputStream is) throws IOException, MalformedModelException {
        specs.clear();
        int count = SavedShapes.readSize(is, "number of generated parameters", LARGEST_COUNT);
        for (int i = 0; i < count; ++i) {
            String name = is.readUTF().replaceAll("\\p{Cntrl}", "?"); // it is printed
            Shape shape = SavedShapes.read(is);
            specs.add(new ParameterSpec(name, shape, type(is.readUTF())));
        }
    }

    private static Parameter.Type type(String name) throws MalformedModelException {
        for (Parameter.Type type : Parameter.Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new MalformedModelException(
                "The file is damaged: a generated parameter has a type that DJL does not know");
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
            check(spec);
            Placeholder.replaceArrayOf(
                    parameter, spec.shape(), measured.contains(parameter.getId()));
            parameters.add(parameter);
        }
        checkEmbeddings();
    }

    /** A damaged shape may be one that the generator cannot make, or could not count. */
    private void check(ParameterSpec spec) throws MalformedModelException {
        try {
            long size = 1;
            for (long dimension : spec.shape().getShape()) {
                size = Math.multiplyExact(size, dimension);
            }
            Preconditions.checkArgument(
                    size >= 0 && size <= Integer.MAX_VALUE, "the shape has " + size + " values");
            generator.countChunks(spec);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedModelException(
                    "The file was saved with a generated parameter "
                            + spec.name()
                            + " "
                            + spec.shape()
                            + ", which this model cannot generate: "
                            + e.getMessage(),
                    e);
        }
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
