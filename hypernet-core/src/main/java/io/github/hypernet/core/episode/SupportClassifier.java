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
package io.github.hypernet.core.episode;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.djl.util.Preconditions;

import io.github.hypernet.core.block.DescribedBlock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;

/**
 * A classifier of which the classes are given by a few examples each, the support set. It maps them
 * to the weights of its last layer in one pass, without gradient steps.
 *
 * <pre>
 *   p_k = mean of f(x) over the support x of class k      f: the embedding
 *   logit_k(q) = -|f(q) - c_k|^2 + b_k
 *   prototypes:         c_k = p_k,             b_k = 0     (Snell, Swersky, Zemel 2017)
 *   with a generator:   c_k = p_k + D(p_k),    b_k = b(p_k)
 * </pre>
 *
 * <p>The generator is the hypernetwork: {@code p -> linear, relu, dropout, linear -> (D, b)}. Its
 * last layer starts at zero, so that training begins at prototypes. In training and evaluation
 * alike, one pass of the embedding sees the queries and the support of all episodes of a batch, and
 * a batch norm in training all their statistics.
 *
 * <p>Inputs: queries {@code [E, M, ...]}, support {@code [E, S, ...]}, labels of the support {@code
 * [E, S]}: whole numbers from 0 to N - 1, each in every episode, or -1 for an item that is missing.
 * Output: logits {@code [E, M, N]}. Neither the number of classes nor that of their examples is
 * fixed; {@link #getOutputShapes} gives -1 for N. The order of the support set makes no difference,
 * and another order of the classes only the same order of the logits.
 *
 * <p>{@link #at} gives a block for one support set, {@link #materialize} a plain network.
 *
 * <pre>
 *   SupportClassifier.builder().setEmbedding(embedding).optGenerator(128, 0.2f).build();
 * </pre>
 */
public final class SupportClassifier extends DescribedBlock {

    private static final byte VERSION = 1;

    private final Block embedding;
    private final RowGenerator generator; // null: prototypes

    private SupportClassifier(Builder builder) {
        super(VERSION);
        Preconditions.checkArgument(builder.embedding != null, "The embedding must be set");
        embedding = addChildBlock("Embedding", builder.embedding);
        generator =
                builder.units == 0
                        ? null
                        : addChildBlock(
                                "Generator", new RowGenerator(builder.units, builder.dropout));
    }

    /**
     * Returns the block that maps items to features.
     *
     * @return the embedding
     */
    public Block getEmbedding() {
        return embedding;
    }

