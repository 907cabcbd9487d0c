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

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
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

import io.github.hypernet.core.testing.BlockContract;
import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.core.testing.TemporaryFolder;
import io.github.hypernet.core.training.TrainingLoop;
import io.github.hypernet.core.training.TrainingObserver;
import io.github.hypernet.core.training.TrainingOutcome;
import io.github.hypernet.core.training.TrainingProgress;
import io.github.hypernet.text.recurrent.HyperLstm;
import io.github.hypernet.text.recurrent.Lstm;
import io.github.hypernet.text.recurrent.RecurrentBuilder;
import io.github.hypernet.text.sampling.SamplingBlock;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Models of pen strokes: what they compute, learn, keep and draw. */
public class StrokeModelTest {

    private static final int MIXTURES = 3;

    private static StrokeModel newModel(DrawingStatistics statistics) {
        return StrokeModel.builder()
                .setRecurrent(
                        HyperLstm.builder().setStateSize(24).setHyperSize(8).setEmbeddingSize(4))
                .optMixtures(MIXTURES)
                .optDropRate(0.05f)
                .optStatistics(statistics)
                .build();
    }

    /** Squares of different sizes, drawn the same way round, with some noise. */
    private static List<Drawing> squares(int count) {
        Random random = new Random(4);
        float[][] directions = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < count; ++i) {
            List<StrokePoint> points = new ArrayList<>();
            points.add(new StrokePoint(random.nextInt(100), 50, false));
            for (int j = 0; j < 8; ++j) {
                float[] direction = directions[j / 2];
                float noise = 0.5f * (float) random.nextGaussian();
                points.add(
                        new StrokePoint(
                                20 * direction[0] + noise, 20 * direction[1] - noise, j == 7));
            }
            drawings.add(Drawing.of(points));
        }
        return drawings;
    }

    private static Model train(String engine, int steps) throws Exception {
        List<Drawing> drawings = squares(64);
        DrawingStatistics statistics = DrawingStatistics.of(drawings);
        Model model = Model.newInstance("model", Device.cpu(), engine);
        model.setBlock(newModel(statistics));
        List<Integer> live = new ArrayList<>();
        TrainingOutcome outcome =
                TrainingLoop.builder()
                        .setModel(model)
                        .setConfig(
                                new DefaultTrainingConfig(new MixtureDensityLoss())
                                        .optOptimizer(
                                                Adam.builder()
                                                        .optLearningRateTracker(
                                                                Tracker.fixed(0.02f))
                                                        .build())
                                        .optDevices(new Device[] {Device.cpu()})
                                        .addEvaluator(new NegativeLogLikelihood()))
                        .setInputShapes(new Shape(16, 8, 3))
                        .setTrainingData(
                                StrokeBatches.forTraining(
                                        drawings, statistics.deviation(), 16, 0.02f))
                        .optValidationData(
                                StrokeBatches.forEvaluation(
                                        drawings.subList(0, 10), statistics.deviation(), 8))
                        .optClipNorm(1)
                        .optMicroBatches(2)
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
        // ten drawings of eight points to predict
        double logLoss = outcome.best().metrics().get("LogLoss");
        Assert.assertEquals(logLoss, 8 * outcome.best().loss(), 1e-3);
        Assert.assertTrue(logLoss < 0, "nats a drawing: " + logLoss);
        return model;
    }

    private static double logLoss(Model model, List<Drawing> drawings) {
        float deviation = ((StrokeModel) model.getBlock()).getStatistics().deviation();
        NegativeLogLikelihood logLoss = new NegativeLogLikelihood();
        logLoss.addAccumulator("");
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            StrokeBatches batches = StrokeBatches.forEvaluation(drawings, deviation, 7);
            for (Batch batch : batches.getData(manager)) {
                NDList outputs = model.getBlock().forward(store, batch.getData(), false);
                logLoss.updateAccumulator("", batch.getLabels(), outputs);
            }
        }
        return logLoss.getAccumulator("");
    }

    private static Model sampler(String engine, Model trained, MixtureSampling sampling) {
        Model model = Model.newInstance("sample", Device.cpu(), engine);
        model.setBlock(new SamplingBlock<>((StrokeModel) trained.getBlock(), sampling));
        return model;
    }

    private static List<StrokePoint> sample(
            String engine, Model trained, MixtureSampling sampling, Drawing begin, boolean stream)
            throws Exception {
        DrawingStatistics statistics = ((StrokeModel) trained.getBlock()).getStatistics();
        try (Model model = sampler(engine, trained, sampling);
                Predictor<Drawing, Stream<StrokePoint>> predictor =
                        model.newPredictor(new StrokeTranslator(statistics))) {
            if (!stream) {
                return predictor.predict(begin).toList();
            }
            try (Stream<StrokePoint> points =
                    predictor.streamingPredict(begin).getIterativeOutput()) {
                return points.toList();
            }
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void learnsToDrawAndItsFileKeepsWhatItLearned(String engine) throws Exception {
        try (Model model = train(engine, 100);
                Model loaded = Model.newInstance("model", Device.cpu(), engine);
                TemporaryFolder folder = new TemporaryFolder()) {
            List<Drawing> drawings = squares(10);
            double expected = logLoss(model, drawings);
            model.save(folder.getPath(), "model");
            loaded.setBlock(newModel(new DrawingStatistics(1, 1)));
            loaded.load(folder.getPath(), "model");
            Assert.assertEquals(logLoss(loaded, drawings), expected, 1e-4);
            Assert.assertEquals(
                    ((StrokeModel) loaded.getBlock()).getStatistics(),
                    DrawingStatistics.of(squares(64)));
            drawsSquares(engine, loaded);
            goesOnAsTheModelSays(engine, loaded);
            drawsHowTheGatesChange((StrokeModel) loaded.getBlock(), loaded.getNDManager());
        }
    }

    private static void drawsSquares(String engine, Model model) throws Exception {
        MixtureSampling best = new MixtureSampling(8, 0, 0, 1);
        List<StrokePoint> points = sample(engine, model, best, Drawing.start(), false);
        Assert.assertEquals(points.size(), 8);
        for (int i = 0; i < 7; ++i) {
            StrokePoint point = points.get(i);
            Assert.assertEquals(point.dx(), i / 2 == 0 ? 20 : i / 2 == 2 ? -20 : 0, 6, "dx " + i);
            Assert.assertEquals(point.dy(), i / 2 == 1 ? 20 : i / 2 == 3 ? -20 : 0, 6, "dy " + i);
            Assert.assertFalse(point.lifted(), "lifted " + i);
        }
        Assert.assertTrue(points.get(7).lifted(), "lifted at the end");

        MixtureSampling random = MixtureSampling.of(12, 7);
        int live = model.getNDManager().getManagedArrays().size();
        List<StrokePoint> first = sample(engine, model, random, Drawing.start(), false);
        Assert.assertEquals(sample(engine, model, random, Drawing.start(), true), first);
        Assert.assertEquals(model.getNDManager().getManagedArrays().size(), live, "live arrays");
        MixtureSampling other = MixtureSampling.of(12, 8);
        Assert.assertNotEquals(sample(engine, model, other, Drawing.start(), true), first);
    }

    /** A begun drawing is gone on with as forward of the whole of it predicts. */
    private static void goesOnAsTheModelSays(String engine, Model model) throws Exception {
        StrokeModel block = (StrokeModel) model.getBlock();
        Drawing begun = Drawing.of(squares(1).get(0).points().limit(5).toList());
        MixtureSampling best = new MixtureSampling(1, 0, 0, 1);
        StrokePoint next = sample(engine, model, best, begun, true).get(0);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            float deviation = block.getStatistics().deviation();
            NDArray points = StrokeTranslator.toArray(manager, begun, deviation).expandDims(0);
            NDArray outputs =
                    block.forward(new ParameterStore(manager, false), new NDList(points), false)
                            .head();
            float[] last = outputs.get("0, -1").toFloatArray();
            int chosen = 0;
            for (int j = 1; j < MIXTURES; ++j) {
                chosen = last[1 + j] > last[1 + chosen] ? j : chosen;
            }
            Assert.assertEquals(next.dx(), last[1 + MIXTURES + chosen] * deviation, 1e-3);
            Assert.assertEquals(next.dy(), last[1 + 2 * MIXTURES + chosen] * deviation, 1e-3);
        }
    }

    private static void drawsHowTheGatesChange(StrokeModel model, NDManager manager) {
        int live = manager.getManagedArrays().size();
        GatePicture picture = GatePicture.of(model, manager, squares(1).get(0));
        Assert.assertEquals(manager.getManagedArrays().size(), live, "live arrays");
        BufferedImage image = picture.toImage();
        Assert.assertTrue(image.getWidth() > 400 && image.getHeight() > 300);
        // background, four strips of 9 points, and a tick
        Assert.assertEquals(picture.toSvg().split("<rect ", -1).length - 1, 1 + 4 * 9 + 1);
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void keepsTheContractOfBlocks(String engine) throws Exception {
        BlockContract.check(
                engine, () -> newModel(new DrawingStatistics(2, 5)), new Shape(3, 4, 3));
    }

    @Test
    public void hasTheParametersOfThePaper() {
        Lstm.Builder plain = Lstm.builder().setStateSize(900);
        assertCount(Lstm.builder().setStateSize(900).optLayerNorm(false), 3_363_421);
        assertCount(plain, 3_372_421);
        assertCount(hyper().optLayerNorm(false), 3_941_181);
        assertCount(hyper(), 3_951_461);
    }

    private static HyperLstm.Builder hyper() {
        return HyperLstm.builder().setStateSize(900).setHyperSize(128).setEmbeddingSize(4);
    }

    private static void assertCount(RecurrentBuilder<?> recurrent, long expected) {
        StrokeModel model = StrokeModel.builder().setRecurrent(recurrent).build();
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            model.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3));
            long learned =
                    model.getParameters().values().stream()
                            .mapToLong(parameter -> parameter.getArray().size())
                            .sum();
            Assert.assertEquals(learned, expected);
            Shape[] shapes = model.getOutputShapes(new Shape[] {new Shape(3, 5, 3)});
            Assert.assertEquals(shapes, new Shape[] {new Shape(3, 5, 121)});
        }
    }

    @Test
    public void aFileOfOtherSettingsIsRefused() throws Exception {
        try (Model model = Model.newInstance("model", Device.cpu(), "PyTorch");
                Model other = Model.newInstance("model", Device.cpu(), "PyTorch");
                TemporaryFolder folder = new TemporaryFolder()) {
            StrokeModel block = newModel(new DrawingStatistics(1, 1));
            block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, 3));
            model.setBlock(block);
            model.save(folder.getPath(), "model");
            other.setBlock(
                    StrokeModel.builder()
                            .setRecurrent(Lstm.builder().setStateSize(24))
                            .optMixtures(5)
                            .build());
            MalformedModelException e =
                    Assert.expectThrows(
                            MalformedModelException.class,
                            () -> other.load(folder.getPath(), "model"));
            Assert.assertTrue(e.getMessage().contains("3 mixtures, this model has 5"));
        }
    }

    @Test
    public void settingsOutOfTheirRangeAreRefused() {
        Assert.assertThrows(IllegalArgumentException.class, () -> StrokeModel.builder().build());
        Assert.assertThrows(
                IllegalArgumentException.class,
                () ->
                        StrokeModel.builder()
                                .setRecurrent(Lstm.builder().setStateSize(2))
                                .optMixtures(0)
                                .build());
        Assert.assertThrows(
                IllegalArgumentException.class,
                () ->
                        StrokeModel.builder()
                                .setRecurrent(Lstm.builder().setStateSize(2))
                                .optDropRate(1)
                                .build());
    }
}
