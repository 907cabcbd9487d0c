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
package io.github.hypernet.text.handwriting;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Preconditions;

import io.github.hypernet.text.recurrent.RecurrentBuilder;
import io.github.hypernet.text.recurrent.RecurrentLayers;
import io.github.hypernet.text.recurrent.RecurrentModel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Predicts where the pen goes next: recurrent layers, dropout, and a linear layer whose outputs
 * parametrise a {@link MixtureDensity} (Graves 2013; Ha, Dai, Le 2016, Section 4.5).
 *
 * <p>Input: points {@code [B, T, 3]}: dx, dy, divided by the deviation of the {@link
 * DrawingStatistics}, and 1 where the pen is lifted, else 0. Output: {@code [B, T, 6 M + 1]}, of
 * the point that comes next.
 *
 * <p>The statistics of the drawings that it was trained on are saved and loaded with its
 * parameters.
 */
public final class StrokeModel extends RecurrentModel {

    private static final byte VERSION = 1;

    private final int mixtures;
    private DrawingStatistics statistics;

    private StrokeModel(Builder builder) {
        super(
                VERSION,
                recurrent(builder),
                builder.dropRate,
                new MixtureDensity(builder.mixtures).getUnits());
        mixtures = builder.mixtures;
        statistics = builder.statistics;
    }

    private static RecurrentLayers recurrent(Builder builder) {
        Preconditions.checkArgument(builder.recurrent != null, "setRecurrent is missing");
        return builder.recurrent.optBatchFirst(true).build();
    }

    /**
     * Returns the shape of a batch of drawings, as the model takes it.
     *
     * @param batchSize the drawings, B
     * @param length the points of each, T
     * @return {@code [B, T, 3]}
     */
    public static Shape inputShape(long batchSize, long length) {
        return new Shape(batchSize, length, PointArray.SIZE);
    }

    /** {@return what the model knows of the drawings it was trained on} */
    public DrawingStatistics getStatistics() {
        return statistics;
    }

    /** {@inheritDoc} */
    @Override
    protected void saveMetadata(DataOutputStream os) throws IOException {
        super.saveMetadata(os);
        os.writeInt(mixtures);
        os.writeFloat(statistics.deviation());
        os.writeInt(statistics.length());
    }

    /** {@inheritDoc} */
    @Override
    public void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadMetadata(loadVersion, is);
        int saved = is.readInt();
        if (saved != mixtures) {
            throw new MalformedModelException(
                    "The file was saved with "
                            + saved
                            + " mixtures, this model has "
                            + mixtures
                            + ": build the model with the same settings");
        }
        statistics = new DrawingStatistics(is.readFloat(), is.readInt());
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of a {@link StrokeModel}. */
    public static final class Builder {

        private RecurrentBuilder<?> recurrent;
        private int mixtures = 20;
        private float dropRate;
        private DrawingStatistics statistics = new DrawingStatistics(1, 1);

        private Builder() {}

        /**
         * Sets the recurrent layers (required). The model sets their layout.
         *
         * @param recurrent the builder of the layers
         * @return this builder
         */
        public Builder setRecurrent(RecurrentBuilder<?> recurrent) {
            this.recurrent = recurrent;
            return this;
        }

        /**
         * Sets the number of Gaussians, M (default 20, as in the paper).
         *
         * @param mixtures the number of Gaussians, positive
         * @return this builder
         */
        public Builder optMixtures(int mixtures) {
            this.mixtures = mixtures;
            return this;
        }

        /**
         * Sets the dropout on the last layer's output (default 0).
         *
         * @param dropRate the share that is dropped, at least 0 and below 1
         * @return this builder
         */
        public Builder optDropRate(float dropRate) {
            this.dropRate = dropRate;
            return this;
        }

        /**
         * Sets what is known of the drawings to train on; loading a model sets it too (default: a
         * deviation of 1 and one point).
         *
         * @param statistics the statistics of the drawings
         * @return this builder
         */
        public Builder optStatistics(DrawingStatistics statistics) {
            this.statistics = statistics;
            return this;
        }

        /**
         * Builds the model.
         *
         * @return the model
         * @throws IllegalArgumentException if a setting is missing or out of its range
         */
        public StrokeModel build() {
            return new StrokeModel(this);
        }
    }
}
