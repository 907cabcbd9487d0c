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
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;

import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

/** The loss and the evaluators over episodes. */
public class EpisodeScoresTest {

    private static final Shape SHAPE = new Shape(2, 3, 4);
    private static final float[] CLASSES = {0, 3, 1, 2, 2, 0};

    private static float[] logits() {
        float[] values = new float[(int) SHAPE.size()];
        for (int i = 0; i < values.length; ++i) {
            values[i] = (float) (2 * Math.cos(1 + 5 * i));
        }
        return values;
    }

    /** Returns the softmax of one query's logits, by hand. */
    private static double[] softmax(int query) {
        double[] exponentials = new double[4];
        double sum = 0;
        for (int n = 0; n < 4; ++n) {
            exponentials[n] = Math.exp(logits()[4 * query + n]);
            sum += exponentials[n];
        }
        for (int n = 0; n < 4; ++n) {
            exponentials[n] /= sum;
        }
        return exponentials;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void crossEntropyIsTheMeanOverAllQueriesWithItsGradient(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray logits = manager.create(logits(), SHAPE);
            logits.setRequiresGradient(true);
            NDList labels = new NDList(manager.create(CLASSES, SHAPE.slice(0, 2)));
            float loss;
            try (GradientCollector collector = Engine.getEngine(engine).newGradientCollector()) {
                NDArray value = new EpisodeLoss().evaluate(labels, new NDList(logits));
                collector.backward(value);
                loss = value.getFloat();
            }
            float[] gradient = logits.getGradient().toFloatArray();
            double expected = 0;
            for (int query = 0; query < 6; ++query) {
                double[] shares = softmax(query);
                expected -= Math.log(shares[(int) CLASSES[query]]) / 6;
                shares[(int) CLASSES[query]] -= 1;
                for (int n = 0; n < 4; ++n) {
                    Assert.assertEquals(gradient[4 * query + n], shares[n] / 6, 1e-6);
                }
            }
            Assert.assertEquals(loss, expected, 1e-5);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void anotherLossKeepsItsName(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDArray predictions = manager.create(logits(), SHAPE);
            EpisodeLoss loss = new EpisodeLoss(Loss.l1Loss());
            NDArray value =
                    loss.evaluate(new NDList(manager.zeros(SHAPE)), new NDList(predictions));
            Assert.assertEquals(value.getFloat(), predictions.abs().mean().getFloat(), 1e-6f);
            Assert.assertEquals(loss.getName(), Loss.l1Loss().getName());
            NDList flat = new NDList(manager.zeros(new Shape(4)));
            Assert.assertThrows(IllegalArgumentException.class, () -> loss.evaluate(flat, flat));
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void eachEpisodeHasItsAccuracy(String engine) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), engine)) {
            NDList labels = new NDList(manager.create(CLASSES, SHAPE.slice(0, 2)));
            float[] scores = new float[24];
            for (int query = 0; query < 6; ++query) {
                int predicted = query == 1 || query == 3 || query == 4 ? 1 : (int) CLASSES[query];
                scores[4 * query + predicted] = 2;
            }
            NDList logits = new NDList(manager.create(scores, SHAPE));
            EpisodeAccuracy accuracy = new EpisodeAccuracy();
            float[] values = accuracy.evaluate(labels, logits).toFloatArray();
            Assert.assertEquals(values, new float[] {2 / 3f, 1 / 3f}, 1e-6f);
            accuracy.addAccumulator("one");
            accuracy.addAccumulator("other");
            Assert.assertEquals(accuracy.getAccumulator("one"), Float.NaN);
            int live = manager.getManagedArrays().size();
            accuracy.updateAccumulators(new String[] {"one", "other"}, labels, logits);
            Assert.assertEquals(manager.getManagedArrays().size(), live);
            NDList second = new NDList(labels.head().get("1:2"));
            accuracy.updateAccumulator("one", second, new NDList(logits.head().get("1:2")));
            Assert.assertEquals(accuracy.getAccumulator("other"), 0.5f, 1e-6f);
            Assert.assertEquals(accuracy.getAccumulator("one"), 4 / 9f, 1e-6f);
            double[] kept = accuracy.getValues();
            Assert.assertEquals(kept, new double[] {2 / 3., 1 / 3., 1 / 3.}, 1e-6);
            accuracy.resetAccumulator("one");
            Assert.assertEquals(accuracy.getAccumulator("one"), Float.NaN);
            Assert.assertThrows(
                    IllegalArgumentException.class, () -> accuracy.getAccumulator("none"));
        }
    }

    @Test
    public void meansHaveTheIntervalThatPapersReport() {
        EpisodeMean mean = EpisodeMean.of(new double[] {1, 2, 3, 4});
        Assert.assertEquals(mean.mean(), 2.5);
        Assert.assertEquals(mean.interval(), 1.96 * Math.sqrt(5 / 3.) / 2, 1e-12);
        Assert.assertThrows(IllegalArgumentException.class, () -> EpisodeMean.of(new double[] {1}));
    }

    @Test
    public void differencesAreOfTheSameEpisodes() {
        PairedDifference difference =
                PairedDifference.of(new double[] {.9, .5, .2}, new double[] {.8, .4, .1});
        Assert.assertEquals(difference.mean(), .1, 1e-12);
        Assert.assertEquals(difference.interval(), 0, 1e-12);
        String message =
                Assert.expectThrows(
                                IllegalArgumentException.class,
                                () -> PairedDifference.of(new double[2], new double[3]))
                        .getMessage();
        Assert.assertTrue(message.contains("2 and 3"), message);
    }
}
