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
package io.github.hypernet.examples.kind.text;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.examples.kind.Placement;
import io.github.hypernet.examples.kind.Sampler;
import io.github.hypernet.examples.kind.TrainedModel;
import io.github.hypernet.examples.report.PictureFiles;
import io.github.hypernet.text.language.CategoricalSampling;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.SamplePicture;
import io.github.hypernet.text.language.SamplingTranslator;
import io.github.hypernet.text.language.Vocabulary;
import io.github.hypernet.text.sampling.SamplingBlock;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes text, character by character. */
final class TextSampler implements Sampler {

    private static final int LENGTH = 600;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What the text begins with (default: a line end, or the first symbol).")
    private String prompt;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "Draw from the K best characters only (default: from all).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "Draw from the best characters that together have the probability P (default:"
                            + " from all).")
    private float topP = 1;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description =
                    "Also draw, in a .png or .svg file, how much the hypernetwork changed each"
                            + " gate's weights at each character.")
    private Path picture;

    @Override
    public String product() {
        return "text";
    }

    @Override
    public void check() {
        if (picture != null) {
            PictureFiles.check("--picture", picture);
        }
    }

    @Override
    public void sample(TrainedModel trained, Request request)
            throws IOException, TranslateException {
        Vocabulary vocabulary = TextExperiment.vocabulary(trained.run());
        Placement placement = trained.placement();
        try (CharacterModel model = trained.open(TextExperiment.ofSymbols(vocabulary.size()))) {
            if (picture != null
                    && model.languageModel().getRecurrent().getScaledGates().isEmpty()) {
                throw new IllegalArgumentException(
                        "--picture shows how a hypernetwork changes weights, but the model "
                                + model.name()
                                + " of "
                                + trained.run()
                                + " has none; name another one by --model");
            }
            SamplingBlock<Integer> block = samplingBlock(model.languageModel(), request);
            String begin = begin(vocabulary);
            write(placement.newModel("sample", block), vocabulary, begin);
            if (picture != null) {
                IntStream drawn = block.getDrawn().stream().mapToInt(Integer::intValue);
                int[] ids =
                        IntStream.concat(IntStream.of(vocabulary.encode(begin)), drawn).toArray();
                try (NDManager manager = placement.engine().newBaseManager(placement.device())) {
                    PictureFiles.write(
                            picture,
                            SamplePicture.of(model.languageModel(), vocabulary, manager, ids));
                }
            }
        }
    }

    private SamplingBlock<Integer> samplingBlock(LanguageModel model, Request request) {
        int length = request.length() == null ? LENGTH : request.length();
        return new SamplingBlock<>(
                model,
                new CategoricalSampling(length, request.temperature(), topK, topP, request.seed()));
    }

    /** Returns what the text begins with, of the vocabulary's symbols. */
    private String begin(Vocabulary vocabulary) {
        if (prompt == null) {
            return vocabulary.contains("\n") ? "\n" : vocabulary.decode(0);
        }
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("--prompt must have at least one character");
        }
        vocabulary.encode(prompt);
        return prompt;
    }

    /** Prints the text while it is drawn, the prompt included. */
    private static void write(Model sampler, Vocabulary vocabulary, String begin)
            throws TranslateException {
        System.out.print(begin);
        try (sampler;
                Predictor<String, Stream<String>> predictor =
                        sampler.newPredictor(new SamplingTranslator(vocabulary));
                Stream<String> pieces = predictor.streamingPredict(begin).getIterativeOutput()) {
            pieces.forEach(
                    piece -> {
                        System.out.print(piece);
                        System.out.flush();
                    });
        }
        System.out.println();
    }
}
