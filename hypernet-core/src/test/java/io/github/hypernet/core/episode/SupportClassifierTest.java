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
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.Random;
import java.util.function.Function;

public class SupportClassifierTest {

    private static final int EPISODES = 2;
    private static final int QUERIES = 4;
    private static final int FEATURES = 3;
    private static final float[] LABELS = {0, 1, 2, 0, 1, 2, 2, 2, 1, 0, 0, 1};
    private static final int SUPPORT = LABELS.length / EPISODES;
    private static final Shape[] SHAPES = {
        new Shape(EPISODES, QUERIES, FEATURES),
        new Shape(EPISODES, SUPPORT, FEATURES),
        new Shape(EPISODES, SUPPORT)
    };

    /** The logits of prototypes, added up over classes that no one knows before. */
    private static final class Summed extends AbstractBlock {

        private final Block classifier;

        Summed(Block classifier) {
            super((byte) 1);
            this.classifier = addChildBlock("Classifier", classifier);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray logits = classifier.forward(store, inputs, training).head();
            Assert.assertEquals(
                    classifier.getOutputShapes(inputs.getShapes())[0],
                    new Shape(EPISODES, QUERIES, -1));
            return new NDList(Activation.tanh(logits).sum(new int[] {2}));
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            classifier.initialize(manager, type, shapes);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return new Shape[] {shapes[0].slice(0, 2)};
        }
    }

