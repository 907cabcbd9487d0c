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
package org.example.cell;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.text.handwriting.Drawing;
import io.github.hypernet.text.handwriting.GatePicture;
import io.github.hypernet.text.handwriting.MixtureSampling;
import io.github.hypernet.text.handwriting.StrokeModel;
import io.github.hypernet.text.handwriting.StrokePoint;
import io.github.hypernet.text.handwriting.StrokeTranslator;
import io.github.hypernet.text.language.CategoricalSampling;
import io.github.hypernet.text.language.Corpus;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.NextSymbolLoss;
import io.github.hypernet.text.language.SamplePicture;
import io.github.hypernet.text.language.SamplingTranslator;
import io.github.hypernet.text.language.TextBatches;
import io.github.hypernet.text.recurrent.ModelStepper;
import io.github.hypernet.text.recurrent.RecurrentLayers;
import io.github.hypernet.text.sampling.SamplingBlock;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.List;
import java.util.stream.Collectors;

/** A cell that is written outside of the library does all that the library's own do. */
public class HyperGruCellTest {

    private static final Shape INPUT = new Shape(3, 5, 4);

    private static RecurrentLayers.Builder layers(int units) {
        return RecurrentLayers.ofCell(size -> new HyperGruCell(size, 5, 2)).setStateSize(units);
    }

    private static LanguageModel languageModel(int symbols, int units) {
        return LanguageModel.builder()
                .setVocabularySize(symbols)
                .setRecurrent(layers(units).setNumLayers(2))
                .build();
    }

    private static NDManager newManager(String engine) {
        NDManager manager = Engine.getEngine(engine).newBaseManager();
        manager.getEngine().setRandomSeed(7);
        return manager;
    }

