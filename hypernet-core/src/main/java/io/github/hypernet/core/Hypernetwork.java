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
import io.github.hypernet.core.condition.Condition;
import io.github.hypernet.core.generator.ParameterSpec;
import io.github.hypernet.core.generator.WeightGenerator;
import io.github.hypernet.core.rows.RowNetwork;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
 * <p>After training, {@link #materialize()} gives the plain main network with its weights baked in.
 *
 * <pre>
 *   Hypernetwork.builder()
 *       .setMainNetwork(network)
 *       .addGenerator(generator, ParameterSelector.kernels(new Shape(3, 3)))
 *       .build();
 * </pre>
 *
 * <p><b>With a condition</b> weights are made from an input, too, and differ from row to row:
 *
 * <pre>
 *   w_p = base_p + generator([encode(c); e_p])     c: a row of the condition, e_p: embeddings
 * </pre>
 *
 * <p>The arrays of the {@link Condition} stand right after the main network's first one: x {@code
 * [B, ...]} and c {@code [B, N]}, or c {@code [1, N]}, one condition for all rows. So batches,
 * labels, losses, devices and {@code Predictor} work as ever. {@link #at} gives a block for one
 * condition, {@link #materialize(Block, NDArray...)} a plain network. Outside of training a value
 * of a condition that is not finite is refused; in training it makes the loss not finite.
 *
 * <p>Rows with the same condition share its weights. The main network runs once for all conditions
 * where {@link RowNetwork} knows its blocks with generated weights, else once for each condition
 * with its rows, and a batch norm in training sees those alone; {@link #toString} says which. The
 * weights of C different conditions take C times the memory of the generated weights, as long as
 * the batch. Where they have different numbers of rows, a single pass makes weights for each row
 * (below four rows a condition, or with a batch norm in training), else there is a pass for each.
 *
 * <p>With a condition or a {@link Base} the size of a weight is a fixed factor behind the generator
 * ({@link WeightGenerator#getEmbeddingScale}), and embeddings start as long as an encoded
 * condition.
 */
public final class Hypernetwork extends CheckedBlock {

    private final Block mainNetwork;
    private final List<GeneratedWeights> generated = new ArrayList<>();
    private final Condition condition; // null if there is none
    private final HypernetworkForm form;
    private final ConditionedInputs layout;
    private final InferenceWeights inference;
    private final int keptConditions;
    private final PassWeights passes = new PassWeights();
    private volatile RowNetwork rowNetwork; // null until it is asked for
    private volatile ConditionSource joining; // null if there is none
    private boolean materialized;

    private Hypernetwork(Builder builder) {
        super(builder.form().version());
        form = builder.form();
        mainNetwork = addChildBlock("MainNetwork", builder.mainNetwork);
        keptConditions = builder.keptConditions;
        for (Builder.GeneratorEntry entry : builder.generators) {
            String number = builder.generators.size() == 1 ? "" : "" + (generated.size() + 1);
            GeneratedWeights weights =
                    new GeneratedWeights(
                            "embeddings" + number,
                            entry.generator(),
                            entry.selector(),
                            entry.base(),
                            new WeightCache(keptConditions));
            addParameter(weights.getEmbeddings());
            if (entry.owned()) {
                addChildBlock("Generator" + number, entry.generator());
            }
            generated.add(weights);
        }
        condition =
                builder.condition == null ? null : addChildBlock("Condition", builder.condition);
        layout = new ConditionedInputs(condition);
        inference = new InferenceWeights(mainNetwork, condition, generated);
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
     * Returns what weights are made from besides embeddings.
     *
     * @return the condition; empty if there is none
     */
    public Optional<Condition> getCondition() {
        return Optional.ofNullable(condition);
    }

    /**
     * Computes the generated weights from the present embeddings and generators, bases included.
     *
     * @param manager the manager that the arrays are attached to
     * @return the weights, on the parameters' device, each with its parameter's name in the main
     *     network: {@code weights.get("03Conv2d_weight")}
     * @throws IllegalStateException if this block is not initialized, or has a condition
     */
    public NDList getGeneratedWeights(NDManager manager) {
        requireReady();
        return inference.named(inference.generate(manager));
    }

    /**
     * Computes the generated weights of some conditions, bases included.
     *
     * @param manager the manager that the arrays are attached to
     * @param conditions the arrays of the condition, C rows each: {@code [C, N]}
     * @return the weights, on the conditions' device, each {@code [C, ...]} with its parameter's
     *     name in the main network
     * @throws IllegalArgumentException if the condition does not take arrays of such shapes or
     *     values
     * @throws IllegalStateException if this block is not initialized, or has no condition
     */
    public NDList getGeneratedWeights(NDManager manager, NDArray... conditions) {
        return inference.named(inference.generate(manager, checked(conditions)));
    }

    /** Refuses what is no condition of this network. */
    NDList checked(NDArray... conditions) {
        requireReady();
        if (condition == null) {
            throw new IllegalStateException(
                    "This hypernetwork has no condition: leave it out, or build one with"
                            + " optCondition");
        }
        return layout.check(conditions);
    }

    /** Returns the weights that a prediction was made with, or else generates them. */
    PassWeights.Weights weightsOf(NDArray prediction) {
        PassWeights.Weights weights = passes.take(prediction);
        if (weights != null) {
            return weights;
        }
        requireReady();
        return new PassWeights.Weights(inference.generate(prediction.getManager()), 1);
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
     * @throws IllegalStateException if this block is not initialized, or has a condition: then
     *     {@link #materialize(Block, NDArray...)} is meant
     */
    public Block materialize() {
        requireReady();
        inference.bake();
        materialized = true;
        // gives a loaded network the input names that it needs to be saved; values stay
        NDArray embeddings = generated.get(0).getEmbeddings().getArray();
        mainNetwork.initialize(embeddings.getManager(), embeddings.getDataType(), getInputShapes());
        return mainNetwork;
    }

    /**
     * Fills a plain network with the weights of one condition, and copies of the main network's
     * other parameters. This hypernetwork stays as it is.
     *
     * @param network a new network, built as the main network was; its parameters live as long as
     *     this hypernetwork's, or as its own if it is initialized already
     * @param conditions the arrays of the condition, of one row each: {@code [1, N]}
     * @return the network; it gives the outputs that this hypernetwork gives under that condition,
     *     and its file loads without this library
     * @throws IllegalArgumentException if the condition does not take such arrays, if they have
     *     more than one row, or if the network is not built as the main network is
     * @throws IllegalStateException if this block is not initialized, or has no condition
     */
    public Block materialize(Block network, NDArray... conditions) {
        NDList single = single(conditions);
        PlainNetwork.requireNew(network, mainNetwork);
        NDArray embeddings = generated.get(0).getEmbeddings().getArray();
        network.initialize(
                embeddings.getManager(),
                embeddings.getDataType(),
                layout.mainShapes(getInputShapes()));
        inference.fill(network, single);
        return network;
    }

    /**
     * Returns a block that takes the main network's inputs alone, for one condition. It computes
     * with this hypernetwork's parameters as they are when it is run, and so with its kept weights;
     * it has no parameters of its own and need not be closed.
     *
     * @param conditions the arrays of the condition, of one row each: {@code [1, N]}
     * @return the block; it cannot be saved
     * @throws IllegalArgumentException if the condition does not take such arrays, or they have
     *     more than one row
     * @throws IllegalStateException if this block is not initialized, or has no condition
     */
    public Block at(NDArray... conditions) {
        return new ConditionedView(this, single(conditions));
    }

    private NDList single(NDArray... conditions) {
        NDList checked = checked(conditions);
        Preconditions.checkArgument(
                checked.head().size(0) == 1,
                "This takes one condition, arrays of one row, got "
                        + Arrays.toString(checked.getShapes()));
        return checked;
    }

    /** Returns the shapes that this network was initialized with, without the condition's. */
    Shape[] getInputShapesAt() {
        return layout.withoutConditions(getInputShapes());
    }

    /** Returns the output shapes for one condition, of the main network's inputs. */
    Shape[] getOutputShapesAt(Shape[] inputShapes) {
        return layout.outputShapes(inputShapes, mainNetwork::getOutputShapes);
    }

    /** Returns the manager that the parameters live as long as. */
    NDManager getManager() {
        requireReady();
        return inference.owner();
    }

    /** Sets whose conditions join those of every pass in training. */
    void setJoining(ConditionSource joining) {
        this.joining = joining;
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
        return forward(new ForwardCall(parameterStore, training, null, params), inputs);
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList data,
            NDList labels,
            PairList<String, Object> params) {
        return forward(new ForwardCall(parameterStore, true, labels, params), data);
    }

    private NDList forward(ForwardCall call, NDList inputs) {
        requireReady();
        Preconditions.checkArgument(
                !inputs.isEmpty(), "A hypernetwork takes the inputs of its main network, got none");
        NDManager manager = inputs.head().getManager();
        Consumer<PassWeights.Weights> made = weights -> passes.put(manager, weights);
        if (condition == null) {
            return new UnconditionedPass(mainNetwork, generated).run(call, inputs, made);
        }
        return new ConditionedPass(mainNetwork, condition, generated, rowNetwork(), keptConditions)
                .run(
                        call,
                        layout.mainInputs(inputs),
                        layout.conditions(inputs),
                        call.training() ? joining : null,
                        made);
    }

    /** Returns how the main network runs for all conditions at once; several threads may ask. */
    private RowNetwork rowNetwork() {
        RowNetwork known = rowNetwork;
        if (known == null) {
            known = RowNetwork.of(mainNetwork, getGeneratedIds());
            rowNetwork = known;
        }
        return known;
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return getOutputShapesAt(layout.withoutConditions(inputShapes));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes, DataType[] inputDataTypes) {
        DataType[] types = layout.mainTypes(inputDataTypes);
        return layout.outputShapes(
                layout.withoutConditions(inputShapes),
                shapes -> mainNetwork.getOutputShapes(shapes, types));
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
     * <p>Parameters that are generated whole are left out; a base is listed, frozen or learned.
     * Which they are is known from initialization or load on.
     */
    @Override
    public ParameterList getParameters() {
        Set<String> ids =
                generated.stream()
                        .filter(group -> group.getBase() == Base.GENERATED)
                        .flatMap(group -> group.getParameters().stream())
                        .map(Parameter::getId)
                        .collect(Collectors.toSet());
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
     *     parameter, if a hypernetwork inside the main network generates a selected one already, if
     *     a generator cannot make it, if the condition does not take arrays of such shapes, or if
     *     its encoding leaves no room for embeddings in a generator's embedding size
     */
    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
        if (generated.stream().anyMatch(g -> !g.getEmbeddings().isInitialized())) {
            generated.forEach(GeneratedWeights::forget); // cleared, perhaps by a parent
        }
        rowNetwork = null;
        Shape[] mainShapes = layout.mainShapes(inputShapes);
        beforeInitialize(inputShapes);
        if (condition != null) {
            Shape[] shapes = layout.conditionShapes(inputShapes);
            condition.checkShapes(shapes);
            condition.initialize(manager, dataType, shapes);
            setConditionSize(inputShapes);
        }
        if (getGeneratedIds().isEmpty()) {
            new MainNetworkInitializer(mainNetwork, generated)
                    .initialize(manager, dataType, mainShapes);
        } else {
            mainNetwork.initialize(manager, dataType, mainShapes);
        }
        for (GeneratedWeights group : generated) {
            group.freezeBase();
            group.initializeEmbeddings(manager, dataType);
            if (getChildren().values().contains(group.getGenerator())) {
                long chunks = group.getEmbeddings().getShape().get(0);
                Shape inputs = new Shape(chunks, group.getGenerator().getEmbeddingSize());
                group.getGenerator().initialize(manager, dataType, inputs);
            }
        }
    }

    private void setConditionSize(Shape[] inputShapes) {
        Shape encoded = condition.getOutputShapes(layout.conditionShapes(inputShapes))[0];
        generated.forEach(group -> group.setConditionSize(encoded.get(1)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Frees placeholders and kept weights, too.
     */
    @Override
    public void clear() {
        super.clear();
        rowNetwork = null;
        joining = null;
        generated.forEach(GeneratedWeights::forget);
    }

    /** {@inheritDoc} */
    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        requireReady();
        super.saveMetadata(os);
        form.save(os);
        os.writeInt(generated.size());
        for (GeneratedWeights group : generated) {
            group.save(os);
        }
    }

    /** {@inheritDoc} */
    @Override
    protected void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        form.checkVersion(loadVersion);
        super.loadMetadata(loadVersion, is);
        form.check(is);
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
        rowNetwork = null;
        if (condition != null) {
            setConditionSize(inputShapes);
        }
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
                "Hypernetwork(%,d values learned, %,d generated in %d parameters, %s%s)",
                report.getLearned(),
                report.getGenerated(),
                getGeneratedIds().size(),
                generators,
                form.isPlain() ? "" : ", " + describeForm());
    }

    private String describeForm() {
        if (condition == null) {
            return form.describe();
        }
        String run =
                rowNetwork()
                        .getObstacle()
                        .map(obstacle -> "a pass for each condition of a batch, for " + obstacle)
                        .orElse("all conditions of a batch in one pass");
        return form.describe() + "; " + condition + ", " + run;
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
        private Condition condition;
        private int keptConditions = 16;

        private Builder() {}

        private record GeneratorEntry(
                WeightGenerator generator, ParameterSelector selector, Base base, boolean owned) {}

        private HypernetworkForm form() {
            return new HypernetworkForm(
                    condition, generators.stream().map(GeneratorEntry::base).toList());
        }

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
            return addGenerator(generator, selector, Base.GENERATED);
        }

        /**
         * Adds a generator, the parameters it makes, and what its output is added to. The generator
         * becomes a child of the hypernetwork.
         *
         * @param generator the generator
         * @param selector the parameters of the main network that it generates, or changes
         * @param base what its output is added to: nothing, or the parameters' own values
         * @return this builder
         */
        public Builder addGenerator(
                WeightGenerator generator, ParameterSelector selector, Base base) {
            generators.add(new GeneratorEntry(generator, selector, base, true));
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
            return addSharedGenerator(generator, selector, Base.GENERATED);
        }

        /**
         * Adds a generator that belongs to another hypernetwork of the same bigger block, and what
         * its output is added to.
         *
         * @param generator the other hypernetwork's generator
         * @param selector the parameters of the main network that it generates, or changes
         * @param base what its output is added to: nothing, or the parameters' own values
         * @return this builder
         */
        public Builder addSharedGenerator(
                WeightGenerator generator, ParameterSelector selector, Base base) {
            generators.add(new GeneratorEntry(generator, selector, base, false));
            return this;
        }

        /**
         * Sets what weights are made from besides embeddings (default: nothing). Its arrays are
         * part of the input, right after the first. It becomes a child of the hypernetwork; the
         * generators' embedding size is the size of its encoding and of the learned embeddings
         * together.
         *
         * @param condition the condition
         * @return this builder
         */
        public Builder optCondition(Condition condition) {
            this.condition = condition;
            return this;
        }

        /**
         * Sets of how many conditions evaluations keep the weights for later ones: of those used
         * last, on each device (default: 16). They take as many times the memory of the generated
         * weights. A batch with more conditions than that keeps none.
         *
         * @param conditions the number of conditions, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder optKeptConditions(int conditions) {
            Preconditions.checkArgument(
                    conditions > 0, "The kept conditions must be positive, got " + conditions);
            keptConditions = conditions;
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