    /** {@inheritDoc} */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        checkShapes(inputs.getShapes());
        Shape queries = inputs.head().getShape().slice(0, 2); // [E, M]
        PresentItems support = PresentItems.of(inputs.get(1), inputs.get(2));
        NDArray items = PresentItems.merge(inputs.head()).concat(support.items());
        NDList features = // [E * M, F] and [R, F]
                embed(parameterStore, items, training, params)
                        .split(new long[] {queries.size()}, 0);
        NDArray means = support.means(features.get(1)); // [E, N, F]
        ClassRows rows = ClassRows.of(means, parameterStore, generator, training);
        NDArray query = features.head().reshape(queries.add(features.head().size(1)));
        return new NDList(rows.logits(query));
    }

    /** Maps items {@code [B, ...]} to features {@code [B, F]}. */
    NDArray embed(
            ParameterStore parameterStore,
            NDArray items,
            boolean training,
            PairList<String, Object> params) {
        NDArray features =
                embedding.forward(parameterStore, new NDList(items), training, params).head();
        requireVectors(features.getShape());
        return features;
    }

    /**
     * Encodes a support set once, for many queries. The block keeps the rows of its classifier as
     * they are now; of the embedding it uses this classifier's parameters as they are when it is
     * run. It has no parameters of its own and need not be closed.
     *
     * @param support the support set, {@code [S, ...]}
     * @param labels its labels, {@code [S]}, as those of an episode
     * @return a block from queries {@code [B, ...]} to logits {@code [B, N]}; it cannot be saved
     * @throws IllegalArgumentException if they do not fit each other, or a class has no example
     * @throws IllegalStateException if this block is not initialized
     */
    public Block at(NDArray support, NDArray labels) {
        try (NDManager manager = support.getManager().newSubManager()) {
            return new SupportView(this, encode(manager, support, labels), itemShape(support));
        }
    }

    /**
     * Makes a plain network of a support set: the embedding and a linear layer, whose weights are
     * twice the centers c, its biases b - |c|^2. Of a query it gives the logits of {@link #at} plus
     * a number that is the same for all classes, so the same probabilities. This classifier stays
     * as it is.
     *
     * @param network a new embedding, built as this classifier's; the plain network owns it
     * @param support the support set, {@code [S, ...]}
     * @param labels its labels, {@code [S]}, as those of an episode
     * @return the network, from queries {@code [B, ...]} to {@code [B, N]}, with values that live
     *     as long as this classifier's; its file loads without this library
     * @throws IllegalArgumentException if support and labels do not fit each other, a class has no
     *     example, or the network is not built as the embedding
     * @throws IllegalStateException if this block is not initialized
     */
    public Block materialize(Block network, NDArray support, NDArray labels) {
        Preconditions.checkArgument(
                network != embedding,
                "materialize takes a new embedding, built as the classifier's, got that one itself");
        try (NDManager manager = support.getManager().newSubManager()) {
            ClassRows rows = encode(manager, support, labels);
            NDManager owner = embedding.getParameters().valueAt(0).getArray().getManager();
            copyTo(network, owner);
            Linear linear = Linear.builder().setUnits(rows.count()).build();
            Block plain = new SequentialBlock().add(network).add(linear);
            plain.initialize(owner, support.getDataType(), itemShape(support));
            rows.copyTo(linear);
            return plain;
        }
    }

    private void copyTo(Block network, NDManager owner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            embedding.saveParameters(new DataOutputStream(bytes));
            network.loadParameters(
                    owner, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException | MalformedModelException e) {
            throw new IllegalArgumentException(
                    "materialize takes an embedding built as the classifier's; this one does not"
                            + " take its values: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns the rows of one support set, attached to the manager. */
    private ClassRows encode(NDManager manager, NDArray support, NDArray labels) {
        if (!isInitialized()) {
            throw new IllegalStateException(
                    "This classifier is not initialized: call initialize, Trainer.initialize or"
                            + " Model.load first");
        }
        requireItems(support.getShape(), 1, "The support");
        requireLabels(labels.getShape(), new Shape(support.size(0)));
        ParameterStore store = new ParameterStore(manager, false);
        NDArray single = support.expandDims(0);
        single.attach(manager);
        PresentItems present = PresentItems.of(single, labels.expandDims(0));
        NDArray means = present.means(embed(store, present.items(), false, null));
        return ClassRows.of(means, store, generator, false);
    }

    private static Shape itemShape(NDArray support) {
        return new Shape(1).addAll(support.getShape().slice(1));
    }

    private static void requireVectors(Shape features) {
        Preconditions.checkArgument(
                features.dimension() == 2,
                "The embedding must map items [B, ...] to features [B, F], got "
                        + features
                        + ": end it with Blocks.batchFlattenBlock()");
    }

    private static void requireItems(Shape shape, int axes, String what) {
        Preconditions.checkArgument(
                shape.dimension() > axes,
                what
                        + " must have the shape "
                        + (axes == 1 ? "[S, ...]" : "[E, S, ...]")
                        + ", got "
                        + shape);
    }

    private static void requireLabels(Shape labels, Shape expected) {
        Preconditions.checkArgument(
                labels.equals(expected),
                "The labels of the support must have the shape " + expected + ", got " + labels);
    }

    private static void checkShapes(Shape[] shapes) {
        Preconditions.checkArgument(
                shapes.length == 3,
                "A support classifier takes queries [E, M, ...], support [E, S, ...] and labels"
                        + " [E, S], got "
                        + shapes.length
                        + " arrays");
        requireItems(shapes[0], 2, "The queries");
        requireItems(shapes[1], 2, "The support");
        requireLabels(shapes[2], shapes[1].slice(0, 2));
        Preconditions.checkArgument(
                shapes[0].get(0) == shapes[1].get(0)
                        && shapes[0].slice(2).equals(shapes[1].slice(2)),
                "Queries and support must be of as many episodes, and of items of one shape, got "
                        + shapes[0]
                        + " and "
                        + shapes[1]);
    }

    /** Returns the shape of all items of a batch, merged; -1 for how many if that is not known. */
    private static Shape merged(Shape[] shapes) {
        long episodes = shapes[0].get(0);
        long items = shapes[0].get(1) + shapes[1].get(1);
        boolean known = episodes >= 0 && shapes[0].get(1) >= 0 && shapes[1].get(1) >= 0;
        return new Shape(known ? episodes * items : -1).addAll(shapes[0].slice(2));
    }

    /** {@inheritDoc} */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        checkShapes(inputShapes);
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1), -1)};
    }

    /** {@inheritDoc} */
    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        checkShapes(inputShapes);
        Shape items = merged(inputShapes);
        embedding.initialize(manager, dataType, items);
        Shape features = embedding.getOutputShapes(new Shape[] {items})[0];
        requireVectors(features);
        if (generator != null) {
            generator.initialize(manager, dataType, features);
        }
    }

    /** {@inheritDoc} */
    @Override
    protected String describe() {
        return generator == null
                ? "SupportClassifier(prototypes)"
                : "SupportClassifier(" + generator + ")";
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link SupportClassifier}. */
    public static final class Builder {

        private Block embedding;
        private int units;
        private float dropout;

        private Builder() {}

        /**
         * Sets the embedding (required).
         *
         * @param embedding any block from items {@code [B, ...]} to features {@code [B, F]}
         * @return this builder
         */
        public Builder setEmbedding(Block embedding) {
            this.embedding = embedding;
            return this;
        }

        /**
         * Generates each class's center and bias from its mean feature (default: the mean features
         * are the centers, and there are no biases).
         *
         * @param units the units of the generator's hidden layer, positive
         * @param dropout the share of them that is left out in training, from 0 to below 1
         * @return this builder
         */
        public Builder optGenerator(int units, float dropout) {
            Preconditions.checkArgument(
                    units > 0, "The units of the generator must be positive, got " + units);
            Preconditions.checkArgument(
                    dropout >= 0 && dropout < 1,
                    "The dropout must be at least 0 and below 1, got "
                            + String.format(Locale.ROOT, "%s", dropout));
            this.units = units;
            this.dropout = dropout;
            return this;
        }

        /**
         * Builds the classifier.
         *
         * @return the classifier
         * @throws IllegalArgumentException if the embedding is missing
         */
        public SupportClassifier build() {
            return new SupportClassifier(this);
        }
    }
}