    /** Moves all parameters away from values such as 0 and 1. */
    private static void shake(Iterable<Parameter> parameters, NDManager manager) {
        for (Parameter parameter : parameters) {
            NDArray array = parameter.getArray();
            NDArray noise = manager.randomNormal(0, 0.3f, array.getShape(), DataType.FLOAT32);
            array.set(array.add(noise).toFloatArray());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void itsLayersKeepTheContractOfBlocks(String engine) throws Exception {
        BlockContract.check(engine, () -> layers(6).build(), INPUT);
        BlockContract.check(
                engine, () -> layers(6).setNumLayers(2).optReturnState(true).build(), INPUT);
        BlockContract.check(
                engine,
                () -> new HyperGruCell(6, 5, 2),
                new Shape(3, 4),
                new Shape(3, 6),
                new Shape(3, 5));
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void theStateOfOneHalfLeadsIntoTheOther(String engine) {
        try (NDManager manager = newManager(engine)) {
            RecurrentLayers block = layers(6).setNumLayers(2).optReturnState(true).build();
            block.initialize(manager, DataType.FLOAT32, INPUT);
            shake(block.getParameters().values(), manager);
            ParameterStore store = new ParameterStore(manager, false);
            NDArray x = manager.randomNormal(INPUT);
            NDList whole = block.forward(store, new NDList(x), false);
            NDList first = block.forward(store, new NDList(x.get(":, :2")), false);
            NDList rest = new NDList(x.get(":, 2:")).addAll(first.subNDList(1));
            NDList second = block.forward(store, rest, false);
            assertEqual(first.head().concat(second.head(), 1), whole.head());
            Assert.assertEquals(whole.get(1).getShape(), new Shape(2, 3, 6));
            Assert.assertEquals(whole.get(2).getShape(), new Shape(2, 3, 5));
            assertEqual(second.get(1), whole.get(1));
            assertEqual(second.get(2), whole.get(2));
        }
    }

    private static void assertEqual(NDArray actual, NDArray expected) {
        Assert.assertEquals(actual.getShape(), expected.getShape());
        Assert.assertEquals(actual.toFloatArray(), expected.toFloatArray(), 2e-6f);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void stepByStepItIsTheSame(String engine) {
        int[] ids = {0, 2, 1, 1, 3, 0};
        try (NDManager manager = newManager(engine)) {
            LanguageModel model = languageModel(4, 6);
            model.initialize(manager, DataType.FLOAT32, new Shape(1, ids.length));
            shake(model.getParameters().values(), manager);
            ParameterStore store = new ParameterStore(manager, false);
            NDArray input = manager.create(ids, new Shape(1, ids.length));
            NDArray whole = model.forward(store, new NDList(input), false).head();
            try (ModelStepper stepper = model.newStepper(store, manager, 1)) {
                for (int t = 0; t < ids.length; ++t) {
                    int[] id = {ids[t]};
                    float[] scores = stepper.step(m -> m.create(id));
                    Assert.assertEquals(scores, whole.get("0, {}", t).toFloatArray(), 2e-6f);
                }
            }
        }
    }

    @Test
    public void itLearnsATextWritesAndShowsItsGates() throws Exception {
        Corpus corpus = Corpus.ofText("cats", "the cat sat on the mat. ".repeat(60));
        LanguageModel network = languageModel(corpus.vocabulary().size(), 24);
        try (Model model = Model.newInstance("cats", Device.cpu(), "PyTorch")) {
            model.setBlock(network);
            TrainingOutcome outcome =
                    TrainingLoop.builder()
                            .setModel(model)
                            .setConfig(
                                    new DefaultTrainingConfig(new NextSymbolLoss())
                                            .optOptimizer(
                                                    Optimizer.adam()
                                                            .optLearningRateTracker(
                                                                    Tracker.fixed(0.02f))
                                                            .build())
                                            .optDevices(new Device[] {Device.cpu()}))
                            .setInputShapes(new Shape(8, 12))
                            .setTrainingData(TextBatches.ofFullRows(corpus.training(), 8, 12))
                            .optValidationData(TextBatches.ofAll(corpus.validation(), 4, 12))
                            .optInitialState(network.getInitialState())
                            .optClipNorm(1)
                            .optMaxSteps(150)
                            .build()
                            .fit();
            Assert.assertTrue(outcome.best().loss() < 0.5, "loss " + outcome.best().loss());

            SamplingBlock<Integer> sampling =
                    new SamplingBlock<>(network, new CategoricalSampling(10, 0, 0, 1, 1));
            model.setBlock(sampling);
            try (var predictor = model.newPredictor(new SamplingTranslator(corpus.vocabulary()))) {
                String text = predictor.predict("the cat sat ").collect(Collectors.joining());
                Assert.assertEquals(text, "on the mat");
            }
            int[] ids = sampling.getDrawn().stream().mapToInt(id -> id).toArray();
            Assert.assertEquals(corpus.vocabulary().decode(ids), "on the mat");
            String svg =
                    SamplePicture.of(network, corpus.vocabulary(), model.getNDManager(), ids)
                            .toSvg();
            for (String gate : List.of("reset", "update", "candidate")) {
                Assert.assertTrue(svg.contains(">" + gate + "</text>"), gate);
            }
            Assert.assertTrue(svg.contains("<title>reset 0.000, update 0.000, candidate 0.000<"));
        }
    }

    @Test
    public void itDraws() throws Exception {
        StrokeModel network = StrokeModel.builder().setRecurrent(layers(8)).optMixtures(2).build();
        try (Model model = Model.newInstance("strokes", Device.cpu(), "PyTorch")) {
            network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, 3));
            model.setBlock(new SamplingBlock<>(network, MixtureSampling.of(7, 1)));
            try (var predictor =
                    model.newPredictor(new StrokeTranslator(network.getStatistics()))) {
                List<StrokePoint> points = predictor.predict(Drawing.start()).toList();
                Assert.assertEquals(points.size(), 7);
                String svg =
                        GatePicture.of(network, model.getNDManager(), Drawing.of(points)).toSvg();
                Assert.assertTrue(svg.contains(">update</text>"));
            }
        }
    }

    @Test
    public void aFileOfOtherSettingsIsRefused() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Model saved = Model.newInstance("net", Device.cpu(), "PyTorch");
                Model other = Model.newInstance("net", Device.cpu(), "PyTorch")) {
            RecurrentLayers block = layers(6).build();
            block.initialize(saved.getNDManager(), DataType.FLOAT32, INPUT);
            saved.setBlock(block);
            saved.save(folder.getPath(), "net");
            other.setBlock(layers(7).build());
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class,
                            () -> other.load(folder.getPath(), "net"));
            String sentence =
                    "The file was saved with HyperGru(layers 1, state size 6, hyper size 5,"
                            + " embedding size 2), this model has HyperGru(layers 1, state size 7,";
            Assert.assertTrue(e.getMessage().startsWith(sentence), e.getMessage());
        }
    }

    @Test
    public void eachLayerHasACellOfItsOwn() {
        HyperGruCell cell = new HyperGruCell(6, 5, 2);
        RecurrentLayers.Builder builder =
                RecurrentLayers.ofCell(size -> cell).setStateSize(6).setNumLayers(2);
        IllegalArgumentException e =
                Assert.expectThrows(IllegalArgumentException.class, builder::build);
        Assert.assertEquals(e.getMessage(), "A layer has a cell of its own, got one cell twice");
    }
}
