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

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.EvaluationLoop;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.core.training.checkpoint.RunFolder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A whole training and evaluation on episodes. */
public class EpisodeTrainingTest {

    private static final int CLASSES = 12;
    private static final int ITEMS = 20;
    private static final int BATCHES = 30;

    private static Model newModel(String engine) {
        Model model = Model.newInstance("prototypes", Device.cpu(), engine);
        model.setBlock(new PrototypeNetwork());
        return model;
    }

    /** Classes are rings around zero: all have the same mean, but not of a feature. */
    private static EpisodeDataset.Builder rings(Model model) {
        Random random = new Random(1);
        float[] items = new float[CLASSES * ITEMS * 2];
        int[] labels = new int[CLASSES * ITEMS];
        for (int i = 0; i < labels.length; ++i) {
            labels[i] = i % CLASSES;
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = 0.5 + 0.4 * labels[i] + 0.05 * random.nextGaussian();
            items[2 * i] = (float) (radius * Math.cos(angle));
            items[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        NDArray data = model.getNDManager().create(items, new Shape(labels.length, 2));
        return EpisodeDataset.builder()
                .setData(data, labels)
                .setWays(3)
                .optShots(1, 3)
                .setQueries(5)
                .setEpisodes(4)
                .setBatches(BATCHES);
    }

    private static TrainingLoop.Builder loop(Model model) {
        EpisodeDataset training = rings(model).build();
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(new EpisodeLoss())
                        .optOptimizer(
                                Optimizer.adam()
                                        .optLearningRateTracker(Tracker.fixed(0.01f))
                                        .build())
                        .optDevices(new Device[] {Device.cpu()})
                        .addEvaluator(new EpisodeAccuracy());
        return TrainingLoop.builder()
                .setModel(model)
                .setConfig(config)
                .setInputShapes(training.getInputShapes())
                .setTrainingData(training)
                .optValidationData(rings(model).setBatches(5).optSeed(2).build())
                .optSeed(3);
    }

    private static List<float[]> weights(Model model) {
        List<float[]> weights = new ArrayList<>();
        model.getBlock()
                .getParameters()
                .values()
                .forEach(parameter -> weights.add(parameter.getArray().toFloatArray()));
        return weights;
    }

    private static void assertSame(List<float[]> actual, List<float[]> expected) {
        Assert.assertEquals(actual.size(), expected.size());
        for (int i = 0; i < actual.size(); ++i) {
            Assert.assertEquals(actual.get(i), expected.get(i));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void classesAreLearnedAndEvaluatedEpisodeByEpisode(String engine) throws Exception {
        try (Model model = newModel(engine)) {
            loop(model).optMaxEpochs(4).build().fit();
            List<float[]> before = weights(model);
            EpisodeAccuracy accuracy = new EpisodeAccuracy();
            EvaluationLoop evaluation =
                    EvaluationLoop.builder()
                            .setModel(model)
                            .setData(rings(model).optSeed(4).build())
                            .addEvaluator(accuracy)
                            .build();
            Map<String, Double> values = evaluation.evaluate();
            double[] first = accuracy.getValues();
            EpisodeMean mean = EpisodeMean.of(first);
            Assert.assertEquals(first.length, 4 * BATCHES);
            Assert.assertEquals(values.get("Accuracy"), mean.mean(), 1e-6);
            Assert.assertTrue(mean.mean() - mean.interval() > 0.6, mean.toString());
            evaluation.evaluate();
            Assert.assertEquals(accuracy.getValues(), first, "the same episodes");
            assertSame(weights(model), before);
        }
    }

    private static List<float[]> train(String engine, Path path, boolean resume, long stopAfter)
            throws Exception {
        TrainingLoop[] loop = new TrainingLoop[1];
        TrainingObserver stopper =
                new TrainingObserver() {
                    @Override
                    public void onStep(TrainingProgress progress) {
                        if (progress.step() == stopAfter) {
                            loop[0].stop();
                        }
                    }
                };
        try (Model model = newModel(engine);
                RunFolder folder = RunFolder.open(path)) {
            loop[0] =
                    loop(model)
                            .optRunFolder(folder)
                            .optResume(resume)
                            .optMaxEpochs(2)
                            .optMicroBatches(2)
                            .addObserver(stopper)
                            .build();
            loop[0].fit();
            return weights(model);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aStoppedTrainingGoesOnBitForBit(String engine) throws Exception {
        try (TemporaryFolder temporary = new TemporaryFolder()) {
            List<float[]> whole = train(engine, temporary.getPath(), false, -1);
            temporary.clear();
            for (long stop : new long[] {7, BATCHES, BATCHES + 5}) {
                train(engine, temporary.getPath(), true, stop);
            }
            assertSame(train(engine, temporary.getPath(), true, -1), whole);
        }
    }
}
