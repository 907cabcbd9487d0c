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

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.CheckedBlock;
import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network of which some weights are the output of another, smaller network (Ha, Dai, Le,
 * "HyperNetworks", 2016, Section 3.1).
 *
 * <pre>
 *   w = generator(z)        for the selected parameters w of the main network
 *   y = main(x; w, others)
 * </pre>
 *
 * <p>Learned are the generator's parameters, an embedding z for each chunk of generated weights,
 * and the main network's other parameters. The main network is any DJL {@link Block}, unchanged: it
 * asks its {@link ParameterStore} for its weights, and is answered with generated ones. Gradients
 * flow through them into the generator, under DJL's own {@code Trainer}. All weights of a generator
 * are made at once, once a training step. An evaluation keeps them for the next one: they are made
 * anew when a value that they are made from has changed, in whatever way.
 *
 * <p>Inputs and outputs are those of the main network. {@code getParameters()} lists what is
 * learned, so a generated parameter takes no memory, no optimizer state and no place in the saved
 * file; in the main network itself it is left as a frozen placeholder.
 *
 * <p>After training, {@link #materialize} gives the plain main network with its weights baked in.
 *
 * <pre>
 *   Hypernetwork.builder()
 *       .setMainNetwork(network)
 *       .addGenerator(generator, ParameterSelector.kernels(new Shape(3, 3)))
 *       .build();
 * </pre>
 */
public final class Hypernetwork extends CheckedBlock {

    private static final byte VERSION = 1;

    private final Block mainNetwork;
    private final List<GeneratedWeights> generated = new ArrayList<>();
    private final PassWeights passes = new PassWeights();
    private boolean materialized;

    private Hypernetwork(Builder builder) {
        super(VERSION);
        mainNetwork = addChildBlock("MainNetwork", builder.mainNetwork);
        for (Builder.GeneratorEntry entry : builder.generators) {
            String number = builder.generators.size() == 1 ? "" : "" + (generated.size() + 1);
            GeneratedWeights weights =
                    new GeneratedWeights(
                            "embeddings" + number, entry.generator(), entry.selector());
            addParameter(weights.getEmbeddings());
            if (entry.owned()) {
                addChildBlock("Generator" + number, entry.generator());
            }
            generated.add(weights);
        }
    }

    /**
     * Returns the main network. Its generated parameters hold placeholders.
     *
     * @return the main network
     */
    public Block getMainNetwork() {
        return mainNetwork;
    }

    /**
     * Returns what is generated.
     *
     * @return the generated parameters by the names of the main network, in order
     * @throws IllegalStateException if this block is not initialized
     */
    public List<ParameterSpec> getGeneratedParameters() {
        requireReady();
        return generated.stream().flatMap(g -> g.getSpecs().stream()).toList();
    }

    /**
     * Computes the generated weights from the present embeddings and generators.
     *
     * @param manager the manager that the arrays are attached to
     * @return the weights, on the parameters' device, each with its parameter's name in the main
     *     network: {@code weights.get("03Conv2d_weight")}
     * @throws IllegalStateException if this block is not initialized
     */
    public NDList getGeneratedWeights(NDManager manager) {
        NDList weights = generate(manager);
        List<ParameterSpec> parameters = getGeneratedParameters();
        for (int i = 0; i < parameters.size(); ++i) {
            weights.get(i).setName(parameters.get(i).name());
        }
        return weights;
    }

    /** Returns the weights that a prediction was made with, or else generates them. */
    NDList weightsOf(NDArray prediction) {
        NDList weights = passes.take(prediction);
        return weights == null ? generate(prediction.getManager()) : weights;
    }

    /** Generates all weights, for inference, on the parameters' own device. */
    NDList generate(NDManager manager) {
        requireReady();
        NDList weights = new NDList();
        for (GeneratedWeights group : generated) {
            NDArray embeddings = group.getEmbeddings().getArray();
            ParameterStore store = new ParameterStore(embeddings.getManager(), false);
            weights.addAll(group.generate(store, manager, embeddings.getDevice(), false));
        }
        return weights;
    }

    /**
     * Turns the main network into a plain one: bakes the generated weights into its parameters, as
     * ordinary, learnable arrays.
     *
     * <p>The main network, with all its other parameters, is handed over: this hypernetwork cannot
     * be used any more. Save it before, if it is to be trained on.
     *
     * @return the main network; it gives the outputs that this hypernetwork gave, and its file
     *     loads without this library
     * @throws IllegalStateException if this block is not initialized
     */
    public Block materialize() {
        requireReady();
        NDArray embeddings = generated.get(0).getEmbeddings().getArray();
        NDList weights = generate(embeddings.getManager());
        int from = 0;
        for (GeneratedWeights group : generated) {
            int to = from + group.getParameters().size();
            group.materialize(weights.subNDList(from, to));
            from = to;
        }
        materialized = true;
        // gives a loaded network the input names that it needs to be saved; values stay
        mainNetwork.initialize(embeddings.getManager(), embeddings.getDataType(), getInputShapes());
        return mainNetwork;
    }

    private void requireReady() {
        if (materialized) {
            throw new IllegalStateException(
                    "This hypernetwork was materialized: use the main network that materialize()"
                            + " returned");
        }
        if (generated.stream().anyMatch(g -> !g.getEmbeddings().isInitialized())) {
            throw new IllegalStateException(
                    "This hypernetwork is not initialized: call initialize, Trainer.initialize or"
                            + " Model.load first");
        }
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        try (GeneratedParameterStore overlay = overlay(parameterStore, inputs, training)) {
            return mainNetwork.forward(overlay, inputs, training, params);
        }
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList data,
            NDList labels,
            PairList<String, Object> params) {
        try (GeneratedParameterStore overlay = overlay(parameterStore, data, true)) {
            return mainNetwork.forward(overlay, data, labels, params);
        }
    }

    private GeneratedParameterStore overlay(ParameterStore store, NDList inputs, boolean training) {
        requireReady();
        Preconditions.checkArgument(
                !inputs.isEmpty(), "A hypernetwork takes the inputs of its main network, got none");
        GeneratedParameterStore overlay = new GeneratedParameterStore(store);
        try {
            for (GeneratedWeights group : generated) {
                group.addTo(overlay, store, inputs.head(), training);
            }
            if (!overlay.getMade().isEmpty()) {
                passes.put(overlay.getMade());
            }
            return overlay;
        } catch (RuntimeException e) {
            overlay.close();
            throw e;
        }
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return mainNetwork.getOutputShapes(inputShapes);
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes, DataType[] inputDataTypes) {
        return mainNetwork.getOutputShapes(inputShapes, inputDataTypes);
    }

    /** {@inheritDoc} */
    @Override
    public DataType[] getOutputDataTypes() {
        return mainNetwork.getOutputDataTypes();
    }

    /** Returns the ids of the main network's generated parameters; none before initialization. */
    Set<String> getGeneratedIds() {
        return generated.stream()
                .flatMap(g -> g.getParameters().stream())
                .map(Parameter::getId)
                .collect(Collectors.toSet());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Generated parameters are left out. Which they are is known from initialization or load on.
     */
    @Override
    public ParameterList getParameters() {
        Set<String> ids = getGeneratedIds();
        ParameterList learned = new ParameterList();
        for (Pair<String, Parameter> pair : super.getParameters()) {
            if (!ids.contains(pair.getValue().getId())) {
                learned.add(pair);
            }
        }
        return learned;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a selector selects nothing, if two select the same
     *     parameter, if a hypernetwork inside the main network generates a selected one already, or
     *     if a generator cannot make it
     */
    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
        if (generated.stream().anyMatch(g -> !g.getEmbeddings().isInitialized())) {
            generated.forEach(GeneratedWeights::forget); // cleared, perhaps by a parent
        }
        beforeInitialize(inputShapes);
        if (getGeneratedIds().isEmpty()) {
            new MainNetworkInitializer(mainNetwork, generated)
                    .initialize(manager, dataType, inputShapes);
        } else {
            mainNetwork.initialize(manager, dataType, inputShapes);
        }
        for (GeneratedWeights group : generated) {
            group.initializeEmbeddings(manager, dataType);
            if (getChildren().values().contains(group.getGenerator())) {
                group.getGenerator()
                        .initialize(manager, dataType, group.getEmbeddings().getShape());
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Frees placeholders and kept weights, too.
     */
    @Override
    public void clear() {
        super.clear();
        generated.forEach(GeneratedWeights::forget);
    }

    /** {@inheritDoc} */
    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        requireReady();
        super.saveMetadata(os);
        os.writeInt(generated.size());
        for (GeneratedWeights group : generated) {
            group.save(os);
        }
    }

    /** {@inheritDoc} */
    @Override
    protected void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadMetadata(loadVersion, is);
        int groups = is.readInt();
        if (groups != generated.size()) {
            throw new MalformedModelException(
                    "The file was saved with "
                            + groups
                            + " generator(s), this hypernetwork has "
                            + generated.size());
        }
        for (GeneratedWeights group : generated) {
            group.load(is);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void loadParameters(NDManager manager, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadParameters(manager, is);
        ParameterList parameters = mainNetwork.getParameters();
        Set<String> measured = Placeholder.idsOfMeasured(mainNetwork);
        for (GeneratedWeights group : generated) {
            group.bind(parameters, measured);
        }
    }

    /** Returns the counts and the generators, in one line. */
    @Override
    public String toString() {
        String generators =
                generated.stream()
                        .map(group -> group.getGenerator().toString())
                        .collect(Collectors.joining(", "));
        if (materialized) {
            return "Hypernetwork(materialized)";
        }
        if (!isInitialized()) {
            return "Hypernetwork(not initialized, " + generators + ")";
        }
        ParameterReport report = ParameterReport.of(this);
        return String.format(
                Locale.ROOT,
                "Hypernetwork(%,d values learned, %,d generated in %d parameters, %s)",
                report.getLearned(),
                report.getGenerated(),
                getGeneratedIds().size(),
                generators);
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link Hypernetwork}. */
    public static final class Builder {

        private Block mainNetwork;
        private final List<GeneratorEntry> generators = new ArrayList<>();

        private Builder() {}

        private record GeneratorEntry(
                WeightGenerator generator, ParameterSelector selector, boolean owned) {}

        /**
         * Sets the main network (required): any block that asks its parameter store for its
         * weights, as all of DJL's do. It may be trained already; parameters that are not generated
         * keep their values.
         *
         * @param mainNetwork the main network
         * @return this builder
         */
        public Builder setMainNetwork(Block mainNetwork) {
            this.mainNetwork = mainNetwork;
            return this;
        }

        /**
         * Adds a generator and the parameters it makes (at least one). The generator becomes a
         * child of the hypernetwork.
         *
         * @param generator the generator
         * @param selector the parameters of the main network that it generates
         * @return this builder
         */
        public Builder addGenerator(WeightGenerator generator, ParameterSelector selector) {
            generators.add(new GeneratorEntry(generator, selector, true));
            return this;
        }

        /**
         * Adds a generator that belongs to another hypernetwork of the same bigger block. The
         * embeddings are this hypernetwork's own; the generator is initialized, listed and saved
         * with its owner only.
         *
         * @param generator the other hypernetwork's generator
         * @param selector the parameters of the main network that it generates
         * @return this builder
         */
        public Builder addSharedGenerator(WeightGenerator generator, ParameterSelector selector) {
            generators.add(new GeneratorEntry(generator, selector, false));
            return this;
        }

        /**
         * Builds the hypernetwork.
         *
         * @return the hypernetwork
         * @throws IllegalArgumentException if the main network or a generator is missing, or if the
         *     main network is a {@link SymbolBlock}
         */
        public Hypernetwork build() {
            Preconditions.checkArgument(mainNetwork != null, "The main network must be set");
            Preconditions.checkArgument(
                    !(mainNetwork instanceof SymbolBlock),
                    "A SymbolBlock cannot be a main network: its weights are fixed inside the"
                            + " engine; use a network built of DJL blocks");
            Preconditions.checkArgument(
                    !generators.isEmpty(), "At least one generator must be added");
            return new Hypernetwork(this);
        }
    }
}