    private static Block newEmbedding() {
        return new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(5).build())
                .add(BatchNorm.builder().build())
                .add(Activation::tanh);
    }

    private static SupportClassifier newClassifier(boolean generated) {
        SupportClassifier.Builder builder =
                SupportClassifier.builder().setEmbedding(newEmbedding());
        return (generated ? builder.optGenerator(7, 0.2f) : builder).build();
    }

    private static NDList inputs(NDManager manager) {
        NDList inputs = new NDList();
        Random random = new Random(1);
        for (int i = 0; i < 2; ++i) {
            float[] values = new float[(int) SHAPES[i].size()];
            for (int j = 0; j < values.length; ++j) {
                values[j] = (float) random.nextGaussian();
            }
            inputs.add(manager.create(values, SHAPES[i]));
        }
        inputs.add(manager.create(LABELS, SHAPES[2]));
        return inputs;
    }

    private static Model newModel(String engine, SupportClassifier block) {
        Model model = Model.newInstance("support", Device.cpu(), engine);
        model.setBlock(block);
        model.getNDManager().getEngine().setRandomSeed(1);
        // of the generator too, or its last layer would be zero
        block.setInitializer(
                new NormalInitializer(0.5f),
                p ->
                        p.getType() != Parameter.Type.GAMMA
                                && p.getType() != Parameter.Type.RUNNING_MEAN
                                && p.getType() != Parameter.Type.RUNNING_VAR
                                && p.getType() != Parameter.Type.BETA);
        block.initialize(model.getNDManager(), DataType.FLOAT32, SHAPES);
        return model;
    }

    private static float[] logits(Block block, NDManager manager, NDList inputs) {
        return block.forward(new ParameterStore(manager, false), inputs, false)
                .head()
                .toFloatArray();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void keepsTheContract(String engine) throws Exception {
        for (boolean generated : new boolean[] {false, true}) {
            BlockContract.check(
                    engine,
                    () -> new Summed(newClassifier(generated)),
                    SupportClassifierTest::inputs,
                    SHAPES);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void computesTheLogitsOfItsFormula(String engine) {
        for (boolean generated : new boolean[] {false, true}) {
            SupportClassifier block = newClassifier(generated);
            try (Model model = newModel(engine, block);
                    NDManager manager = model.getNDManager().newSubManager()) {
                NDList inputs = inputs(manager);
                float[] actual = logits(block, manager, inputs);
                Assert.assertEquals(actual.length, EPISODES * QUERIES * 3);
                for (int episode = 0; episode < EPISODES; ++episode) {
                    double[] expected = expected(block, manager, inputs, episode);
                    for (int i = 0; i < expected.length; ++i) {
                        Assert.assertEquals(
                                actual[episode * expected.length + i], expected[i], 1e-4);
                    }
                }
            }
        }
    }

    /** Computes the logits of an episode from features, number by number. */
    private static double[] expected(
            SupportClassifier block, NDManager manager, NDList inputs, int episode) {
        double[][] queries = features(block, manager, inputs.get(0).get(episode));
        double[][] support = features(block, manager, inputs.get(1).get(episode));
        double[] logits = new double[QUERIES * 3];
        for (int k = 0; k < 3; ++k) {
            double[] center = new double[5];
            int count = 0;
            for (int s = 0; s < SUPPORT; ++s) {
                if (LABELS[episode * SUPPORT + s] == k) {
                    ++count;
                    for (int f = 0; f < 5; ++f) {
                        center[f] += support[s][f];
                    }
                }
            }
            for (int f = 0; f < 5; ++f) {
                center[f] /= count;
            }
            double bias = change(block, center);
            for (int m = 0; m < QUERIES; ++m) {
                double distance = 0;
                for (int f = 0; f < 5; ++f) {
                    distance += Math.pow(queries[m][f] - center[f], 2);
                }
                logits[m * 3 + k] = bias - distance;
            }
        }
        return logits;
    }

    private static double[][] features(SupportClassifier block, NDManager manager, NDArray items) {
        float[] values = logits(block.getEmbedding(), manager, new NDList(items));
        double[][] rows = new double[(int) items.size(0)][5];
        for (int i = 0; i < values.length; ++i) {
            rows[i / 5][i % 5] = values[i];
        }
        return rows;
    }

    /** Adds what the generator makes of a center to it; returns the bias. */
    private static double change(SupportClassifier block, double[] center) {
        if (block.getChildren().size() == 1) {
            return 0;
        }
        Block generator = block.getChildren().get(1).getValue();
        Function<String, float[]> values =
                name ->
                        generator.getParameters().stream()
                                .filter(p -> p.getKey().endsWith(name))
                                .findFirst()
                                .orElseThrow()
                                .getValue()
                                .getArray()
                                .toFloatArray();
        double[] hidden =
                linear(values.apply("Hidden_weight"), values.apply("Hidden_bias"), center);
        for (int i = 0; i < hidden.length; ++i) {
            hidden[i] = Math.max(0, hidden[i]);
        }
        float[] weight = generator.getDirectParameters().get("weight").getArray().toFloatArray();
        float[] bias = generator.getDirectParameters().get("bias").getArray().toFloatArray();
        double[] change = linear(weight, bias, hidden);
        for (int f = 0; f < center.length; ++f) {
            center[f] += change[f];
        }
        return change[center.length];
    }

    private static double[] linear(float[] weight, float[] bias, double[] x) {
        double[] y = new double[bias.length];
        for (int i = 0; i < y.length; ++i) {
            y[i] = bias[i];
            for (int j = 0; j < x.length; ++j) {
                y[i] += weight[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void startsAtPrototypes(String engine) {
        float[][] logits = new float[2][];
        for (boolean generated : new boolean[] {false, true}) {
            SupportClassifier block = newClassifier(generated);
            try (Model model = Model.newInstance("support", Device.cpu(), engine);
                    NDManager manager = model.getNDManager().newSubManager()) {
                model.setBlock(block);
                block.getEmbedding().setInitializer(Initializer.ONES, p -> true);
                block.initialize(model.getNDManager(), DataType.FLOAT32, SHAPES);
                logits[generated ? 1 : 0] = logits(block, manager, inputs(manager));
            }
        }
        Assert.assertEquals(logits[1], logits[0], 1e-6f);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void doesNotDependOnTheOrderOfItemsAndClasses(String engine) {
        SupportClassifier block = newClassifier(true);
        try (Model model = newModel(engine, block);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            float[] before = logits(block, manager, inputs);
            // items turned around, classes 0, 1, 2 now called 2, 0, 1
            float[] renamed = new float[LABELS.length];
            NDList turned = new NDList();
            for (int e = 0; e < EPISODES; ++e) {
                NDList items = new NDList();
                for (int s = 0; s < SUPPORT; ++s) {
                    items.add(inputs.get(1).get(e, SUPPORT - 1 - s));
                    renamed[e * SUPPORT + s] = (LABELS[(e + 1) * SUPPORT - 1 - s] + 2) % 3;
                }
                turned.add(NDArrays.stack(items));
            }
            NDList other =
                    new NDList(
                            inputs.head(),
                            NDArrays.stack(turned),
                            manager.create(renamed, SHAPES[2]));
            float[] after = logits(block, manager, other);
            for (int i = 0; i < before.length; ++i) {
                Assert.assertEquals(after[i / 3 * 3 + (i % 3 + 2) % 3], before[i], 1e-4f);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void missingItemsCountNowhereNotEvenInBatchNorm(String engine) {
        SupportClassifier block = newClassifier(true);
        try (Model model = newModel(engine, block);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            NDArray none = manager.zeros(new Shape(EPISODES, 2, FEATURES)).add(100);
            NDArray noLabel = manager.zeros(new Shape(EPISODES, 2)).sub(1);
            NDList padded =
                    new NDList(
                            inputs.head(),
                            inputs.get(1).concat(none, 1),
                            inputs.get(2).concat(noLabel, 1));
            Assert.assertEquals(
                    logits(block, manager, padded), logits(block, manager, inputs), 1e-5f);
            double[] means = new double[2];
            NDList[] both = {inputs, padded};
            for (int i = 0; i < 2; ++i) {
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray logits = collectedLogits(block, manager, both[i]);
                    collector.backward(logits.sum());
                }
                means[i] = runningMean(block);
            }
            Assert.assertTrue(Math.abs(means[1]) < 10, "the running mean is " + means[1]);
        }
    }

    private static NDArray collectedLogits(Block block, NDManager manager, NDList inputs) {
        return block.forward(new ParameterStore(manager, false), inputs, true).head();
    }

    private static double runningMean(Block block) {
        return block.getParameters().stream()
                .filter(p -> p.getValue().getType() == Parameter.Type.RUNNING_MEAN)
                .mapToDouble(p -> p.getValue().getArray().abs().sum().getFloat())
                .sum();
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void gradientsAreFiniteDifferences(String engine) {
        SupportClassifier block =
                SupportClassifier.builder()
                        .setEmbedding(
                                new SequentialBlock()
                                        .add(Linear.builder().setUnits(4).build())
                                        .add(Activation::tanh))
                        .optGenerator(6, 0)
                        .build();
        try (Model model = newModel(engine, block);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            NDArray weights = manager.arange(24f).reshape(EPISODES, QUERIES, 3).sub(8).div(16);
            block.getParameters().forEach(p -> p.getValue().getArray().setRequiresGradient(true));
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray logits = collectedLogits(block, manager, inputs);
                collector.backward(logits.mul(weights).sum());
            }
            for (var pair : block.getParameters()) {
                NDArray array = pair.getValue().getArray();
                float[] values = array.toFloatArray();
                float[] gradient = array.getGradient().toFloatArray();
                int index = values.length / 2;
                double[] sums = new double[2];
                for (int side = 0; side < 2; ++side) {
                    float[] moved = values.clone();
                    moved[index] += side == 0 ? -1e-2f : 1e-2f;
                    array.set(moved);
                    float[] logits = logits(block, manager, inputs);
                    float[] factors = weights.toFloatArray();
                    for (int i = 0; i < logits.length; ++i) {
                        sums[side] += logits[i] * factors[i];
                    }
                }
                array.set(values);
                double slope = (sums[1] - sums[0]) / 2e-2;
                Assert.assertEquals(
                        gradient[index], slope, 2e-2 * Math.max(1, Math.abs(slope)), pair.getKey());
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void oneSupportSetIsEncodedOnceOrMadeAPlainNetwork(String engine) {
        SupportClassifier block = newClassifier(true);
        try (Model model = newModel(engine, block)) {
            Block view;
            Block plain;
            float[] expected;
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDList inputs = inputs(manager);
                expected = logits(block, manager, inputs);
                view = block.at(inputs.get(1).get(1), inputs.get(2).get(1));
                plain =
                        block.materialize(
                                newEmbedding(), inputs.get(1).get(1), inputs.get(2).get(1));
            }
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray queries = inputs(manager).head().get(1);
                Assert.assertEquals(
                        view.getOutputShapes(new Shape[] {queries.getShape()})[0],
                        new Shape(QUERIES, 3));
                float[] seen = logits(view, manager, new NDList(queries));
                float[] baked = logits(plain, manager, new NDList(queries));
                for (int i = 0; i < seen.length; ++i) {
                    int all = EPISODES * QUERIES * 3 / 2 + i;
                    int first = i / 3 * 3;
                    Assert.assertEquals(seen[i], expected[all], 1e-4f);
                    Assert.assertEquals(baked[i] - baked[first], seen[i] - seen[first], 1e-4f);
                }
            }
            // the classifier is as it was
            try (NDManager manager = model.getNDManager().newSubManager()) {
                Assert.assertEquals(logits(block, manager, inputs(manager)), expected);
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void refusesWhatDoesNotFit(String engine) {
        SupportClassifier block = newClassifier(false);
        try (Model model = newModel(engine, block);
                NDManager manager = model.getNDManager().newSubManager()) {
            NDList inputs = inputs(manager);
            refused(
                    "labels of the support must have the shape (2, 6), got (2, 5)",
                    block,
                    new NDList(inputs.get(0), inputs.get(1), manager.zeros(new Shape(2, 5))));
            refused("got 2 arrays", block, new NDList(inputs.get(0), inputs.get(1)));
            float[] lacking = LABELS.clone();
            lacking[10] = 1;
            lacking[9] = 1;
            refused(
                    "episode 1 has no item of class 0",
                    block,
                    new NDList(inputs.get(0), inputs.get(1), manager.create(lacking, SHAPES[2])));
            IllegalArgumentException own =
                    Assert.expectThrows(
                            IllegalArgumentException.class,
                            () ->
                                    block.materialize(
                                            block.getEmbedding(),
                                            inputs.get(1).get(0),
                                            inputs.get(2).get(0)));
            Assert.assertTrue(own.getMessage().contains("a new embedding"), own.getMessage());
        }
        Assert.assertThrows(
                IllegalArgumentException.class,
                () -> SupportClassifier.builder().optGenerator(0, 0.2f));
        Assert.assertThrows(
                IllegalArgumentException.class,
                () -> SupportClassifier.builder().optGenerator(4, 1));
    }

    private static void refused(String words, SupportClassifier block, NDList inputs) {
        IllegalArgumentException refusal =
                Assert.expectThrows(
                        IllegalArgumentException.class,
                        () -> logits(block, inputs.head().getManager(), inputs));
        Assert.assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }
}
