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
package io.github.hypernet.examples.kind.tasks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.training.ProgressLine;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The training of a plain network on upright images, which a hypernetwork then changes for each
 * angle. It follows from the seed alone, and leaves no file: one that is stopped begins anew.
 */
final class UprightTraining implements AutoCloseable {

    private final Model model;
    private final TrainingConfig config;

    /**
     * @param model a model of the network, closed with this
     * @param config loss and optimizer
     */
    UprightTraining(Model model, TrainingConfig config) {
        this.model = model;
        this.config = config;
    }

    /** Trains on images {@code [B, 1, H, H]} for so many steps; returns how it ended. */
    TrainingOutcome fit(Dataset images, int pixels, int steps, int seed)
            throws IOException, TranslateException {
        return TrainingLoop.builder()
                .setModel(model)
                .setConfig(config)
                .setInputShapes(new Shape(1, pixels))
                .setTrainingData(new MappedDataset(images, List.of(TurnedBatch::upright)))
                .optMaxSteps(steps)
                .optEvaluationSteps(steps)
                .optSeed(seed)
                .addObserver(new ProgressLine())
                .build()
                .fit();
    }

    /** Gives another network of the same sizes the values of this one. */
    void copyTo(Block network, NDManager manager) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.getBlock().saveParameters(new DataOutputStream(bytes));
        try {
            network.loadParameters(
                    manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (MalformedModelException e) {
            throw new AssertionError("the two networks are of the same settings", e);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
