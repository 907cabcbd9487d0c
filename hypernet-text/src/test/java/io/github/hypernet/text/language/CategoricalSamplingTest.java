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
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;

import io.github.hypernet.core.testing.Engines;
import io.github.hypernet.text.sampling.SamplingBlock;

import org.testng.Assert;
import org.testng.annotations.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text that models write. */
public class CategoricalSamplingTest {

    private static final String TEXT = "the cat sat on the mat. ".repeat(60);

    private static Model sampler(String engine, Model trained, CategoricalSampling sampling) {
        Model model = Model.newInstance("sample", Device.cpu(), engine);
        model.setBlock(new SamplingBlock<>((LanguageModel) trained.getBlock(), sampling));
        return model;
    }

    private static String sample(
            String engine,
            Model trained,
            Vocabulary vocabulary,
            CategoricalSampling sampling,
            String prompt)
            throws TranslateException {
        try (Model model = sampler(engine, trained, sampling);
                Predictor<String, Stream<String>> predictor =
                        model.newPredictor(new SamplingTranslator(vocabulary))) {
            return predictor.predict(prompt).collect(Collectors.joining());
        }
    }

    @Test(dataProvider = "engines", dataProviderClass = Engines.class)
    public void aModelWritesWhatItLearned(String engine) throws Exception {
        Corpus corpus = Corpus.ofText("cats", TEXT);
        Vocabulary vocabulary = corpus.vocabulary();
        try (Model trained = LanguageModelTest.train(engine, corpus, 200)) {
            CategoricalSampling best = new CategoricalSampling(24, 0, 0, 1, 1);
            String text = sample(engine, trained, vocabulary, best, "the cat sat ");
            Assert.assertEquals(text.length(), 24);
            Assert.assertTrue(text.startsWith("on the mat"), text);

            CategoricalSampling random = new CategoricalSampling(200, 1.5f, 0, 1, 7);
            String first = sample(engine, trained, vocabulary, random, "t");
            Assert.assertEquals(sample(engine, trained, vocabulary, random, "t"), first);
            CategoricalSampling other = new CategoricalSampling(200, 1.5f, 0, 1, 8);
            Assert.assertNotEquals(sample(engine, trained, vocabulary, other, "t"), first);

            int live = trained.getNDManager().getManagedArrays().size();
            List<String> pieces = new ArrayList<>();
            try (Model model = sampler(engine, trained, random);
                    Predictor<String, Stream<String>> predictor =
                            model.newPredictor(new SamplingTranslator(vocabulary));
                    Stream<String> stream = predictor.streamingPredict("t").getIterativeOutput()) {
                stream.forEach(pieces::add);
            }
            Assert.assertEquals(pieces.size(), 200);
            Assert.assertEquals(String.join("", pieces), first);
            Assert.assertEquals(trained.getNDManager().getManagedArrays().size(), live);
        }
    }

    @Test
    public void aPromptMustBeOfTheVocabulary() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("abc");
        try (Model trained = Model.newInstance("model", Device.cpu(), "PyTorch")) {
            LanguageModel block = LanguageModelTest.newModel(3);
            trained.setBlock(block);
            block.initialize(trained.getNDManager(), DataType.FLOAT32, new Shape(1, 1));
            CategoricalSampling sampling = CategoricalSampling.of(5, 1);
            Assert.assertThrows(
                    Exception.class,
                    () -> sample("PyTorch", trained, vocabulary, sampling, "abxc"));
            Assert.assertThrows(
                    Exception.class, () -> sample("PyTorch", trained, vocabulary, sampling, ""));
        }
    }

    /** Bytes that are no UTF-8 are lost in the text, but not in what was drawn. */
    @Test
    public void theBlockKeepsTheIdsItDrew() throws Exception {
        Vocabulary vocabulary = Vocabulary.ofBytes(new byte[] {'a', (byte) 0x80, (byte) 0xff});
        try (Model model = Model.newInstance("bytes", Device.cpu(), "PyTorch")) {
            LanguageModel network = LanguageModelTest.newModel(vocabulary.size());
            network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1));
            SamplingBlock<Integer> block =
                    new SamplingBlock<>(network, new CategoricalSampling(40, 2, 0, 1, 5));
            Assert.assertEquals(block.getDrawn(), List.of());
            model.setBlock(block);
            try (Predictor<String, Stream<String>> predictor =
                    model.newPredictor(new SamplingTranslator(vocabulary))) {
                String whole = predictor.predict("a").collect(Collectors.joining());
                int[] ids = block.getDrawn().stream().mapToInt(Integer::intValue).toArray();
                Assert.assertEquals(ids.length, 40);
                Assert.assertEquals(vocabulary.decode(ids), whole);
                Assert.assertThrows(IllegalArgumentException.class, () -> vocabulary.encode(whole));
                try (Stream<String> pieces = predictor.streamingPredict("a").getIterativeOutput()) {
                    Assert.assertEquals(block.getDrawn(), List.of());
                    Assert.assertEquals(pieces.collect(Collectors.joining()), whole);
                }
                int[] again = block.getDrawn().stream().mapToInt(Integer::intValue).toArray();
                Assert.assertEquals(again, ids);
                SamplePicture picture =
                        SamplePicture.of(network, vocabulary, model.getNDManager(), ids);
                Assert.assertEquals(picture.toSvg().split("<title>", -1).length - 1, 40);
            }
        }
    }

    @Test
    public void symbolsAreDrawnByTheirProbabilities() {
        float[] scores = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
        assertShares(new CategoricalSampling(1, 1, 0, 1, 0), scores, 0.5, 0.3, 0.2);
        assertShares(
                new CategoricalSampling(1, 0.5f, 0, 1, 0),
                scores,
                0.25 / 0.38,
                0.09 / 0.38,
                0.04 / 0.38);
        assertShares(new CategoricalSampling(1, 1, 2, 1, 0), scores, 0.625, 0.375, 0);
        assertShares(new CategoricalSampling(1, 1, 0, 0.6f, 0), scores, 0.625, 0.375, 0);
        assertShares(new CategoricalSampling(1, 1, 0, 0.01f, 0), scores, 1, 0, 0);
        assertShares(new CategoricalSampling(1, 0, 0, 1, 0), scores, 1, 0, 0);
    }

    private static void assertShares(
            CategoricalSampling sampling, float[] scores, double... shares) {
        Random random = new Random(3);
        int[] counts = new int[scores.length];
        int draws = 20_000;
        for (int i = 0; i < draws; ++i) {
            ++counts[sampling.draw(scores, random)];
        }
        for (int i = 0; i < counts.length; ++i) {
            Assert.assertEquals((double) counts[i] / draws, shares[i], 0.015, "share of " + i);
        }
    }

    @Test
    public void settingsOutOfTheirRangeAreRefused() {
        assertRefused(0, 1, 0, 1, "The length must be positive, got 0");
        assertRefused(1, -1, 0, 1, "The temperature must be at least 0, got -1.0");
        assertRefused(1, 1, -2, 1, "The top-k must be at least 0, got -2");
        assertRefused(1, 1, 0, 0, "The top-p must be above 0 and at most 1, got 0.0");
    }

    private static void assertRefused(
            int length, float temperature, int topK, float topP, String sentence) {
        IllegalArgumentException e =
                Assert.expectThrows(
                        IllegalArgumentException.class,
                        () -> new CategoricalSampling(length, temperature, topK, topP, 1));
        Assert.assertEquals(e.getMessage(), sentence);
    }
}
