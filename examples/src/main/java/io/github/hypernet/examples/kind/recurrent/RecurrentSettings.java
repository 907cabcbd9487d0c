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
package io.github.hypernet.examples.kind.recurrent;

import io.github.hypernet.examples.kind.Hyperparameters;
import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.text.recurrent.Lstm;
import io.github.hypernet.text.recurrent.LstmBuilder;

/** The settings of a model of LSTMs, with or without a hypernetwork. */
public interface RecurrentSettings extends Hyperparameters {

    /** Units times batch size from which a second thread saves time. */
    int UNITS_FOR_THREADS = 32_768;

    /** {@return the units of a layer} */
    int units();

    /** {@return the sequences of a step} */
    int batchSize();

    /** {@return the recurrent layers} */
    int layers();

    /** {@return whether the gates and cells are normalised} */
    boolean layerNorm();

    /** {@return the units of the hyper cell; 0 for an LSTM without one} */
    int hyperUnits();

    /** {@return the size of the hyper cell's embeddings} */
    int embeddingSize();

    /** {@return the dropout between layers and on the output} */
    float dropRate();

    /** {@return the recurrent dropout of the main cell} */
    float recurrentDropRate();

    /** {@return the recurrent dropout of the hyper cell} */
    float hyperRecurrentDropRate();

    @Override
    default boolean suitsOneThread() {
        return (long) units() * batchSize() < UNITS_FOR_THREADS;
    }

    /** {@return the builder of the layers} */
    default LstmBuilder<?> newRecurrent() {
        LstmBuilder<?> recurrent =
                hyperUnits() == 0
                        ? Lstm.builder()
                        : HyperLstm.builder()
                                .setHyperSize(hyperUnits())
                                .setEmbeddingSize(embeddingSize())
                                .optHyperRecurrentDropRate(hyperRecurrentDropRate());
        return recurrent
                .setStateSize(units())
                .setNumLayers(layers())
                .optLayerNorm(layerNorm())
                .optRecurrentDropRate(recurrentDropRate())
                .optDropRate(dropRate());
    }
}
