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

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;

import io.github.hypernet.text.language.CategoricalSampling;
import io.github.hypernet.text.language.LanguageModel;
import io.github.hypernet.text.language.SamplePicture;
import io.github.hypernet.text.language.SamplingTranslator;
import io.github.hypernet.text.language.Vocabulary;
import io.github.hypernet.text.sampling.SamplingBlock;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

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
    public boolean accepts(Recipe recipe) {
        return recipe instanceof TextRecipe;
    }

    @Override
    public void check() {
        if (picture != null && !isSvg() && !picture.toString().endsWith(".png")) {
            throw new IllegalArgumentException(
                    "--picture must name a .png or .svg file, got " + picture);
        }
    }

    @Override
    public Task task(Path run) throws IOException {
        return TextTask.ofSymbols(TextTask.vocabulary(run).size());
    }

    @Override
    public void sample(Experiment experiment, Request request)
            throws IOException, TranslateException {
        int length = request.length() == null ? LENGTH : request.length();
        CategoricalSampling sampling =
                new CategoricalSampling(length, request.temperature(), topK, topP, request.seed());
        Vocabulary vocabulary = TextTask.vocabulary(request.run());
        LanguageModel languageModel = ((CharacterModel) experiment).languageModel();
        String begin = begin(vocabulary);
        List<Integer> drawn = write(languageModel, vocabulary, begin, sampling, request);
        if (picture != null) {
            IntStream ids = drawn.stream().mapToInt(Integer::intValue);
            int[] all = IntStream.concat(IntStream.of(vocabulary.encode(begin)), ids).toArray();
            try (NDManager manager = request.engine().newBaseManager(request.device())) {
                draw(SamplePicture.of(languageModel, vocabulary, manager, all));
            }
        }
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

    /** Prints the text while it is drawn, the prompt included, and returns the ids drawn. */
    private static List<Integer> write(
            LanguageModel languageModel,
            Vocabulary vocabulary,
            String begin,
            CategoricalSampling sampling,
            Request request)
            throws TranslateException {
        SamplingBlock<Integer> block = new SamplingBlock<>(languageModel, sampling);
        System.out.print(begin);
        String engine = request.engine().getEngineName();
        try (Model model = Model.newInstance("sample", request.device(), engine)) {
            model.setBlock(block);
            try (Predictor<String, Stream<String>> predictor =
                            model.newPredictor(new SamplingTranslator(vocabulary));
                    Stream<String> pieces =
                            predictor.streamingPredict(begin).getIterativeOutput()) {
                pieces.forEach(
                        piece -> {
                            System.out.print(piece);
                            System.out.flush();
                        });
            }
        }
        System.out.println();
        return block.getDrawn();
    }

    private boolean isSvg() {
        return picture.toString().endsWith(".svg");
    }

    private void draw(SamplePicture sample) throws IOException {
        NewFile.write(
                picture,
                file -> {
                    if (isSvg()) {
                        file.write(sample.toSvg().getBytes(StandardCharsets.UTF_8));
                    } else {
                        ImageIO.write(sample.toImage(), "png", file);
                    }
                });
    }
}
