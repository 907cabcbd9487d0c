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
package io.github.hypernet.text.language;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.text.recurrent.Lstm;
import io.github.hypernet.text.recurrent.RecurrentBuilder;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models of text: what they compute, learn and keep. */
public class LanguageModelTest {

    private static final String TEXT = "the cat sat on the mat. ".repeat(60);

    static LanguageModel newModel(int symbols) {
        return LanguageModel.builder()
                .setVocabularySize(symbols)
                .setRecurrent(
                        HyperLstm.builder().setStateSize(24).setHyperSize(8).setEmbeddingSize(4))
                .optDropRate(0.05f)
                .build();
    }

    static Model train(String engine, Corpus corpus, int steps) throws Exception {
        Model model = Model.newInstance("model", Device.cpu(), engine);
        LanguageModel block = newModel(corpus.vocabulary().size());
        model.setBlock(block);
        List<Integer> live = new ArrayList<>();
        TrainingOutcome outcome =
                TrainingLoop.builder()
                        .setModel(model)
                        .setConfig(
                                new DefaultTrainingConfig(new NextSymbolLoss())
                                        .optOptimizer(
                                                Adam.builder()
                                                        .optLearningRateTracker(
                                                                Tracker.fixed(0.02f))
                                                        .build())
                                        .optDevices(new Device[] {Device.cpu()})
                                        .addEvaluator(new BitsPerCharacter()))
                        .setInputShapes(new Shape(8, 12))
                        .setTrainingData(TextBatches.ofFullRows(corpus.training(), 8, 12))
                        .optValidationData(TextBatches.ofAll(corpus.validation(), 4, 12))
                        .optInitialState(block.getInitialState())
                        .optClipNorm(1)
                        .optMaxSteps(steps)
                        .addObserver(
                                new TrainingObserver() {
                                    @Override
                                    public void onStep(TrainingProgress progress) {
                                        live.add(model.getNDManager().getManagedArrays().size());
                                    }
                                })
                        .build()
                        .fit();
        Assert.assertEquals(live.get(steps - 1), live.get(9), "live arrays");
        double bits = outcome.best().metrics().get("BitsPerCharacter");
        Assert.assertTrue(bits < 1, "bits per character after training: " + bits);
        Assert.assertEquals(outcome.best().loss() / Math.log(2), bits, 1e-4);
        return model;
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void learnsATextAndItsFileKeepsWhatItLearned(String engine) throws Exception {
        Corpus corpus = Corpus.ofText("cats", TEXT);
        try (Model model = train(engine, corpus, 150);
                Model loaded = Model.newInstance("model", Device.cpu(), engine);
                TemporaryFolder folder = new TemporaryFolder()) {
            double bits = bits(model, corpus.test(), 1);
            model.save(folder.getPath(), "model");
            loaded.setBlock(newModel(corpus.vocabulary().size()));
            loaded.load(folder.getPath(), "model");
            Assert.assertEquals(bits(loaded, corpus.test(), 1), bits, 1e-6);
        }
    }

    /** Bits per character with a state that is carried through all windows. */
    private static double bits(Model model, int[] ids, int rows) {
        BitsPerCharacter bits = new BitsPerCharacter();
        bits.addAccumulator("");
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList state = new NDList();
            for (Batch batch : TextBatches.ofAll(ids, rows, 7).getData(manager)) {
                NDList inputs = new NDList(batch.getData()).addAll(state);
                NDList outputs = model.getBlock().forward(store, inputs, false);
                bits.updateAccumulator("", batch.getLabels(), outputs);
                state = outputs.subNDList(1);
            }
        }
        return bits.getAccumulator("");
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void windowsDoNotCutTheText(String engine) throws Exception {
        Corpus corpus = Corpus.ofText("cats", TEXT);
        try (Model model = train(engine, corpus, 60)) {
            int[] ids = corpus.test();
            NDManager manager = model.getNDManager();
            NDArray input =
                    manager.create(
                            Arrays.copyOf(ids, ids.length - 1), new Shape(1, ids.length - 1));
            NDArray scores =
                    model.getBlock()
                            .forward(new ParameterStore(manager, false), new NDList(input), false)
                            .head();
            float[] logs = scores.logSoftmax(2).toFloatArray();
            int symbols = corpus.vocabulary().size();
            double sum = 0;
            for (int i = 1; i < ids.length; ++i) {
                sum -= logs[(i - 1) * symbols + ids[i]];
            }
            double expected = sum / (ids.length - 1) / Math.log(2);
            Assert.assertEquals(bits(model, ids, 1), expected, 1e-5);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void placesOfNegativeLabelsDoNotCount(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NDArray scores = manager.randomNormal(new Shape(2, 2, 3));
            NDList whole = new NDList(scores.get("1:"));
            NDList labels = new NDList(manager.create(new float[] {2, 1}, new Shape(1, 2)));
            NDList padded = new NDList(manager.create(new float[] {-1, -1, 2, 1}, new Shape(2, 2)));
            float expected = new NextSymbolLoss().evaluate(labels, whole).getFloat();
            float actual = new NextSymbolLoss().evaluate(padded, new NDList(scores)).getFloat();
            Assert.assertEquals(actual, expected, 1e-6f);
            BitsPerCharacter bits = new BitsPerCharacter();
            Assert.assertEquals(
                    bits.evaluate(padded, new NDList(scores)).getFloat(),
                    expected / Math.log(2),
                    1e-6);
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void paddingAloneLosesNothing(String engine) {
        try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
            NDList scores = new NDList(manager.randomNormal(new Shape(1, 2, 3)));
            NDList padding = new NDList(manager.create(new float[] {-1, -1}, new Shape(1, 2)));
            NDList mixed = new NDList(manager.create(new int[] {-1, 0, 2, -1}, new Shape(2, 2)));
            NextSymbolLoss loss = new NextSymbolLoss();
            Assert.assertEquals(loss.evaluate(padding, scores).getFloat(), 0f);
            Assert.assertEquals(loss.count(padding), 0.0);
            Assert.assertEquals(loss.count(mixed), 2.0);
        }
    }

    @Test
    public void hasTheParametersOfThePaper() {
        // ptb-char: 50 symbols, 1000 units, hyper 128, embedding 4
        assertCount(50, Lstm.builder().setStateSize(1000).optLayerNorm(false), 4_254_050);
        assertCount(50, Lstm.builder().setStateSize(1000), 4_264_050);
        assertCount(
                50,
                HyperLstm.builder().setStateSize(1000).setHyperSize(128).setEmbeddingSize(4),
                4_923_154);
    }

    private static void assertCount(int symbols, RecurrentBuilder<?> recurrent, long expected) {
        LanguageModel model =
                LanguageModel.builder().setVocabularySize(symbols).setRecurrent(recurrent).build();
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            model.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            long learned =
                    model.getParameters().values().stream()
                            .mapToLong(parameter -> parameter.getArray().size())
                            .sum();
            Assert.assertEquals(learned, expected);
            Shape[] shapes = model.getOutputShapes(new Shape[] {new Shape(3, 5)});
            Assert.assertEquals(shapes[0], new Shape(3, 5, symbols));
            Assert.assertEquals(shapes.length, 1 + model.getRecurrent().getStateCount());
        }
    }

    @Test
    public void aLastWindowOfOnePredictionKeepsTheShardsOfTheStates() throws Exception {
        LanguageModel block = newModel(5);
        int[] ids = new int[40];
        for (int i = 0; i < ids.length; ++i) {
            ids[i] = i % 5;
        }
        try (Model model = Model.newInstance("edge", "PyTorch")) {
            model.setBlock(block);
            TrainingLoop.builder()
                    .setModel(model)
                    .setConfig(
                            new DefaultTrainingConfig(new NextSymbolLoss())
                                    .optDevices(new Device[] {Device.cpu()})
                                    .addEvaluator(new BitsPerCharacter()))
                    .setInputShapes(new Shape(2, 4))
                    .setTrainingData(TextBatches.ofFullRows(ids, 2, 4))
                    // 39 predictions in rows of 20 and 19: the last window, of one step, has one
                    .optValidationData(TextBatches.ofAll(ids, 2, 19))
                    .optInitialState(block.getInitialState())
                    .optMicroBatches(2)
                    .optMaxEpochs(1)
                    .build()
                    .fit();
        }
    }
}
