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
package io.github.hypernet.examples;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.Hypernetwork;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.vision.ConvNet;
import io.github.hypernet.vision.data.RandomCrop;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An image classifier, plain or hyper. */
final class Classifier extends Experiment {

    private static final int CLASSES = 10;
    private static final int EVALUATION_BATCH = 1000;

    private final ImageTask task;
    private final ImageSettings settings;

    Classifier(ImageTask task, String name, ImageSettings settings, Engine engine, Device device) {
        super(name, settings, newBlock(name, settings), engine, device);
        this.task = task;
        this.settings = settings;
    }

    private static Block newBlock(String name, ImageSettings settings) {
        return name.equals(ImageRecipe.HYPER)
                ? ConvNet.hyper(settings.kernelSize(), CLASSES, settings.embeddingSize())
                : ConvNet.plain(settings.kernelSize(), CLASSES);
    }

    @Override
    Shape inputShape() {
        return inputShape(settings.batchSize());
    }

    /** The shape of so many images. */
    Shape inputShape(long images) {
        return new Shape(images, 1, task.recipe().imageSize(), task.recipe().imageSize());
    }

    ImageSettings settings() {
        return settings;
    }

    boolean isHyper() {
        return block() instanceof Hypernetwork;
    }

    @Override
    TrainingConfig config() {
        return adam(Loss.softmaxCrossEntropyLoss(), settings.learningRate(), new Accuracy());
    }

    @Override
    void configure(TrainingLoop.Builder loop, NDManager manager) {
        loop.setTrainingData(
                        task.images()
                                .train()
                                .toDataset(manager)
                                .setSampling(settings.batchSize(), true)
                                .addTransform(new RandomCrop(settings.padding()))
                                .build())
                .optValidationData(
                        task.images()
                                .validation()
                                .toDataset(manager)
                                .setSampling(settings.batchSize(), false)
                                .build());
    }

    /** Returns the second convolution's kernel, learned or generated. */
    NDArray secondKernel(NDManager manager) {
        return block() instanceof Hypernetwork hypernetwork
                ? hypernetwork.getGeneratedWeights(manager).get(ConvNet.SECOND_KERNEL)
                : block().getParameters().get(ConvNet.SECOND_KERNEL).getArray();
    }

    /** The share of right classes, and the mean cross entropy in nats. */
    @Override
    Map<String, Double> test() throws IOException, TranslateException {
        Accuracy accuracy = new Accuracy();
        accuracy.addAccumulator("");
        Loss loss = Loss.softmaxCrossEntropyLoss();
        double lossSum = 0;
        try (NDManager manager = model().getNDManager().newSubManager()) {
            RandomAccessDataset dataset =
                    task.images()
                            .test()
                            .toDataset(manager)
                            .setSampling(EVALUATION_BATCH, false)
                            .build();
            ParameterStore store = new ParameterStore(manager, false);
            for (Batch batch : dataset.getData(manager)) {
                NDList scores = block().forward(store, batch.getData(), false);
                accuracy.updateAccumulators(new String[] {""}, batch.getLabels(), scores);
                lossSum += loss.evaluate(batch.getLabels(), scores).getFloat() * batch.getSize();
                batch.close();
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("testAccuracy", (double) accuracy.getAccumulator(""));
        metrics.put("testLoss", lossSum / task.images().test().size());
        return metrics;
    }
}
